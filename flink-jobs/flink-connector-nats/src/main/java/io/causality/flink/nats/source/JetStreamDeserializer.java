package io.causality.flink.nats.source;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.util.Collector;

/**
 * Makes records of a message: none, one or many. Runs in the task's thread; what it throws fails
 * the job, so what can be wrong with foreign data belongs into the record.
 *
 * @param <T> type of the records
 */
public interface JetStreamDeserializer<T> extends Serializable, ResultTypeQueryable<T> {

  /** Called once per subtask before the first message. */
  default void open(DeserializationSchema.InitializationContext context) throws Exception {}

  /**
   * All records of one message are one step to Flink: a checkpoint holds all of them or none. They
   * carry the message's time of storage until a watermark strategy assigns another.
   */
  void deserialize(JetStreamMessage message, Collector<T> out) throws IOException;

  /** Uses an ordinary schema on the payload alone. */
  static <T> JetStreamDeserializer<T> ofData(DeserializationSchema<T> schema) {
    return new DataOnly<>(schema);
  }

  /** See {@link #ofData}. */
  record DataOnly<T>(DeserializationSchema<T> schema) implements JetStreamDeserializer<T> {
    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
      schema.open(context);
    }

    @Override
    public void deserialize(JetStreamMessage message, Collector<T> out) throws IOException {
      schema.deserialize(message.data(), out);
    }

    @Override
    public TypeInformation<T> getProducedType() {
      return schema.getProducedType();
    }
  }
}
