package io.causality.portal.insight;

import io.causality.portal.http.ClientGone;
import io.causality.portal.lake.Cancellation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs equal questions that come at the same time once. A run ends early when everybody who waits
 * for it has left. Thread-safe.
 */
final class SharedRuns<K, V> {
  private final Map<K, Run> running = new HashMap<>();

  /** The work, which runs on a thread of its own. */
  interface Work<V> {
    V run(Cancellation cancellation) throws InterruptedException;
  }

  /** A run that did not end in time, with what its thread was doing then. */
  static final class StuckException extends Exception {
    private static final long serialVersionUID = 1;

    StuckException(StackTraceElement[] doing) {
      super("a run did not end in time");
      setStackTrace(doing);
    }
  }

  private final class Run {
    private final CompletableFuture<V> result = new CompletableFuture<>();
    private final Cancellation cancellation = new Cancellation();
    private final Thread thread;
    private int waiting;

    Run(K key, Work<V> work) {
      this.thread = Thread.ofVirtual().name("insight").unstarted(() -> finish(key, this, work));
    }
  }

  /**
   * Joins the run of that key, or begins it.
   *
   * @param atMost how long to wait; a run that should have ended long before is interrupted, and
   *     the next asker begins a new one
   */
  V get(K key, Duration atMost, ClientGone clientGone, Work<V> work)
      throws InterruptedException, StuckException {
    Run run = join(key, work);
    Runnable once = onlyOnce(() -> leave(key, run));
    clientGone.then(once);
    try {
      return run.result.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      StuckException stuck = new StuckException(run.thread.getStackTrace());
      remove(key, run);
      run.cancellation.cancel();
      run.thread.interrupt();
      throw stuck;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      } else if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      once.run();
    }
  }

  synchronized int size() {
    return running.size();
  }

  /** How many wait for the run of that key. */
  synchronized int waiting(K key) {
    Run run = running.get(key);
    return run == null ? 0 : run.waiting;
  }

  private synchronized Run join(K key, Work<V> work) {
    Run run = running.get(key);
    if (run == null) {
      run = new Run(key, work);
      run.thread.start();
      running.put(key, run); // it cannot end before: that takes this object's lock
    }
    run.waiting++;
    return run;
  }

  private void finish(K key, Run run, Work<V> work) {
    try {
      V value = work.run(run.cancellation);
      remove(key, run);
      run.result.complete(value);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      remove(key, run);
      run.result.completeExceptionally(new IllegalStateException("interrupted"));
    } catch (RuntimeException | Error e) {
      remove(key, run);
      run.result.completeExceptionally(e);
    }
  }

  private synchronized void remove(K key, Run run) {
    running.remove(key, run);
  }

  private void leave(K key, Run run) {
    boolean last;
    synchronized (this) {
      run.waiting--;
      last = run.waiting == 0;
      if (last) {
        running.remove(key, run);
      }
    }
    if (last) {
      run.cancellation.cancel();
    }
  }

  private static Runnable onlyOnce(Runnable action) {
    java.util.concurrent.atomic.AtomicBoolean done =
        new java.util.concurrent.atomic.AtomicBoolean();
    return () -> {
      if (done.compareAndSet(false, true)) {
        action.run();
      }
    };
  }
}
