package io.causality.flink.nats.sink;

import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.Serializable;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.jspecify.annotations.Nullable;

/** How a record becomes a message; the user's functions in one place. */
record MessageFormat<T>(
    SerializableFunction<T, String> subject,
    SerializationSchema<T> data,
    SerializableFunction<T, String> messageId,
    @Nullable SerializableFunction<T, Map<String, String>> headers)
    implements Serializable {
  private static final String MESSAGE_ID = "Nats-Msg-Id";

  Message format(T element) {
    var all = new Headers();
    if (headers != null) {
      headers.apply(element).forEach(all::put);
    }
    all.put(MESSAGE_ID, messageId.apply(element));
    return NatsMessage.builder()
        .subject(subject.apply(element))
        .headers(all)
        .data(data.serialize(element))
        .build();
  }
}
