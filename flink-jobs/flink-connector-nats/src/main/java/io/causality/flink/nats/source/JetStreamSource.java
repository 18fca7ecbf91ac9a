package io.causality.flink.nats.source;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads a JetStream stream without end: one split per subject, each in the stream's order, each
 * message taking effect exactly once in Flink's state. Made by {@link #builder()}.
 *
 * @param <T> type of the records
 */
public final class JetStreamSource<T>
    implements Source<T, JetStreamSplit, JetStreamEnumeratorState>, ResultTypeQueryable<T> {
  private static final long serialVersionUID = 1L;

  private final JetStreamSourceConfig config;
  private final List<String> subjects;
  private final StartPosition start;
  private final JetStreamDeserializer<T> deserializer;

  JetStreamSource(
      JetStreamSourceConfig config,
      List<String> subjects,
      StartPosition start,
      JetStreamDeserializer<T> deserializer) {
    this.config = config;
    this.subjects = subjects;
    this.start = start;
    this.deserializer = deserializer;
  }

  public static <T> JetStreamSourceBuilder<T> builder() {
    return new JetStreamSourceBuilder<>();
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<JetStreamSplit, JetStreamEnumeratorState> createEnumerator(
      SplitEnumeratorContext<JetStreamSplit> context) {
    return new JetStreamEnumerator(context, subjects, new StartLookup(config, start));
  }

  @Override
  public SplitEnumerator<JetStreamSplit, JetStreamEnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<JetStreamSplit> context, JetStreamEnumeratorState state) {
    // A subject that appears later is a partition that was added: none of it may be skipped.
    var late = state.known().isEmpty() ? start : StartPosition.earliest();
    return new JetStreamEnumerator(context, subjects, new StartLookup(config, late), state);
  }

  @Override
  public SourceReader<T, JetStreamSplit> createReader(SourceReaderContext context) {
    return JetStreamSourceReader.create(config, deserializer, context);
  }

  @Override
  public SimpleVersionedSerializer<JetStreamSplit> getSplitSerializer() {
    return new JetStreamSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<JetStreamEnumeratorState> getEnumeratorCheckpointSerializer() {
    return new JetStreamEnumeratorStateSerializer();
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return deserializer.getProducedType();
  }
}
