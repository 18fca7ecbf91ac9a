package io.causality.flink.nats.testjob;

import org.apache.flink.api.common.serialization.SerializationSchema;

/** A number as {@link TestStream} writes it. */
public final class NumberSerializer implements SerializationSchema<Integer> {
  @Override
  public byte[] serialize(Integer number) {
    return TestStream.encode(number);
  }
}
