package io.causality.cli.chaos;

import java.time.Duration;

/**
 * One thing that goes wrong and is over after a while.
 *
 * @param name of its kind, for the report: {@code kill -9 flink}
 * @param begin makes it happen
 * @param lasts how long it stays so; zero for what is over at once
 * @param end puts it right, as far as that is the surroundings' part; recovering is the product's
 */
record Fault(String name, Step begin, Duration lasts, Step end) {
  /** Something done to the machine. */
  interface Step {
    void run() throws Exception;
  }

  /** A fault that needs no putting right. */
  static Fault once(String name, Step begin) {
    return new Fault(name, begin, Duration.ZERO, () -> {});
  }
}
