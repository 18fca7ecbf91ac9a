package io.causality.jobs.archive;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.causality.jobs.archive.Rejection.Reason;
import io.causality.proto.Events;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.EventBatch;
import io.causality.proto.v1.EventEnvelope;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/**
 * Takes a message of the stream apart. The message's frame is read without parsing the events in
 * it, so that each event keeps its bytes as they came and one bad event does not spoil the others.
 * Pure but for what it tells the {@link Output}.
 */
public final class BatchSplitter {
  /** 9999-12-31T23:59:59.999Z: the last instant with a folder in the lake. */
  private static final long MAX_TIME_MS = 253_402_300_799_999L;

  private static final int MAX_APP_ID = 63;

  private static final int EVENTS_TAG =
      WireFormat.FieldType.MESSAGE.getWireType() | EventBatch.EVENTS_FIELD_NUMBER << 3;

  /** Where the parts of a message go, in the order in which they stand in it. */
  public interface Output {
    /** An event that is fit for the lake. */
    void event(StreamEvent event);

    /** What is not. */
    void rejection(Rejection rejection);
  }

  private BatchSplitter() {}

  /**
   * Splits one message.
   *
   * @param sequence the message's sequence in the stream
   * @param counts accepted events per app as the message's header says; may be empty
   */
  public static void split(long sequence, byte[] message, Map<String, Long> counts, Output output) {
    if (!readable(message)) {
      rejectWhole(sequence, message, counts, output);
      return;
    }
    CodedInputStream in = CodedInputStream.newInstance(message);
    try {
      int position = 0;
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag != EVENTS_TAG) {
          in.skipField(tag);
          continue;
        }
        int size = in.readRawVarint32();
        int offset = in.getTotalBytesRead();
        in.skipRawBytes(size);
        event(sequence, position++, message, offset, size, counts, output);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a frame that was read once cannot be read again", e);
    }
  }

  private static boolean readable(byte[] message) {
    CodedInputStream in = CodedInputStream.newInstance(message);
    try {
      int tag = in.readTag();
      while (tag != 0 && in.skipField(tag)) {
        tag = in.readTag();
      }
      return tag == 0 && message.length > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void rejectWhole(
      long sequence, byte[] message, Map<String, Long> counts, Output output) {
    String detail = "not an EventBatch: " + message.length + " bytes";
    long streamSeq = StreamNames.streamSeq(sequence, 0);
    ByteString payload = ByteString.copyFrom(message);
    if (counts.isEmpty()) {
      output.rejection(
          new Rejection("", Reason.UNDECODABLE_MESSAGE, detail, streamSeq, payload, 1));
    }
    counts.forEach(
        (app, events) ->
            output.rejection(
                new Rejection(
                    app, Reason.UNDECODABLE_MESSAGE, detail, streamSeq, payload, events)));
  }

  private static void event(
      long sequence,
      int position,
      byte[] message,
      int offset,
      int size,
      Map<String, Long> counts,
      Output output) {
    if (position >= StreamNames.EVENTS_PER_MESSAGE) {
      // Its stream_seq would be that of an event of the next message.
      output.rejection(
          new Rejection(
              soleApp(counts),
              Reason.TOO_MANY_EVENTS,
              "event " + position + " of a message; at most " + StreamNames.EVENTS_PER_MESSAGE,
              StreamNames.streamSeq(sequence, StreamNames.EVENTS_PER_MESSAGE - 1),
              ByteString.copyFrom(message, offset, size),
              1));
      return;
    }
    long streamSeq = StreamNames.streamSeq(sequence, position);
    EventEnvelope envelope;
    try {
      envelope = EventEnvelope.parser().parseFrom(message, offset, size);
    } catch (InvalidProtocolBufferException e) {
      output.rejection(
          new Rejection(
              soleApp(counts),
              Reason.UNDECODABLE_MESSAGE,
              "not an EventEnvelope: " + e.getMessage(),
              streamSeq,
              ByteString.copyFrom(message, offset, size),
              1));
      return;
    }
    byte[] bytes = java.util.Arrays.copyOfRange(message, offset, offset + size);
    String name = Events.name(envelope);
    long timeMs = Events.timeMs(envelope);
    if (!isAppId(envelope.getAppId())) {
      reject(envelope, Reason.NO_APP_ID, "no app_id, or not one", streamSeq, bytes, output);
    } else if (envelope.getId().isEmpty()) {
      reject(envelope, Reason.NO_EVENT_ID, "event without id", streamSeq, bytes, output);
    } else if (name.isEmpty()) {
      reject(
          envelope,
          Reason.NO_EVENT_NAME,
          "event without payload or name",
          streamSeq,
          bytes,
          output);
    } else if (timeMs < 0 || timeMs > MAX_TIME_MS) {
      reject(
          envelope,
          Reason.BAD_TIME,
          "event time "
              + timeMs
              + " ms; from "
              + Instant.EPOCH
              + " to "
              + Instant.ofEpochMilli(MAX_TIME_MS),
          streamSeq,
          bytes,
          output);
    } else {
      output.event(accepted(envelope, name, timeMs, streamSeq, bytes));
    }
  }

  /** An event that is fit for the lake. */
  static StreamEvent accepted(
      EventEnvelope envelope, String name, long timeMs, long streamSeq, byte[] bytes) {
    return new StreamEvent(
        streamSeq,
        EventKey.of(envelope.getAppId(), envelope.getId()),
        timeMs,
        envelope.getPayloadCase().getNumber(),
        envelope.getTraitsCount() + envelope.getTraitsOnceCount() > 0,
        envelope.hasDeviceContext(),
        envelope.getAppId(),
        name,
        envelope.getDeviceId(),
        envelope.getUserId(),
        bytes);
  }

  private static void reject(
      EventEnvelope envelope,
      Reason reason,
      String detail,
      long streamSeq,
      byte[] bytes,
      Output output) {
    output.rejection(
        new Rejection(
            envelope.getAppId(), reason, detail, streamSeq, ByteString.copyFrom(bytes), 1));
  }

  /** The id is part of folder names and subjects: {@code [a-z0-9][a-z0-9_-]{0,62}}. */
  private static boolean isAppId(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!alphanumeric && (i == 0 || (c != '_' && c != '-'))) {
        return false;
      }
    }
    return !id.isEmpty() && id.length() <= MAX_APP_ID;
  }

  /** The app of every event in the message, where its header tells. */
  private static String soleApp(Map<String, Long> counts) {
    return counts.size() == 1 ? counts.keySet().iterator().next() : "";
  }
}
