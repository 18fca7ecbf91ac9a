/** Insights on generated events, measured beside the same questions in another engine. */
@NullMarked
package io.causality.bench.insights;

import org.jspecify.annotations.NullMarked;
