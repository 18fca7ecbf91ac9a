package io.causality.portal.lake;

import org.jspecify.annotations.Nullable;

/** Stops a statement from outside. Once stopped, stopped for ever. Thread-safe. */
public final class Cancellation {
  private boolean stopped;
  private @Nullable Runnable stop;

  /** Stops what runs now, and what would begin later. */
  public void cancel() {
    Runnable run;
    synchronized (this) {
      stopped = true;
      run = stop;
      stop = null;
    }
    if (run != null) {
      run.run();
    }
  }

  public synchronized boolean isCancelled() {
    return stopped;
  }

  /** How to stop what runs now; called at once when it is too late for waiting. */
  void how(Runnable action) {
    synchronized (this) {
      if (!stopped) {
        stop = action;
        return;
      }
    }
    action.run();
  }
}
