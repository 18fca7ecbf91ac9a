/**
 * Insights: questions of a fixed kind with exact answers.
 *
 * <p>A spec is read ({@code insight.spec}), its range becomes instants and periods ({@code
 * insight.time}), its selectors and filters become conditions over the events of the hours that
 * exist ({@code insight.plan}), these become statements ({@code insight.sql}), and the rows become
 * the result.
 *
 * <p>How a new kind is added: a record in {@code insight.spec} that implements {@code InsightSpec}
 * and a line in {@code SpecParser}; a package {@code insight.<kind>} with a class that implements
 * {@link io.causality.portal.insight.Insight}; a line in {@link
 * io.causality.portal.insight.Insights}. Everything else (cache, limits, cancelling, meta, lists of
 * persons) is there already. An {@code EventScan} makes the query of events: first take expressions
 * from it ({@code matches}, {@code person}, {@code text}), then {@code rows}.
 */
@NullMarked
package io.causality.portal.insight;

import org.jspecify.annotations.NullMarked;
