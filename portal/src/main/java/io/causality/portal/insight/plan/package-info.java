/** From what a spec means to SQL over the lake. Pure. */
@NullMarked
package io.causality.portal.insight.plan;

import org.jspecify.annotations.NullMarked;
