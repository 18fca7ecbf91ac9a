/**
 * Answers insights in the slowest and plainest way: loops over a list of events, sentence by
 * sentence as the semantics say it. Shares the reading of specs with the portal, nothing else.
 */
@NullMarked
package io.causality.portal.insight.oracle;

import org.jspecify.annotations.NullMarked;
