package io.causality.jobs.archive;

import com.google.protobuf.ByteString;
import io.causality.proto.v1.DeadLetter;

/**
 * An event, or a whole message, that the archive cannot store.
 *
 * @param events how many accepted events it stands for
 */
public record Rejection(
    String appId, Reason reason, String detail, long streamSeq, ByteString payload, long events) {

  /** Why; {@link #code} is what readers of the dead letters see. */
  public enum Reason {
    UNDECODABLE_MESSAGE,
    TOO_MANY_EVENTS,
    NO_APP_ID,
    NO_EVENT_ID,
    NO_EVENT_NAME,
    BAD_TIME;

    String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * The message for the stream of dead letters.
   *
   * @param subject subject of the message that held it
   */
  byte[] toDeadLetter(String subject, long failedAtMs) {
    return DeadLetter.newBuilder()
        .setAppId(appId)
        .setReason(reason.code())
        .setDetail(detail)
        .setOriginSubject(subject)
        .setStreamSeq(streamSeq)
        .setFailedAtMs(failedAtMs)
        .setPayload(payload)
        .build()
        .toByteArray();
  }
}
