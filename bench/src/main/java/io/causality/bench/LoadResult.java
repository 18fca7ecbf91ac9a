package io.causality.bench;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What was measured.
 *
 * @param latency microseconds from the moment at which a request was due to its answer
 * @param cpuSeconds by process, over the measurement
 */
record LoadResult(
    long requests,
    long events,
    long refused,
    double seconds,
    Histogram latency,
    Map<String, Double> cpuSeconds) {
  double eventsPerSecond() {
    return events / seconds;
  }

  double millisAt(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1000.0;
  }
}
