/** Alerts about the numbers of insights: above, below, changed by. */
@NullMarked
package io.causality.portal.metricalerts;

import org.jspecify.annotations.NullMarked;
