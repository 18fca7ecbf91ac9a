package io.causality.portal.sqleditor;

import java.time.Duration;

/**
 * What one query may take.
 *
 * @param defaultRows rows of a reply when the caller names no limit
 * @param maxRows most rows of a reply
 * @param maxResultBytes most bytes of a reply's rows
 * @param time of running in the engine
 * @param maxScanBytes bytes read from storage
 * @param concurrency queries at a time, in this portal
 * @param patience how long a query waits for an engine that is away or full
 * @param downloadRows most rows of a file
 * @param downloadBytes most bytes of a file
 */
public record SqlLimits(
    int defaultRows,
    int maxRows,
    long maxResultBytes,
    Duration time,
    long maxScanBytes,
    int concurrency,
    Duration patience,
    long downloadRows,
    long downloadBytes) {}
