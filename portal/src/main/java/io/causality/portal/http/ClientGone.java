package io.causality.portal.http;

import java.util.ArrayList;
import java.util.List;

/** Tells work in progress that nobody waits for it any more. Thread-safe. */
public final class ClientGone {
  private boolean gone;
  private final List<Runnable> actions = new ArrayList<>();

  /** Runs {@code then} when the client goes, at once if it has gone. */
  public void then(Runnable then) {
    synchronized (this) {
      if (!gone) {
        actions.add(then);
        return;
      }
    }
    then.run();
  }

  /** The client closed the connection. */
  public void happened() {
    List<Runnable> run;
    synchronized (this) {
      gone = true;
      run = List.copyOf(actions);
      actions.clear();
    }
    run.forEach(Runnable::run);
  }
}
