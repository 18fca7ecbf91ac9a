package io.causality.jobs.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.jobs.TestEvents;
import io.causality.jobs.archive.SplitForTests;
import io.causality.jobs.archive.StreamEvent;
import io.causality.proto.CatalogEntries;
import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogType;
import io.causality.proto.v1.CatalogValue;
import io.causality.proto.v1.CustomEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogOperatorsTest {
  private static final Map<String, String> PUBLISHED = new ConcurrentHashMap<>();
  private static final Map<String, String> TO_FORGET = new ConcurrentHashMap<>();
  private static final AtomicBoolean AWAY = new AtomicBoolean();

  private static CatalogStore store() {
    return new CatalogStore() {
      @Override
      public void put(String key, String value) throws IOException {
        if (AWAY.get()) {
          throw new IOException("away");
        }
        PUBLISHED.put(key, value);
      }

      @Override
      public Map<String, String> toForget() {
        return Map.copyOf(TO_FORGET);
      }

      @Override
      public void forgotten(String key) {
        TO_FORGET.remove(key);
      }

      @Override
      public void close() {}
    };
  }

  @BeforeEach
  void nothingIsPublished() {
    PUBLISHED.clear();
    TO_FORGET.clear();
    AWAY.set(false);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, CatalogDelta, Void> keep()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeepCatalog(CatalogOperatorsTest::store), CatalogDelta::appId, Types.STRING);
  }

  private static StreamRecord<CatalogDelta> delta(String app, String name, long count) {
    EntryTally tally = new EntryTally(app, name, 10, 10);
    for (int i = 0; i < count; i++) {
      tally.event("custom", TestEvents.TIME_MS);
    }
    return new StreamRecord<>(CatalogDelta.of(tally.entry()));
  }

  private static long published(String app, String name) {
    String text = PUBLISHED.get(CatalogEntries.key(app, name));
    return text == null ? 0 : CatalogEntries.parse(text).getCount();
  }

  @Test
  void namesAreCountedUntilTheBarrierAndThenForgotten() throws Exception {
    try (var harness = new OneInputStreamOperatorTestHarness<>(new CountNames())) {
      harness.setup(
          Types.POJO(CatalogDelta.class)
              .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
      harness.open();
      for (StreamEvent event : SplitForTests.events(TestEvents.event("a"), TestEvents.event("b"))) {
        harness.processElement(new StreamRecord<>(event));
      }
      assertThat(harness.extractOutputValues()).isEmpty();

      harness.prepareSnapshotPreBarrier(1);
      harness.prepareSnapshotPreBarrier(2);

      assertThat(harness.extractOutputValues()).hasSize(1);
      CatalogEntry ticks = CatalogEntry.parseFrom(harness.extractOutputValues().get(0).entry());
      assertThat(ticks.getCount()).isEqualTo(2);
    }
  }

  @Test
  void tooManyNamesForTheMemoryLeaveBeforeTheBarrier() throws Exception {
    try (var harness = new OneInputStreamOperatorTestHarness<>(new CountNames())) {
      harness.setup(
          Types.POJO(CatalogDelta.class)
              .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
      harness.open();
      for (int i = 0; i < 501; i++) {
        harness.processElement(
            new StreamRecord<>(
                SplitForTests.events(
                        TestEvents.event("e" + i)
                            .setCustomEvent(CustomEvent.newBuilder().setEventName("name " + i)))
                    .get(0)));
      }
      assertThat(harness.extractOutputValues()).hasSize(500);
    }
  }

  @Test
  void whatChangedIsPublishedBeforeTheCheckpointAndTheSumSurvivesARestore() throws Exception {
    OperatorSubtaskState state;
    try (var harness = keep()) {
      harness.open();
      harness.processElement(delta("shop", "tick", 2));
      harness.processElement(delta("shop", "tick", 3));
      harness.processElement(delta("blog", "tick", 1));
      harness.prepareSnapshotPreBarrier(1);
      assertThat(published("shop", "tick")).isEqualTo(5);
      assertThat(published("blog", "tick")).isEqualTo(1);
      state = harness.snapshot(1, 1);
      harness.processElement(delta("shop", "tick", 9));
      harness.prepareSnapshotPreBarrier(2);
      assertThat(published("shop", "tick")).isEqualTo(14);
    }
    try (var harness = keep()) {
      harness.initializeState(state);
      harness.open();
      harness.prepareSnapshotPreBarrier(3);
      // The checkpoint with the nine never came to be.
      assertThat(published("shop", "tick")).isEqualTo(5);
      PUBLISHED.clear();
      harness.processElement(delta("shop", "tick", 9));
      harness.prepareSnapshotPreBarrier(4);
      assertThat(published("shop", "tick")).isEqualTo(14);
      assertThat(PUBLISHED).hasSize(1);
    }
  }

  @Test
  void valuesAreForgottenAndTheEntryGoesWithACompleteCheckpointOnly() throws Exception {
    EntryTally traits = new EntryTally("shop", "", 10, 10);
    traits.property("email", 1, TestEvents.TIME_MS, CatalogType.CATALOG_TYPE_STRING, "eve@x");
    traits.property("email", 2, TestEvents.TIME_MS, CatalogType.CATALOG_TYPE_STRING, "adam@x");
    OperatorSubtaskState before;
    try (var harness = keep()) {
      harness.open();
      harness.processElement(new StreamRecord<>(CatalogDelta.of(traits.entry())));
      before = harness.snapshot(1, 1);
    }
    TO_FORGET.put("shop.1", "[[\"\",\"email\",\"eve@x\"],[\"gone\",\"a\",\"b\"]]");
    TO_FORGET.put("no key", "no document");
    try (var harness = keep()) {
      harness.initializeState(before);
      harness.open();
      harness.prepareSnapshotPreBarrier(2);
      assertThat(emails()).containsExactly("adam@x");
      assertThat(TO_FORGET).containsKey("shop.1");
    }
    // Killed before the checkpoint was complete: once more, from the same state.
    OperatorSubtaskState after;
    try (var harness = keep()) {
      harness.initializeState(before);
      harness.open();
      harness.prepareSnapshotPreBarrier(3);
      after = harness.snapshot(3, 3);
      harness.notifyOfCompletedCheckpoint(3);
      assertThat(TO_FORGET).doesNotContainKey("shop.1");
    }
    PUBLISHED.clear();
    try (var harness = keep()) {
      harness.initializeState(after);
      harness.open();
      harness.prepareSnapshotPreBarrier(4);
      assertThat(emails()).containsExactly("adam@x");
    }
  }

  private static List<String> emails() {
    return CatalogEntries.parse(PUBLISHED.get(CatalogEntries.key("shop", "")))
        .getProperties(0)
        .getValuesList()
        .stream()
        .map(CatalogValue::getValue)
        .toList();
  }

  @Test
  void whileTheStoreIsAwayChangesWaitAndCheckpointsGoOn() throws Exception {
    try (var harness = keep()) {
      harness.open();
      harness.processElement(delta("shop", "tick", 2));
      AWAY.set(true);
      harness.prepareSnapshotPreBarrier(1);
      AWAY.set(false);
      harness.prepareSnapshotPreBarrier(2);
      assertThat(published("shop", "tick")).isEqualTo(2);
    }
  }

  @Test
  void anAppWithTooManyNamesKeepsTheFirstOnesAndOthersAreNotTouched() throws Exception {
    try (var harness = keep()) {
      harness.open();
      for (int i = 0; i < CatalogLimits.MAX_EVENTS + 10; i++) {
        harness.processElement(delta("hostile", "name " + i, 1));
      }
      harness.processElement(delta("hostile", "name 0", 1));
      harness.processElement(delta("hostile", "", 1));
      harness.processElement(delta("shop", "tick", 1));
      harness.prepareSnapshotPreBarrier(1);
      assertThat(PUBLISHED).hasSize(CatalogLimits.MAX_EVENTS + 2);
      assertThat(published("hostile", "name 0")).isEqualTo(2);
      assertThat(published("shop", "tick")).isEqualTo(1);
      assertThat(published("hostile", "name " + CatalogLimits.MAX_EVENTS)).isZero();
    }
  }
}
