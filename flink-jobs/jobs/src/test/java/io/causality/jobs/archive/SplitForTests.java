package io.causality.jobs.archive;

import io.causality.proto.v1.EventBatch;
import io.causality.proto.v1.EventEnvelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Events as they leave {@link SplitBatch}, all of message 1. */
public final class SplitForTests {
  private SplitForTests() {}

  public static List<StreamEvent> events(EventEnvelope.Builder... envelopes) {
    EventBatch.Builder batch = EventBatch.newBuilder();
    for (EventEnvelope.Builder envelope : envelopes) {
      batch.addEvents(envelope);
    }
    List<StreamEvent> events = new ArrayList<>();
    BatchSplitter.split(
        1,
        batch.build().toByteArray(),
        Map.of(),
        new BatchSplitter.Output() {
          @Override
          public void event(StreamEvent event) {
            events.add(event);
          }

          @Override
          public void rejection(Rejection rejection) {
            throw new AssertionError(rejection);
          }
        });
    return events;
  }
}
