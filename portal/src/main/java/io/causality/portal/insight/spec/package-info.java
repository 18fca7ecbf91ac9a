/**
 * What is asked, as types, and the strict reading of its JSON. Pure: no server, no framework.
 *
 * <p>A new kind is a record here that implements {@link
 * io.causality.portal.insight.spec.InsightSpec}, and a line in {@link
 * io.causality.portal.insight.spec.SpecParser}.
 */
@NullMarked
package io.causality.portal.insight.spec;

import org.jspecify.annotations.NullMarked;
