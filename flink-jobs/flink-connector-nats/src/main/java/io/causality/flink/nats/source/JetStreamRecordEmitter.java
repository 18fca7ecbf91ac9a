package io.causality.flink.nats.source;

import java.io.IOException;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Deserializes in the task's thread, and moves the position in the same step. */
final class JetStreamRecordEmitter<T> implements RecordEmitter<StreamElement, T, SplitPosition> {
  private final JetStreamDeserializer<T> deserializer;
  private final OutputCollector<T> collector = new OutputCollector<>();

  JetStreamRecordEmitter(JetStreamDeserializer<T> deserializer) {
    this.deserializer = deserializer;
  }

  @Override
  public void emitRecord(StreamElement element, SourceOutput<T> output, SplitPosition position)
      throws IOException {
    if (element instanceof JetStreamMessage message) {
      collector.output = output;
      collector.timestamp = message.timestampMillis();
      deserializer.deserialize(message, collector);
      position.emitted(message);
    } else if (element instanceof PositionUpdate update) {
      position.moved(update);
    }
  }

  private static final class OutputCollector<T> implements Collector<T> {
    private @Nullable SourceOutput<T> output;
    private long timestamp;

    @Override
    public void collect(T record) {
      if (output != null) {
        output.collect(record, timestamp);
      }
    }

    @Override
    public void close() {}
  }
}
