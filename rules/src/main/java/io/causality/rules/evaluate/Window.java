package io.causality.rules.evaluate;

/**
 * A window of event time.
 *
 * @param fromMs its first ms, since the epoch
 * @param toMs the first ms after it
 */
public record Window(long fromMs, long toMs) {}
