package io.causality.portal.http;

import org.jspecify.annotations.Nullable;

/** Tells work in progress that nobody waits for it any more. Thread-safe. */
public final class ClientGone {
  private boolean gone;
  private @Nullable Runnable action;

  /** Runs {@code then} when the client goes, at once if it has gone. At most one action is kept. */
  public void then(Runnable then) {
    synchronized (this) {
      if (!gone) {
        action = then;
        return;
      }
    }
    then.run();
  }

  /** The client closed the connection. */
  public void happened() {
    Runnable run;
    synchronized (this) {
      gone = true;
      run = action;
      action = null;
    }
    if (run != null) {
      run.run();
    }
  }
}
