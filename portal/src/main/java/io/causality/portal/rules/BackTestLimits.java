package io.causality.portal.rules;

import java.time.Duration;

/**
 * What a test over history may take.
 *
 * @param time in the engine, all its statements together
 * @param maxScanBytes bytes read from storage by one statement
 * @param patience how long a test waits for an engine that is away
 */
public record BackTestLimits(Duration time, long maxScanBytes, Duration patience) {}
