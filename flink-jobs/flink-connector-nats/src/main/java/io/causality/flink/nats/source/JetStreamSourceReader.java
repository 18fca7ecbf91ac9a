package io.causality.flink.nats.source;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.UserCodeClassLoader;

/** The subtask's side of the source: one fetching thread for all its splits. */
final class JetStreamSourceReader<T>
    extends SingleThreadMultiplexSourceReaderBase<StreamElement, T, JetStreamSplit, SplitPosition> {
  private final JetStreamDeserializer<T> deserializer;
  private final PositionsListener listener;

  /** Positions in checkpoints of which it is not known yet whether they become complete. */
  private final TreeMap<Long, List<JetStreamSplit>> saved = new TreeMap<>();

  private JetStreamSourceReader(
      JetStreamSourceConfig config,
      JetStreamDeserializer<T> deserializer,
      SourceReaderContext context,
      SourceMetrics metrics) {
    super(
        () -> new JetStreamSplitReader(config, nameOf(context), metrics),
        new JetStreamRecordEmitter<>(deserializer),
        context.getConfiguration(),
        context);
    this.deserializer = deserializer;
    this.listener = config.positions().open();
  }

  static <T> JetStreamSourceReader<T> create(
      JetStreamSourceConfig config,
      JetStreamDeserializer<T> deserializer,
      SourceReaderContext context) {
    var metrics = new SourceMetrics(context.metricGroup());
    return new JetStreamSourceReader<>(config, deserializer, context, metrics);
  }

  private static String nameOf(SourceReaderContext context) {
    return "flink-source-" + context.getIndexOfSubtask();
  }

  @Override
  public void start() {
    try {
      deserializer.open(new DeserializerContext(context));
    } catch (Exception e) {
      throw new IllegalStateException("the deserializer does not open", e);
    }
  }

  @Override
  protected void onSplitFinished(Map<String, SplitPosition> finishedSplits) {
    throw new IllegalStateException("splits of a JetStream source never end");
  }

  @Override
  protected SplitPosition initializedState(JetStreamSplit split) {
    return new SplitPosition(split);
  }

  @Override
  protected JetStreamSplit toSplitType(String splitId, SplitPosition position) {
    return position.split();
  }

  @Override
  public void addSplits(List<JetStreamSplit> splits) {
    super.addSplits(splits);
    listener.begin(List.copyOf(splits));
  }

  @Override
  public List<JetStreamSplit> snapshotState(long checkpointId) {
    var splits = super.snapshotState(checkpointId);
    saved.put(checkpointId, List.copyOf(splits));
    return splits;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    var positions = saved.get(checkpointId);
    saved.headMap(checkpointId, true).clear();
    if (positions != null) {
      listener.complete(positions);
    }
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    super.notifyCheckpointAborted(checkpointId);
    saved.remove(checkpointId);
  }

  @Override
  public void close() throws Exception {
    try {
      super.close();
    } finally {
      listener.close();
    }
  }

  private record DeserializerContext(SourceReaderContext reader)
      implements DeserializationSchema.InitializationContext {
    @Override
    public MetricGroup getMetricGroup() {
      return reader.metricGroup().addGroup("deserializer");
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      return reader.getUserCodeClassLoader();
    }
  }
}
