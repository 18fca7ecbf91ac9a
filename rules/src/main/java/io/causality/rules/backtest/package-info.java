/** Rules over events of the past, with the code that evaluates the stream. */
@NullMarked
package io.causality.rules.backtest;

import org.jspecify.annotations.NullMarked;
