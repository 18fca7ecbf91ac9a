/** The lake as the portal reaches it: the query engine, its tables, the hours that exist. */
@NullMarked
package io.causality.portal.lake;

import org.jspecify.annotations.NullMarked;
