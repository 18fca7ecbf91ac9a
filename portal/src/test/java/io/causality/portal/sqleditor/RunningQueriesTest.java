package io.causality.portal.sqleditor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import io.causality.portal.lake.Cancellation;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunningQueriesTest {
  private static final Caller ADMIN =
      new Caller(new UUID(0, 1), "admin@corp.example", Role.ADMIN, Set.of());
  private static final Caller ONE =
      new Caller(new UUID(0, 2), "one@corp.example", Role.VIEWER, Set.of("shop"));
  private static final Caller TWO =
      new Caller(new UUID(0, 3), "two@corp.example", Role.VIEWER, Set.of("shop"));

  private final RunningQueries queries = new RunningQueries(2, Duration.ofMillis(1));

  @Test
  void beyondItsPlacesItRefusesAndSaysWhenToComeAgain() throws Exception {
    RunningQuery first = query("first", ONE);
    queries.begin(first);
    queries.begin(query("second", ONE));
    Problem refused = problem(() -> queries.begin(query("third", TWO)));
    assertThat(refused.code()).isEqualTo(ProblemCode.TOO_MANY_QUERIES);
    assertThat(refused.retryAfterSeconds()).isPositive();
    assertThat(queries.count()).isEqualTo(2);
    queries.end(first);
    queries.begin(query("third", TWO));
  }

  @Test
  void anIdIsUsedOnceAtATime() throws Exception {
    queries.begin(query("same", ONE));
    assertThat(problem(() -> queries.begin(query("same", TWO))).code())
        .isEqualTo(ProblemCode.QUERY_EXISTS);
    assertThat(queries.count()).isEqualTo(1);
  }

  @Test
  void aQueryIsSeenAndCancelledByItsOwnerAndByAnAdmin() throws Exception {
    RunningQuery query = query("mine", ONE);
    queries.begin(query);
    assertThat(queries.visibleTo(ONE)).containsExactly(query);
    assertThat(queries.visibleTo(ADMIN)).containsExactly(query);
    assertThat(queries.visibleTo(TWO)).isEmpty();
    assertThat(problem(() -> queries.cancel(TWO, "mine")).code())
        .isEqualTo(ProblemCode.NO_SUCH_QUERY);
    assertThat(query.cancellation().isCancelled()).isFalse();
    queries.cancel(ADMIN, "mine");
    assertThat(query.cancellation().isCancelled()).isTrue();
  }

  private interface Act {
    void run() throws Exception;
  }

  private static Problem problem(Act act) {
    return catchThrowableOfType(ProblemException.class, act::run).problem();
  }

  private static RunningQuery query(String id, Caller caller) {
    return new RunningQuery(id, caller, "shop", "SELECT 1", Instant.EPOCH, new Cancellation());
  }
}
