package io.causality.portal.insight;

import java.time.Duration;

/**
 * What one question may take.
 *
 * @param time in the engine, all its statements together
 * @param maxScanBytes bytes read from storage, all its statements together
 * @param concurrency questions at a time, in this portal
 * @param queue how long a question waits for a place
 * @param patience how long a question waits for an engine that is away
 * @param maxRows most rows of a statement's result
 * @param cacheBytes of answers that are kept
 */
public record InsightLimits(
    Duration time,
    long maxScanBytes,
    int concurrency,
    Duration queue,
    Duration patience,
    int maxRows,
    long cacheBytes) {}
