package io.causality.jobs;

import com.google.protobuf.InvalidProtocolBufferException;
import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.flink.nats.sink.JetStreamSink;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.flink.api.connector.sink2.Sink;

/** Encoded dead letters into their stream, once each however often the job makes them again. */
final class DeadLetters {
  private static final String NO_APP = "_";

  private DeadLetters() {}

  static Sink<byte[]> sink(NatsConnectionOptions nats) {
    return JetStreamSink.<byte[]>builder()
        .connection(nats)
        .subject(DeadLetters::subject)
        .serializer(letter -> letter)
        .messageId(DeadLetters::messageId)
        .build();
  }

  /** An app id that is no token of a subject counts as unknown. */
  static String subject(byte[] letter) {
    String app = parse(letter).getAppId();
    return StreamNames.DEAD_LETTERS_PREFIX + (app.matches("[A-Za-z0-9_-]+") ? app : NO_APP);
  }

  /** The same for the same event: all but the time at which it was given up. */
  static String messageId(byte[] letter) {
    DeadLetter parsed = parse(letter);
    String identity =
        parsed.getStreamSeq()
            + " "
            + parsed.getAppId()
            + " "
            + parsed.getReason()
            + " "
            + parsed.getDetail()
            + " "
            + parsed.getPayload().hashCode();
    return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static DeadLetter parse(byte[] letter) {
    try {
      return DeadLetter.parseFrom(letter);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("not a dead letter", e);
    }
  }
}
