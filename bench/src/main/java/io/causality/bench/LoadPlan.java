package io.causality.bench;

import java.time.Duration;

/**
 * What to send. Immutable.
 *
 * @param connections kept open, each with one request at a time
 * @param requestsPerSecond 0: each connection sends as soon as it has its answer; else that many
 *     requests are due in each second, whether or not the server keeps up, and the time that a
 *     request waits for a free connection counts
 * @param warmUp sent before the measurement, not counted
 * @param measured how long is measured
 */
record LoadPlan(
    RequestTemplate template,
    int connections,
    double requestsPerSecond,
    Duration warmUp,
    Duration measured) {}
