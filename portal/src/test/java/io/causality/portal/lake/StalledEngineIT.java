package io.causality.portal.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.causality.portal.lake.StallingRelay.Stall;
import io.causality.testkit.Servers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real engine behind a relay that stalls: every wait for it has an end. */
@Timeout(120)
class StalledEngineIT {
  /** For what is left to do when a wait's time is over: a busy machine's, far below other ends. */
  private static final Duration GRACE = Duration.ofSeconds(25);

  private static final Duration LIMIT = Duration.ofSeconds(2);

  private StallingRelay relay;

  @BeforeEach
  void begin() throws IOException {
    relay = new StallingRelay(Servers.trino().url());
  }

  @AfterEach
  void end() {
    relay.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aStatementEndsAtItsEndHoweverItsEngineStalls(Stall stall) {
    try (QueryEngine engine = new QueryEngine(relay.url())) {
      relay.stall(stall);
      Instant begun = Instant.now();
      EngineException ended = failure(engine, begun.plus(LIMIT), new Cancellation());
      assertThat(ended.kind()).isEqualTo(EngineException.Kind.TIME);
      assertThat(Duration.between(begun, Instant.now())).isBetween(LIMIT, LIMIT.plus(GRACE));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_THE_ANSWER", "IN_THE_ANSWER"})
  void anEngineThatIsSilentForLongIsAway(Stall stall) {
    try (QueryEngine engine = new QueryEngine(relay.url(), Duration.ofMillis(500))) {
      relay.stall(stall);
      Instant begun = Instant.now();
      EngineException ended = failure(engine, begun.plusSeconds(60), new Cancellation());
      assertThat(ended.kind()).isEqualTo(EngineException.Kind.AWAY);
      assertThat(Duration.between(begun, Instant.now())).isLessThan(GRACE);
    }
  }

  @Test
  void cancellingEndsTheWaitForTheRestOfAnAnswer() {
    try (QueryEngine engine = new QueryEngine(relay.url())) {
      relay.stall(Stall.IN_THE_ANSWER);
      Cancellation cancellation = new Cancellation();
      CompletableFuture<EngineException> failure =
          CompletableFuture.supplyAsync(
              () -> failure(engine, Instant.now().plusSeconds(60), cancellation));
      Instant cancelled = Instant.now();
      cancellation.cancel();
      assertThat(failure.join().kind()).isEqualTo(EngineException.Kind.CANCELLED);
      assertThat(Duration.between(cancelled, Instant.now())).isLessThan(GRACE);
    }
  }

  private static EngineException failure(
      QueryEngine engine, Instant end, Cancellation cancellation) {
    Statement statement = new Statement("shop", "SELECT 1", Map.of(), end);
    return catchThrowableOfType(
        EngineException.class,
        () -> engine.query(statement, new RowReader(10, 1_000), cancellation, at -> {}));
  }
}
