package io.causality.jobs;

import io.causality.flink.nats.JetStreamMetrics;
import io.causality.tls.TlsClients;
import io.causality.tls.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
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
import org.jspecify.annotations.Nullable;

/**
 * Keeps the jobs' own metrics of this process for {@code /metrics}: those named in {@link
 * JobMetrics}, summed over the tasks, counters over restarts of the job too, and what the sources
 * have not read yet or will never read. In a Flink cluster that is not ours, each process shows its
 * own on the port that {@code metrics.reporter.causality.port} names, and the one that has the job
 * the age of its newest checkpoint too. Thread-safe.
 */
public final class JobMetricsReporter implements MetricReporter {
  private static final Map<Metric, String> CURRENT = new ConcurrentHashMap<>();
  private static final Map<String, Long> ENDED = new ConcurrentHashMap<>();

  /** When the newest checkpoint was complete, by job; Flink's gauge says -1 before the first. */
  private static final String CHECKPOINT_COMPLETED = "lastCheckpointCompletedTimestamp";

  private final Map<Metric, CheckpointAge> ages = new ConcurrentHashMap<>();
  private @Nullable Management management;

  @Override
  public void open(MetricConfig config) {
    int port = config.getInteger("port", -1);
    if (port < 0) {
      return;
    }
    try {
      // The first code of ours in each process of such a cluster; its connections come later.
      TlsSettings tls = JobsConfig.tls(System.getenv());
      TlsClients.install(tls);
      management = Management.start("0.0.0.0", port, tls.ofManagement(), Optional::empty);
    } catch (IOException e) {
      throw new UncheckedIOException("metrics.reporter.causality.port " + port, e);
    }
    management.show(this::ages);
  }

  @Override
  public void close() {
    if (management != null) {
      management.close();
    }
  }

  private Map<String, Long> ages() {
    long now = System.currentTimeMillis();
    Map<String, Long> values = new TreeMap<>();
    ages.values().forEach(age -> values.put(age.name(), age.seconds(now)));
    return values;
  }

  /** Of a job, since its newest checkpoint or, before the first, since this process knows it. */
  private record CheckpointAge(String name, Gauge<?> completedAtMs, long knownSinceMs) {
    long seconds(long now) {
      long completed = value(completedAtMs);
      return Math.max(0, now - (completed > 0 ? completed : knownSinceMs)) / 1000;
    }
  }

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    if (name.startsWith(JobMetrics.PREFIX)) {
      CURRENT.put(metric, name);
    } else if (name.equals(JetStreamMetrics.PENDING) && metric instanceof Gauge) {
      CURRENT.put(metric, JobMetrics.PENDING_MESSAGES + "{flink_job=\"" + jobName(group) + "\"}");
    } else if (name.equals(JetStreamMetrics.DATA_LOSSES)) {
      CURRENT.put(metric, JobMetrics.DATA_LOSSES + "{flink_job=\"" + jobName(group) + "\"}");
    } else if (name.equals(CHECKPOINT_COMPLETED) && metric instanceof Gauge<?> gauge) {
      String age = JobMetrics.CHECKPOINT_AGE + "{flink_job=\"" + jobName(group) + "\"}";
      ages.put(metric, new CheckpointAge(age, gauge, System.currentTimeMillis()));
    }
  }

  private static String jobName(MetricGroup group) {
    return group.getAllVariables().getOrDefault("<job_name>", "unknown");
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    ages.remove(metric);
    String shown = CURRENT.remove(metric);
    if (shown != null && metric instanceof Counter counter) {
      ENDED.merge(shown, counter.getCount(), Long::sum);
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
