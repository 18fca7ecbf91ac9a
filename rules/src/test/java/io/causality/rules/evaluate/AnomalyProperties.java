package io.causality.rules.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.rules.TestEvents;
import io.causality.rules.backtest.Replay;
import io.causality.rules.model.PublishedRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** An anomaly is what a plain computation over all intervals says. */
class AnomalyProperties {
  private static final long HOUR = 3_600_000;
  private static final int WEEK = 168;

  @Property(tries = 25)
  void hours(@ForAll long seed) {
    compare(new Random(seed), HOUR, "hour", WEEK * (1 + new Random(seed).nextInt(11)), 4);
  }

  @Property(tries = 10)
  void minutes(@ForAll long seed) {
    compare(new Random(seed), 60_000, "minute", 600, 4);
  }

  private static void compare(Random random, long length, String interval, int count, int most) {
    double sensitivity = 1 + random.nextInt(3);
    int minVolume = random.nextInt(4);
    String direction = new String[] {"up", "down", "both"}[random.nextInt(3)];
    PublishedRule rule =
        TestEvents.rule(
            "{'anomaly':{'event':'x','measure':'total','interval':'"
                + interval
                + "','sensitivity':"
                + sensitivity
                + ",'direction':'"
                + direction
                + "','min_volume':"
                + minVolume
                + "}}",
            ",'scope':'app'");
    int[] values = new int[count];
    List<Long> fired = new ArrayList<>();
    Replay replay =
        new Replay(
            Router.of(List.of(new Evaluation(rule))), alert -> fired.add(alert.window().fromMs()));
    long start = Streams.T0 - random.nextInt(10) * HOUR;
    replay.start(start);
    long seq = 0;
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(10) == 0 ? random.nextInt(3 * most) : random.nextInt(most);
      for (int n = 0; n < values[i]; n++) {
        long time = start + i * length + random.nextInt((int) length);
        replay.event(TestEvents.event("x", "p", time, seq++));
      }
      replay.watermark(start + i * length - 1);
    }
    replay.watermark(start + count * length - 1 + 5_000);
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] band = baseline(values, i, start, length);
      if (band.length < 3) {
        continue;
      }
      double median = middle(band);
      double mad = middle(Arrays.stream(band).map(v -> Math.abs(v - median)).toArray());
      double half = sensitivity * 1.4826 * mad;
      boolean up = values[i] > median + half && !direction.equals("down");
      boolean down = values[i] < median - half && !direction.equals("up");
      if ((up || down) && Math.max(values[i], median) >= minVolume) {
        expected.add(start + i * length);
      }
    }
    assertThat(fired).containsExactlyElementsOf(expected);
  }

  private static double[] baseline(int[] values, int at, long start, long length) {
    List<Double> all = new ArrayList<>();
    List<Double> same = new ArrayList<>();
    long now = start + at * length;
    for (int i = 0; i < at; i++) {
      long time = start + i * length;
      if (time >= now - 8 * WEEK * HOUR) {
        all.add((double) values[i]);
        if (Math.floorMod(time / HOUR, WEEK) == Math.floorMod(now / HOUR, WEEK)) {
          same.add((double) values[i]);
        }
      }
    }
    return (same.size() < 3 ? all : same).stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double middle(double[] values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
