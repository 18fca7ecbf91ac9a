/** Numbers over time. */
@NullMarked
package io.causality.portal.insight.trends;

import org.jspecify.annotations.NullMarked;
