package io.causality.flink.nats.testjob;

import io.causality.flink.nats.source.JetStreamDeserializer;
import io.causality.flink.nats.source.JetStreamMessage;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;

/** The number in a message of {@link TestStream}. */
public final class NumberDeserializer implements JetStreamDeserializer<Integer> {
  @Override
  public void deserialize(JetStreamMessage message, Collector<Integer> out) {
    out.collect(TestStream.decode(message.data()));
  }

  @Override
  public TypeInformation<Integer> getProducedType() {
    return Types.INT;
  }
}
