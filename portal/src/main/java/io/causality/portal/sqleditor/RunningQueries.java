package io.causality.portal.sqleditor;

import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The queries that run now, so many at a time. Thread-safe. */
final class RunningQueries {
  private final ConcurrentMap<String, RunningQuery> running = new ConcurrentHashMap<>();
  private final Semaphore places;
  private final int concurrency;
  private final Duration queue;

  /**
   * None yet.
   *
   * @param queue how long a query waits for a place
   */
  RunningQueries(int concurrency, Duration queue) {
    this.concurrency = concurrency;
    this.queue = queue;
    this.places = new Semaphore(concurrency, true);
  }

  /**
   * Takes a place for the query, after a short wait if need be.
   *
   * @throws ProblemException {@code too_many_queries}, {@code query_exists}
   */
  void begin(RunningQuery query) throws InterruptedException {
    if (running.putIfAbsent(query.id(), query) != null) {
      throw new ProblemException(
          Problem.of(ProblemCode.QUERY_EXISTS, "a query of that id is running").at("$.id"));
    }
    boolean placed = false;
    try {
      placed = places.tryAcquire(queue.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      if (!placed) {
        running.remove(query.id());
      }
    }
    if (!placed) {
      throw new ProblemException(
          Problem.of(ProblemCode.TOO_MANY_QUERIES, concurrency + " queries are running; try again")
              .retryAfter(5));
    }
  }

  /** Gives the place back. */
  void end(RunningQuery query) {
    running.remove(query.id());
    places.release();
  }

  int count() {
    return running.size();
  }

  /** Those that the caller may see, oldest first. */
  List<RunningQuery> visibleTo(Caller caller) {
    return running.values().stream()
        .filter(query -> query.belongsTo(caller))
        .sorted(Comparator.comparing(RunningQuery::startedAt))
        .toList();
  }

  /** The running query of that id, if the caller may see it. */
  Optional<RunningQuery> find(Caller caller, String id) {
    return Optional.ofNullable(running.get(id)).filter(query -> query.belongsTo(caller));
  }

  /** Cancels a query; 404 for one that the caller may not see. */
  void cancel(Caller caller, String id) {
    find(caller, id)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(ProblemCode.NO_SUCH_QUERY, "no query of that id is running")))
        .cancellation()
        .cancel();
  }
}
