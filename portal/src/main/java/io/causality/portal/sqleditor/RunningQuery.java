package io.causality.portal.sqleditor;

import io.causality.portal.http.Caller;
import io.causality.portal.lake.Cancellation;
import io.causality.portal.lake.Statistics;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A query that runs now, or waits for a place.
 *
 * @param progress what the engine said last; null while the query waits
 */
record RunningQuery(
    String id,
    Caller caller,
    String app,
    String sql,
    Instant startedAt,
    Cancellation cancellation,
    AtomicReference<Statistics> progress) {

  /** One that has not begun. */
  RunningQuery(
      String id,
      Caller caller,
      String app,
      String sql,
      Instant startedAt,
      Cancellation cancellation) {
    this(id, caller, app, sql, startedAt, cancellation, new AtomicReference<>());
  }

  /** Whether that caller may see and cancel it. */
  boolean belongsTo(Caller other) {
    return other.isAdmin() || other.userId().equals(caller.userId());
  }
}
