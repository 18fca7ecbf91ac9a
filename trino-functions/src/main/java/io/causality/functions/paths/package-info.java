/** What paths are: items, cuts, edges. Pure; knows nothing of Trino. */
@NullMarked
package io.causality.functions.paths;

import org.jspecify.annotations.NullMarked;
