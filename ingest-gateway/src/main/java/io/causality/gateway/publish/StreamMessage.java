package io.causality.gateway.publish;

import io.causality.gateway.decode.ReceivedStamp;
import io.causality.gateway.decode.WireBuffer;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.EventBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One message of the stream while it is filled, and until it is acknowledged. Confined to one event
 * loop.
 */
final class StreamMessage {
  private static final int EVENTS_TAG = (EventBatch.EVENTS_FIELD_NUMBER << 3) | 2;

  final int partition;

  /** Place among the messages that will be published together. */
  final int place;

  private final WireBuffer body;
  private final List<Submission> submissions = new ArrayList<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>(2);
  private int events;

  /** Nanos of the last attempt to publish; meaningful once published. */
  long lastAttemptNanos;

  private byte[] data = {};

  StreamMessage(int partition, int place, int capacity) {
    this.partition = partition;
    this.place = place;
    body = new WireBuffer(capacity);
  }

  /** Whether an event of so many bytes, framing included, may still go in. */
  boolean fits(int eventBytes, int maxBytes) {
    return events < StreamNames.EVENTS_PER_MESSAGE && body.size() + eventBytes <= maxBytes;
  }

  /** Appends one event: stamp, its own bytes, the stamp's tail. */
  void add(ReceivedStamp stamp, byte[] source, int start, int end, byte[] tail) {
    WireBuffer head = stamp.head();
    body.writeVarint(EVENTS_TAG);
    body.writeVarint(head.size() + (end - start) + tail.length);
    body.write(head.array(), 0, head.size());
    body.write(source, start, end - start);
    body.write(tail, 0, tail.length);
    events++;
  }

  /** A request has so many events of one app in this message. */
  void join(Submission submission) {
    submissions.add(submission);
    submission.joined();
  }

  /** The requests of which it has events. */
  List<String> requestIds() {
    return submissions.stream().map(submission -> submission.requestId).toList();
  }

  void count(String appId, int added) {
    counts.merge(appId, added, Integer::sum);
  }

  /** Ends the filling. */
  void seal() {
    data = body.size() == body.array().length ? body.array() : body.toByteArray();
  }

  byte[] data() {
    return data;
  }

  int events() {
    return events;
  }

  /** Value of the counts header, {@code app=3;other=1}. */
  String countsHeader() {
    StringBuilder text = new StringBuilder(32);
    counts.forEach(
        (app, count) -> {
          if (!text.isEmpty()) {
            text.append(';');
          }
          text.append(app).append('=').append(count.intValue());
        });
    return text.toString();
  }

  void stored() {
    for (Submission submission : submissions) {
      submission.stored();
    }
  }

  void finish(PublishOutcome outcome) {
    for (Submission submission : submissions) {
      submission.finish(outcome);
    }
  }

  /**
   * Gives up the requests whose time has passed; true when none waits for this message any more.
   */
  boolean expire(long nowNanos) {
    boolean abandoned = true;
    for (Submission submission : submissions) {
      if (submission.deadlineNanos - nowNanos <= 0) {
        submission.finish(PublishOutcome.UNAVAILABLE);
      }
      abandoned &= submission.finished();
    }
    return abandoned;
  }
}
