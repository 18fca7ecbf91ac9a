package io.causality.portal.lake;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Repeats a statement while the engine is away, so that a restart of it is a delay and no error.
 *
 * @param until when an engine that is still away becomes an error
 */
public record Patience(Instant until) {
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** A statement's run from its beginning, and what comes of it. */
  @FunctionalInterface
  public interface Attempt<T> {
    /** Runs it once. */
    T run() throws EngineException, InterruptedException;
  }

  /**
   * Runs the attempt until the engine was there for it.
   *
   * @param mayRepeat whether nothing of the attempt that failed has got out
   */
  public <T> T run(BooleanSupplier mayRepeat, Attempt<T> attempt)
      throws EngineException, InterruptedException {
    while (true) {
      try {
        return attempt.run();
      } catch (EngineException e) {
        if (e.kind() != EngineException.Kind.AWAY
            || Instant.now().isAfter(until)
            || !mayRepeat.getAsBoolean()) {
          throw e;
        }
        Thread.sleep(PAUSE);
      }
    }
  }
}
