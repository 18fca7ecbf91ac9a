package io.causality.jobs.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.proto.v1.CatalogValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TopValuesProperties {
  private static TopValues of(int capacity, List<Integer> values) {
    TopValues top = new TopValues(capacity);
    values.forEach(value -> top.add("v" + value));
    return top;
  }

  private static Map<String, Long> counts(List<CatalogValue> values) {
    Map<String, Long> counts = new HashMap<>();
    values.forEach(value -> counts.put(value.getValue(), value.getCount()));
    return counts;
  }

  @Property
  void trueCountsLieBetweenTheCountAndThatPlusMissedHoweverPartsAreMerged(
      @ForAll @Size(max = 6) List<@Size(max = 60) List<@IntRange(max = 20) Integer>> parts,
      @ForAll @IntRange(min = 1, max = 12) int capacity) {
    TopValues merged = new TopValues(capacity);
    Map<String, Long> truth = new HashMap<>();
    for (List<Integer> part : parts) {
      TopValues top = of(capacity, part);
      merged.add(top.values(), top.missed());
      part.forEach(value -> truth.merge("v" + value, 1L, Long::sum));
    }

    Map<String, Long> found = counts(merged.values());
    assertThat(found.size()).isLessThanOrEqualTo(capacity);
    assertThat(truth.keySet()).containsAll(found.keySet());
    truth.forEach(
        (value, count) -> {
          long here = found.getOrDefault(value, 0L);
          assertThat(here).isBetween(count - merged.missed(), count);
        });
    if (truth.size() <= capacity) {
      assertThat(found).isEqualTo(truth);
      assertThat(merged.missed()).isZero();
    }
  }

  /** What makes a frequent value safe: the error is a small share of all. */
  @Property
  void missedIsAtMostTheShareOfOnePlaceMoreThanThereAre(
      @ForAll @Size(max = 300) List<@IntRange(max = 50) Integer> values,
      @ForAll @IntRange(min = 1, max = 12) int capacity) {
    TopValues first = of(capacity, values.subList(0, values.size() / 2));
    TopValues second = of(capacity, values.subList(values.size() / 2, values.size()));
    first.add(second.values(), second.missed());
    assertThat(first.missed() * (capacity + 1)).isLessThanOrEqualTo(values.size());
  }

  @Property
  void theOrderOfMergingDoesNotMatterWhileValuesHaveRoom(
      @ForAll @Size(max = 100) List<@IntRange(max = 9) Integer> one,
      @ForAll @Size(max = 100) List<@IntRange(max = 9) Integer> other) {
    TopValues forth = of(10, one);
    forth.add(of(10, other).values(), 0);
    TopValues back = of(10, other);
    back.add(of(10, one).values(), 0);
    List<Integer> all = new ArrayList<>(one);
    all.addAll(other);
    assertThat(forth.values()).isEqualTo(back.values()).isEqualTo(of(10, all).values());
  }
}
