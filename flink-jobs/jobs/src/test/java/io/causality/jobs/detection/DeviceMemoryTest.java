package io.causality.jobs.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class DeviceMemoryTest {
  private static DeviceMemory throughACheckpoint(DeviceMemory memory) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    DeviceMemorySerializer.INSTANCE.serialize(memory, out);
    return DeviceMemorySerializer.INSTANCE.deserialize(
        new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  @Test
  void anEventIsFirstOnceAlsoAfterARestart() throws IOException {
    DeviceMemory memory = new DeviceMemory();
    assertThat(memory.first(7, 1_000)).isTrue();
    assertThat(memory.first(0, 1_000)).isTrue();
    assertThat(memory.first(7, 2_000)).isFalse();

    DeviceMemory restored = throughACheckpoint(memory);
    assertThat(restored.first(7, 3_000)).isFalse();
    assertThat(restored.first(0, 3_000)).isFalse();
    assertThat(restored.first(8, 3_000)).isTrue();
    assertThat(memory.copy().first(8, 3_000)).as("copies are apart").isTrue();
  }

  @Test
  void aCopyIsKnownForTenMinutesAndForgottenAfterTwenty() {
    DeviceMemory memory = new DeviceMemory();
    assertThat(memory.first(1, 0)).isTrue();
    for (long now = 0; now <= DeviceMemory.REMEMBER_MS; now += 10_000) {
      assertThat(memory.first(1, now)).isFalse();
      memory.first(1_000 + now, now);
    }
    assertThat(memory.first(1, 3 * DeviceMemory.REMEMBER_MS)).isTrue();
  }

  @Test
  void whateverComesItsSizeIsBounded() throws IOException {
    DeviceMemory memory = new DeviceMemory();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      memory.first(random.nextLong(), i);
      memory.link("shop/" + i, "user-" + i, i);
    }
    DataOutputSerializer out = new DataOutputSerializer(64);
    DeviceMemorySerializer.INSTANCE.serialize(memory, out);
    assertThat(out.length()).isLessThan(2 * 8 * DeviceMemory.MOST_EVENTS + 20_000);
  }

  @Test
  void anAnonymousEventBelongsToWhoWasSeenLastBeforeItElseFirstAfterIt() throws IOException {
    DeviceMemory memory = new DeviceMemory();
    assertThat(memory.person("shop/tablet", "tablet", 5)).isEqualTo("tablet");
    memory.link("shop/tablet", "ann", 100);
    memory.link("shop/tablet", "ann", 150);
    memory.link("shop/tablet", "ben", 200);
    DeviceMemory restored = throughACheckpoint(memory);
    assertThat(restored.person("shop/tablet", "tablet", 5)).isEqualTo("ann");
    assertThat(restored.person("shop/tablet", "tablet", 199)).isEqualTo("ann");
    assertThat(restored.person("shop/tablet", "tablet", 200)).isEqualTo("ben");
    assertThat(restored.person("blog/tablet", "tablet", 200)).isEqualTo("tablet");
  }

  @Test
  void aSetOfNumbersIsASet() {
    LongSet set = new LongSet();
    Set<Long> model = new HashSet<>();
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 10_000; i++) {
      long value = random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(-50, 50);
      assertThat(set.add(value)).isEqualTo(model.add(value));
    }
    assertThat(set.size()).isEqualTo(model.size());
    assertThat(model).allMatch(set::contains);
  }
}
