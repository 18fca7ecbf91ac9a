package io.causality.bench.scale;

/**
 * What an object store takes, in dollars; yours will differ. Immutable.
 *
 * @param per1000Writes for a thousand requests that write or list
 * @param per1000Reads for a thousand requests that read
 * @param perGbMonth for 10^9 bytes that lie there for a month
 */
public record Prices(double per1000Writes, double per1000Reads, double perGbMonth) {}
