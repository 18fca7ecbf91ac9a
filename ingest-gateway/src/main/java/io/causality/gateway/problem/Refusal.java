package io.causality.gateway.problem;

/**
 * A request that was refused, and why. Immutable.
 *
 * @param detail a sentence for a person about this occurrence; never holds keys or payloads
 * @param retryAfterSeconds when it may be tried again, 0 where trying again does not help
 */
public record Refusal(Problem problem, String detail, int retryAfterSeconds) {
  /** A refusal that trying again does not mend. */
  public static Refusal of(Problem problem, String detail) {
    return new Refusal(problem, detail, 0);
  }

  /** A refusal that may have gone by in so many seconds, at least 1. */
  public static Refusal retryable(Problem problem, String detail, int retryAfterSeconds) {
    return new Refusal(problem, detail, Math.max(1, retryAfterSeconds));
  }
}
