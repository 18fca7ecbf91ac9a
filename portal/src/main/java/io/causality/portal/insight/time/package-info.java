/** Ranges and periods as instants, exact over changes of the clock. Pure. */
@NullMarked
package io.causality.portal.insight.time;

import org.jspecify.annotations.NullMarked;
