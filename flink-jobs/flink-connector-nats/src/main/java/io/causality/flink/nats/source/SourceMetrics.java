package io.causality.flink.nats.source;

import io.causality.flink.nats.JetStreamMetrics;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** A reader's metrics: see {@link JetStreamMetrics} for what they mean. */
final class SourceMetrics {
  private final MetricGroup group;
  final Counter messages;
  final Counter bytes;
  final Counter recreatedConsumers;
  final Counter dataLosses;

  SourceMetrics(MetricGroup operator) {
    group = operator.addGroup(JetStreamMetrics.GROUP);
    messages = group.counter(JetStreamMetrics.MESSAGES);
    bytes = group.counter(JetStreamMetrics.BYTES);
    recreatedConsumers = group.counter(JetStreamMetrics.RECREATED_CONSUMERS);
    dataLosses = group.counter(JetStreamMetrics.DATA_LOSSES);
  }

  void reconnects(IntSupplier count) {
    Gauge<Integer> gauge = count::getAsInt;
    group.gauge(JetStreamMetrics.RECONNECTS, gauge);
  }

  void register(Partition partition) {
    var own = group.addGroup(JetStreamMetrics.SUBJECT, partition.subject());
    Gauge<Long> pending = partition::pending;
    Gauge<Long> position = partition::receivedUpTo;
    Gauge<Long> buffered = () -> partition.backlog().bytes();
    own.gauge(JetStreamMetrics.PENDING, pending);
    own.gauge(JetStreamMetrics.POSITION, position);
    own.gauge(JetStreamMetrics.BUFFERED_BYTES, buffered);
  }
}
