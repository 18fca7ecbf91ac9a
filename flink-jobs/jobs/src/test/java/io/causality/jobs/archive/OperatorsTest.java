package io.causality.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.jobs.TestEvents;
import io.causality.proto.v1.EventBatch;
import io.causality.proto.v1.EventEnvelope;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class OperatorsTest {
  private static KeyedOneInputStreamOperatorTestHarness<Long, StreamEvent, StreamEvent> dropSeen()
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<Long, StreamEvent, StreamEvent>(
            new DropSeen(Duration.ofHours(1)), StreamEvent::key, Types.LONG);
    harness.setup(StreamEventSerializer.INSTANCE);
    return harness;
  }

  @Test
  void theFirstCopyPassesAlsoAfterARestoreAndOthersAreCounted() throws Exception {
    StreamEvent first = SplitForTests.events(TestEvents.event("a")).get(0);
    StreamEvent copy = SplitForTests.events(TestEvents.event("a").setUserId("copy")).get(0);
    OperatorSubtaskState state;
    try (var harness = dropSeen()) {
      harness.open();
      harness.processElement(new StreamRecord<>(first));
      harness.processElement(new StreamRecord<>(copy));
      assertThat(harness.extractOutputValues()).containsExactly(first);
      harness.prepareSnapshotPreBarrier(1);
      assertThat(harness.getSideOutput(DropSeen.PROGRESS))
          .extracting(StreamRecord::getValue)
          .containsExactly(new ProgressDelta(List.of(), List.of(new AppCounts("shop", 1, 1, 0))));
      state = harness.snapshot(1, 1);
    }
    try (var harness = dropSeen()) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(new StreamRecord<>(copy));
      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void anIdIsForgottenAfterItsTime() throws Exception {
    StreamEvent event = SplitForTests.events(TestEvents.event("a")).get(0);
    try (var harness = dropSeen()) {
      harness.setStateTtlProcessingTime(0);
      harness.open();
      harness.processElement(new StreamRecord<>(event));
      harness.setStateTtlProcessingTime(Duration.ofMinutes(59).toMillis());
      harness.processElement(new StreamRecord<>(event));
      assertThat(harness.extractOutputValues()).hasSize(1);
      harness.setStateTtlProcessingTime(Duration.ofMinutes(61).toMillis());
      harness.processElement(new StreamRecord<>(event));
      assertThat(harness.extractOutputValues()).hasSize(2);
    }
  }

  @Test
  void splittingTellsPositionsAndDeadLettersBeforeTheBarrier() throws Exception {
    try (var harness = new OneInputStreamOperatorTestHarness<>(new SplitBatch())) {
      harness.setup(StreamEventSerializer.INSTANCE);
      harness.open();
      harness.processElement(message(3, 11, TestEvents.event("a").build()));
      harness.processElement(
          new StreamRecord<>(
              new StreamMessage("events.3", 12, 0, "w-1", "shop=4", new byte[] {1})));
      harness.processElement(message(5, 10, TestEvents.event("b").build()));

      harness.prepareSnapshotPreBarrier(1);

      assertThat(harness.extractOutputValues()).hasSize(2);
      assertThat(harness.getSideOutput(SplitBatch.DEAD_LETTERS)).hasSize(1);
      assertThat(harness.getSideOutput(SplitBatch.PROGRESS))
          .extracting(StreamRecord::getValue)
          .containsExactly(
              new ProgressDelta(
                  List.of(new Position(3, 12), new Position(5, 10)),
                  List.of(new AppCounts("shop", 0, 0, 4))));
      harness.prepareSnapshotPreBarrier(2);
      assertThat(harness.getSideOutput(SplitBatch.PROGRESS)).hasSize(1);
    }
  }

  private static StreamRecord<StreamMessage> message(
      int partition, long sequence, EventEnvelope... events) {
    return new StreamRecord<>(
        new StreamMessage(
            "events." + partition,
            sequence,
            0,
            null,
            null,
            EventBatch.newBuilder().addAllEvents(List.of(events)).build().toByteArray()));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, LinkEvent, LinkEvent> links()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new DeviceLinks()), DeviceLinks::keyOf, Types.STRING);
  }

  @Test
  void onlyLinksThatSayMorePassAlsoAfterARestore() throws Exception {
    LinkEvent ann = new LinkEvent("shop", "d", "ann", 100, 1);
    LinkEvent annAgain = new LinkEvent("shop", "d", "ann", 200, 2);
    LinkEvent ben = new LinkEvent("shop", "d", "ben", 150, 3);
    LinkEvent elsewhere = new LinkEvent("blog", "d", "ben", 150, 4);
    OperatorSubtaskState state;
    try (var harness = links()) {
      harness.open();
      for (LinkEvent link : List.of(ann, annAgain, ben, elsewhere)) {
        harness.processElement(new StreamRecord<>(link));
      }
      assertThat(harness.extractOutputValues()).containsExactly(ann, ben, elsewhere);
      state = harness.snapshot(1, 1);
    }
    try (var harness = links()) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(new StreamRecord<>(ben));
      harness.processElement(new StreamRecord<>(new LinkEvent("shop", "d", "ann", 160, 5)));
      assertThat(harness.extractOutputValues())
          .containsExactly(new LinkEvent("shop", "d", "ann", 160, 5));
    }
  }

  @Test
  void progressIsPublishedWhenItsFilesAreThereAndGoesOnAfterARestore() throws Exception {
    List<String> published = PublishedDocuments.open();
    OperatorSubtaskState state;
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new PublishProgress(PublishedDocuments.factory())))) {
      harness.open();
      harness.processElement(delta(new Position(0, 5), new AppCounts("shop", 2, 1, 0)));
      state = harness.snapshot(1, 10);
      harness.processElement(delta(new Position(0, 9), new AppCounts("shop", 4, 0, 1)));
      harness.snapshot(2, 20);
      harness.notifyOfCompletedCheckpoint(1);
      assertThat(published).as("its files may be on their way").isEmpty();
      harness.notifyOfCompletedCheckpoint(2);
    }
    assertThat(published)
        .containsExactly(
            "{\"checkpoint\":1,\"at_ms\":10,\"positions\":{\"0\":5},\"apps\":{\"shop\":"
                + "{\"in_lake\":2,\"deduplicated\":1,\"dead_letters\":0}}}");
    published.clear();
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new PublishProgress(PublishedDocuments.factory())))) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(delta(new Position(1, 7), new AppCounts("shop", 1, 1, 1)));
      harness.snapshot(3, 30);
      harness.snapshot(4, 40); // is given up
      harness.snapshot(5, 50);
      harness.notifyOfCompletedCheckpoint(3);
      harness.notifyOfCompletedCheckpoint(5);
    }
    assertThat(published)
        .containsExactly(
            "{\"checkpoint\":3,\"at_ms\":30,\"positions\":{\"0\":5,\"1\":7},\"apps\":{\"shop\":"
                + "{\"in_lake\":3,\"deduplicated\":2,\"dead_letters\":1}}}");
  }

  private static StreamRecord<ProgressDelta> delta(Position position, AppCounts counts) {
    return new StreamRecord<>(new ProgressDelta(List.of(position), List.of(counts)));
  }
}
