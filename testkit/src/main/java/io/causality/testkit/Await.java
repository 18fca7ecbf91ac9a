package io.causality.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for conditions. */
public final class Await {
  private static final long POLL_MS = 25;

  private Await() {}

  /**
   * Asks until the answer is true.
   *
   * @param what a phrase that completes "timed out waiting until …"
   * @param max longest wait; an exception of the last try becomes the failure's cause
   * @param condition may throw: that counts as not yet
   * @throws AssertionError when it has not become true in time
   */
  public static void until(String what, Duration max, Callable<Boolean> condition) {
    long end = System.nanoTime() + max.toNanos();
    while (true) {
      @Nullable Exception last = null;
      try {
        if (condition.call()) {
          return;
        }
      } catch (InterruptedException e) {
        throw interrupted(what);
      } catch (Exception e) {
        last = e;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("timed out after " + max + " waiting until " + what, last);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      } catch (InterruptedException e) {
        throw interrupted(what);
      }
    }
  }

  private static AssertionError interrupted(String what) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted while waiting until " + what);
  }
}
