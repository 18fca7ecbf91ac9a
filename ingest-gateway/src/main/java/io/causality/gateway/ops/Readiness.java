package io.causality.gateway.ops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Why the gateway cannot take events now. Built at the start; then thread-safe. */
public final class Readiness {
  private final Map<String, BooleanSupplier> conditions = new LinkedHashMap<>();

  /** Adds a condition that must hold, with the reason that is told where it does not. */
  public Readiness require(String reasonIfNot, BooleanSupplier condition) {
    conditions.put(reasonIfNot, condition);
    return this;
  }

  /** Reasons against being ready; empty when ready. */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    conditions.forEach(
        (reason, condition) -> {
          if (!condition.getAsBoolean()) {
            reasons.add(reason);
          }
        });
    return reasons;
  }
}
