package io.causality.bench.shop;

import java.util.Arrays;
import java.util.List;

/**
 * Counts an ordered funnel, attempt by attempt. Events come in order of time, and no two of one
 * person at the same. Not thread-safe.
 */
final class FunnelCount {
  static final List<String> STEPS =
      List.of("page_view", "product_view", "add_to_cart", "checkout_start", "purchase_complete");

  private static final int STEP_BITS = 3;

  private final long windowMs;

  /** Per person the steps, each as its time and its number in the lowest bits. */
  private final long[][] steps;

  private final int[] sizes;

  FunnelCount(int people, long windowMs) {
    this.windowMs = windowMs;
    steps = new long[people][];
    sizes = new int[people];
  }

  void accept(ShopEvent event) {
    int step = STEPS.indexOf(event.name());
    if (step < 0) {
      return;
    }
    int person = event.person();
    long[] known = steps[person] == null ? new long[8] : steps[person];
    if (sizes[person] == known.length) {
      known = Arrays.copyOf(known, 2 * known.length);
    }
    known[sizes[person]++] = event.timeMs() << STEP_BITS | step;
    steps[person] = known;
  }

  /** People who came to each step. */
  long[] counts() {
    long[] counts = new long[STEPS.size()];
    for (int person = 0; person < steps.length; person++) {
      int depth = 0;
      for (int i = 0; i < sizes[person]; i++) {
        if (step(person, i) == 0) {
          depth = Math.max(depth, attempt(person, i));
        }
      }
      for (int step = 0; step < depth; step++) {
        counts[step]++;
      }
    }
    return counts;
  }

  private int attempt(int person, int start) {
    long end = timeMs(person, start) + windowMs;
    int depth = 1;
    for (int i = start + 1; i < sizes[person] && timeMs(person, i) <= end; i++) {
      if (step(person, i) == depth) {
        depth++;
      }
    }
    return depth;
  }

  private int step(int person, int i) {
    return (int) (steps[person][i] & ((1 << STEP_BITS) - 1));
  }

  private long timeMs(int person, int i) {
    return steps[person][i] >>> STEP_BITS;
  }
}
