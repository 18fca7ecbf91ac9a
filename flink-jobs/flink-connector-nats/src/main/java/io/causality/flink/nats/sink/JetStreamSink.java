package io.causality.flink.nats.sink;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Publishes to JetStream, at least once: a checkpoint completes only when the stream acknowledged
 * everything written before it. Each message carries an id of the user's choice, the same at every
 * try, so within the stream's duplicate window repetitions leave one message. Made by {@link
 * #builder()}.
 *
 * @param <T> type of the records
 */
public final class JetStreamSink<T> implements Sink<T> {
  private static final long serialVersionUID = 1L;

  private final JetStreamSinkConfig config;
  private final MessageFormat<T> format;

  JetStreamSink(JetStreamSinkConfig config, MessageFormat<T> format) {
    this.config = config;
    this.format = format;
  }

  public static <T> JetStreamSinkBuilder<T> builder() {
    return new JetStreamSinkBuilder<>();
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return JetStreamSinkWriter.open(config, format, context);
  }
}
