package io.causality.rules.evaluate;

import io.causality.proto.v1.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fires on each signal; keeps nothing. For matches and thresholds. */
final class MatchState implements KindState {
  @Override
  public void event(Signal signal, Firing firing) {
    Map<String, Object> values = new LinkedHashMap<>(signal.getValuesMap());
    if (signal.hasNumber()) {
      values.put("value", signal.getNumber());
    }
    firing.fire(signal.getTimeMs(), List.of(signal), null, values);
  }
}
