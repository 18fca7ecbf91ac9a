package io.causality.portal.insight;

import io.causality.portal.http.ClientGone;
import io.causality.portal.lake.Cancellation;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Runs equal questions that come at the same time once. A run ends early when everybody who waits
 * for it has left. Thread-safe.
 */
final class SharedRuns<K, V> {
  private final Map<K, Run<V>> running = new HashMap<>();

  /** The work, which runs on a thread of its own. */
  interface Work<V> {
    V run(Cancellation cancellation) throws InterruptedException;
  }

  private static final class Run<V> {
    private final CompletableFuture<V> result = new CompletableFuture<>();
    private final Cancellation cancellation = new Cancellation();
    private int waiting;
  }

  /** Joins the run of that key, or begins it. */
  V get(K key, ClientGone clientGone, Work<V> work) throws InterruptedException {
    Run<V> run = join(key, work);
    Runnable once = onlyOnce(() -> leave(key, run));
    clientGone.then(once);
    try {
      return run.result.get();
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
    Run<V> run = running.get(key);
    return run == null ? 0 : run.waiting;
  }

  private synchronized Run<V> join(K key, Work<V> work) {
    Run<V> run = running.get(key);
    if (run == null) {
      Run<V> begun = new Run<>();
      running.put(key, begun);
      Thread.ofVirtual().name("insight").start(() -> finish(key, begun, work));
      run = begun;
    }
    run.waiting++;
    return run;
  }

  private void finish(K key, Run<V> run, Work<V> work) {
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

  private synchronized void remove(K key, Run<V> run) {
    running.remove(key, run);
  }

  private void leave(K key, Run<V> run) {
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
