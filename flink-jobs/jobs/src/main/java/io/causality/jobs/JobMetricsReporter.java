package io.causality.jobs;

import io.causality.flink.nats.JetStreamMetrics;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Keeps the jobs' own metrics of this process for {@code /metrics}: those named in {@link
 * JobMetrics}, summed over the tasks, counters over restarts of the job too, and what the sources
 * have not read yet. Thread-safe.
 */
public final class JobMetricsReporter implements MetricReporter {
  private static final Map<Metric, String> CURRENT = new ConcurrentHashMap<>();
  private static final Map<String, Long> ENDED = new ConcurrentHashMap<>();

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    if (name.startsWith(JobMetrics.PREFIX)) {
      CURRENT.put(metric, name);
    } else if (name.equals(JetStreamMetrics.PENDING) && metric instanceof Gauge) {
      String job = group.getAllVariables().getOrDefault("<job_name>", "unknown");
      CURRENT.put(metric, JobMetrics.PENDING_MESSAGES + "{flink_job=\"" + job + "\"}");
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    if (CURRENT.remove(metric) != null && metric instanceof Counter counter) {
      ENDED.merge(name, counter.getCount(), Long::sum);
    }
  }

  /** Sums by name with labels, in order of names. */
  static Map<String, Long> sums() {
    Map<String, Long> sums = new TreeMap<>(ENDED);
    CURRENT.forEach((metric, name) -> sums.merge(name, value(metric), Long::sum));
    return sums;
  }

  private static long value(Metric metric) {
    if (metric instanceof Counter counter) {
      return counter.getCount();
    } else if (metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number) {
      return number.longValue();
    }
    return 0;
  }

  /** For Flink, which finds it by name. */
  public static final class Factory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new JobMetricsReporter();
    }
  }
}
