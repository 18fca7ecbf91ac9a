package io.causality.portal.sqleditor;

import io.causality.portal.http.Caller;
import io.causality.portal.lake.Cancellation;
import java.time.Instant;

/** A query that runs now. */
record RunningQuery(
    String id,
    Caller caller,
    String app,
    String sql,
    Instant startedAt,
    Cancellation cancellation) {

  /** Whether that caller may see and cancel it. */
  boolean belongsTo(Caller other) {
    return other.isAdmin() || other.userId().equals(caller.userId());
  }
}
