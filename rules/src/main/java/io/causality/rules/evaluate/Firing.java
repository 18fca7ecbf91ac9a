package io.causality.rules.evaluate;

import io.causality.proto.v1.Signal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what a kind of rule has found. Whether it becomes an alert is decided behind it. */
@FunctionalInterface
interface Firing {
  /**
   * The rule fires.
   *
   * @param timeMs event time
   * @param matched the events that made it fire, in order; their ids name the alert where there is
   *     no window
   * @param window whose start names the alert; null for kinds without windows
   * @param values what was measured: text, numbers, booleans
   */
  void fire(long timeMs, List<Signal> matched, @Nullable Window window, Map<String, Object> values);
}
