package io.causality.jobs;

import java.util.Optional;
import java.util.function.Supplier;

/** Why the process is not ready, as its start goes on. Thread-safe. */
final class Readiness {
  private volatile Supplier<Optional<String>> problem = () -> Optional.of("starting");

  /** Not ready until told otherwise. */
  void waitFor(String reason) {
    problem = () -> Optional.of(reason);
  }

  /** From now on asked each time. */
  void ask(Supplier<Optional<String>> source) {
    problem = source;
  }

  /** Empty when ready. */
  Optional<String> problem() {
    return problem.get();
  }
}
