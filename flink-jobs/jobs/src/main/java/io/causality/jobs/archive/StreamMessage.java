package io.causality.jobs.archive;

import io.causality.flink.nats.source.JetStreamDeserializer;
import io.causality.flink.nats.source.JetStreamMessage;
import io.causality.proto.StreamNames;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A message of the stream, not yet read.
 *
 * @param sequence its place in the stream, from 1
 * @param pending messages of its partition that lay behind it when it was read
 * @param id under which the gateway sent it, and its log tells of it; null from other senders
 * @param counts its header {@link StreamNames#COUNTS_HEADER}, or null
 * @param data an encoded {@code EventBatch}, if all is well; not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record StreamMessage(
    String subject,
    long sequence,
    long pending,
    @Nullable String id,
    @Nullable String counts,
    byte[] data) {

  /** Number of the partition, the last part of the subject. */
  public int partition() {
    return Integer.parseInt(subject.substring(StreamNames.EVENTS_PREFIX.length()));
  }

  /** Takes messages as they are. */
  public static final class Deserializer implements JetStreamDeserializer<StreamMessage> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(JetStreamMessage message, Collector<StreamMessage> out) {
      out.collect(
          new StreamMessage(
              message.subject(),
              message.sequence(),
              message.pending(),
              message.header("Nats-Msg-Id"),
              message.header(StreamNames.COUNTS_HEADER),
              message.data()));
    }

    @Override
    public TypeInformation<StreamMessage> getProducedType() {
      return Types.POJO(StreamMessage.class);
    }
  }
}
