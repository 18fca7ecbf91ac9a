package io.causality.portal.insight;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.insight.plan.Row;
import io.causality.portal.lake.Budget;
import io.causality.portal.lake.Cancellation;
import io.causality.portal.lake.EngineException;
import io.causality.portal.lake.Patience;
import io.causality.portal.lake.QueryEngine;
import io.causality.portal.lake.RowReader;
import io.causality.portal.lake.Statement;
import io.causality.portal.lake.Statistics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the statements of one question, within its limits, and remembers them. For one thread. */
final class Runner implements Question.Statements {
  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
  private static final long MAX_CHARACTERS = 64L << 20;

  private final QueryEngine engine;
  private final String app;
  private final InsightLimits limits;
  private final Cancellation cancellation;
  private final Budget budget;
  private final Patience patience;
  private final List<String> sql = new ArrayList<>();
  private long rowsScanned;
  private long bytesScanned;

  Runner(QueryEngine engine, String app, InsightLimits limits, Cancellation cancellation) {
    this.engine = engine;
    this.app = app;
    this.limits = limits;
    this.cancellation = cancellation;
    this.patience = new Patience(Instant.now().plus(limits.patience()));
    this.budget = new Budget(Instant.now().plus(limits.time()), limits.maxScanBytes());
  }

  /** What ran so far, as it is shown. */
  List<String> sql() {
    return List.copyOf(sql);
  }

  long rowsScanned() {
    return rowsScanned;
  }

  long bytesScanned() {
    return bytesScanned;
  }

  @Override
  public List<Row> rows(String statement) throws InterruptedException {
    sql.add(ShownSql.of(statement));
    try {
      return patience.run(() -> true, () -> attempt(statement));
    } catch (EngineException e) {
      LOG.info(
          "insight {} {} {} {}",
          kv("event", "insight_failed"),
          kv("app", app),
          kv("error", e.errorName()),
          kv("reason", e.getMessage()));
      throw new ProblemException(problem(e));
    }
  }

  private List<Row> attempt(String statement) throws EngineException, InterruptedException {
    if (cancellation.isCancelled()) {
      throw new ProblemException(Problem.of(ProblemCode.QUERY_CANCELLED, "cancelled"));
    }
    RowReader reader = new RowReader(limits.maxRows(), MAX_CHARACTERS);
    Statistics statistics =
        engine.query(
            new Statement(app, statement, Map.of(), budget.end()),
            reader,
            cancellation,
            at -> budget.check(bytesScanned + at.bytes()));
    rowsScanned += statistics.rows();
    bytesScanned += statistics.bytes();
    if (reader.truncated()) {
      throw new ProblemException(
          Problem.of(
                  ProblemCode.RESULT_LIMIT,
                  "the answer needs more than " + limits.maxRows() + " rows")
              .suggest("a longer interval, a shorter range or a smaller limit"));
    }
    return reader.rows().stream().map(Row::new).toList();
  }

  private Problem problem(EngineException e) {
    return switch (e.kind()) {
      case TIME ->
          Problem.of(
                  ProblemCode.TIME_LIMIT, "an insight may take " + limits.time().toSeconds() + " s")
              .suggest("a shorter range");
      case SCAN ->
          Problem.of(
                  ProblemCode.SCAN_LIMIT, "an insight may read " + limits.maxScanBytes() + " bytes")
              .suggest("a shorter range");
      case CANCELLED -> Problem.of(ProblemCode.QUERY_CANCELLED, "cancelled");
      case AWAY ->
          Problem.of(ProblemCode.QUERY_ENGINE_DOWN, "the query engine does not answer")
              .retryAfter(5);
      case RESOURCES ->
          Problem.of(ProblemCode.QUERY_ENGINE_FULL, e.errorName() + ": " + e.getMessage())
              .retryAfter(5);
      case USER ->
          Problem.of(ProblemCode.BAD_SPEC, "the query engine refuses it: " + e.getMessage());
      case INTERNAL ->
          Problem.of(ProblemCode.QUERY_ENGINE_DOWN, "the lake could not be read: " + e.errorName())
              .retryAfter(5);
    };
  }
}
