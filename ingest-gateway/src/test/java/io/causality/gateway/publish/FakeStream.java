package io.causality.gateway.publish;

import io.causality.proto.v1.EventBatch;
import io.causality.proto.v1.EventEnvelope;
import java.util.ArrayList;
import java.util.List;

/** A stream in memory whose answers the test gives. */
final class FakeStream implements EventStream {
  @SuppressWarnings("ArrayRecordComponent")
  record Sent(int partition, long number, String messageId, String counts, byte[] data) {
    List<String> ids() {
      try {
        return EventBatch.parseFrom(data).getEventsList().stream()
            .map(EventEnvelope::getId)
            .toList();
      } catch (com.google.protobuf.InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }
  }

  final List<Sent> sent = new ArrayList<>();
  boolean connected = true;
  int maxMessageBytes = 1 << 20;
  private Answers answers;

  /** Answers to every message sent so far. */
  void answerAll(Answer answer) {
    List<Sent> open = List.copyOf(sent);
    sent.clear();
    open.forEach(message -> answers.answered(message.number(), answer));
  }

  void reconnect() {
    connected = true;
    answers.reconnected();
  }

  @Override
  public Outlet open(Answers writer) {
    answers = writer;
    return (partition, number, messageId, counts, data) -> {
      if (!connected) {
        throw new IllegalStateException("not connected");
      }
      sent.add(new Sent(partition, number, messageId, counts, data));
    };
  }

  @Override
  public boolean connected() {
    return connected;
  }

  @Override
  public int maxMessageBytes() {
    return maxMessageBytes;
  }
}
