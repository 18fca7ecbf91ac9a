/** Places in an event: a subset of JSONPath, over the names of the lake. */
@NullMarked
package io.causality.rules.path;

import org.jspecify.annotations.NullMarked;
