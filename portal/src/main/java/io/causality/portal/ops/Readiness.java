package io.causality.portal.ops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Whether the portal can do its work, and if not, why. Checks may block. */
public final class Readiness {
  private final Map<String, Supplier<String>> checks = new LinkedHashMap<>();

  /**
   * Adds a part.
   *
   * @param problem what it waits for; empty when it is ready
   */
  public Readiness with(String part, Supplier<String> problem) {
    checks.put(part, problem);
    return this;
  }

  /** Everything that is not ready, {@code part: why}; empty when all is. */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    checks.forEach(
        (part, check) -> {
          String problem = check.get();
          if (!problem.isEmpty()) {
            reasons.add(part + ": " + problem);
          }
        });
    return reasons;
  }
}
