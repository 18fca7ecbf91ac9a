package io.causality.portal.sqleditor;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.apps.App;
import io.causality.portal.apps.Apps;
import io.causality.portal.http.Caller;
import io.causality.portal.http.ClientGone;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.lake.Cancellation;
import io.causality.portal.lake.EngineException;
import io.causality.portal.lake.KnownHours;
import io.causality.portal.lake.QueryEngine;
import io.causality.portal.lake.RowWriter;
import io.causality.portal.lake.Statement;
import io.causality.portal.lake.Statistics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a caller's SQL over one app. Thread-safe. */
public final class SqlService {
  private static final Logger LOG = LoggerFactory.getLogger(SqlService.class);
  private static final Duration QUEUE = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofMillis(250);

  private final SqlGuard guard = new SqlGuard();
  private final Apps apps;
  private final KnownHours hours;
  private final QueryEngine engine;
  private final Watermark watermark;
  private final SqlLimits limits;
  private final RunningQueries running;

  /**
   * A service.
   *
   * @param watermark moment up to which an app's accepted events are in the lake, if known at once
   */
  public SqlService(
      Apps apps, KnownHours hours, QueryEngine engine, Watermark watermark, SqlLimits limits) {
    this.apps = apps;
    this.hours = hours;
    this.engine = engine;
    this.watermark = watermark;
    this.limits = limits;
    this.running = new RunningQueries(limits.concurrency(), QUEUE);
  }

  /**
   * What to run.
   *
   * @param app null for the only one that the caller sees
   * @param limit most rows; null for the default
   * @param id null for a random one
   */
  public record Request(
      String sql, @Nullable String app, @Nullable Integer limit, @Nullable String id) {}

  /** A result and what it took. */
  public record Result(
      String id,
      String app,
      String sql,
      RowWriter rows,
      Statistics statistics,
      long wallMs,
      Optional<Instant> watermark) {}

  /** Number of queries running or waiting for a place. */
  public int runningCount() {
    return running.count();
  }

  /** The caller's running queries. */
  List<RunningQuery> running(Caller caller) {
    return running.visibleTo(caller);
  }

  /** Cancels a running query. */
  void cancel(Caller caller, String id) {
    running.cancel(caller, id);
  }

  /** Runs a query and waits for its result. */
  Result run(Caller caller, Request request, ClientGone clientGone) throws InterruptedException {
    String app = app(caller, request.app());
    int limit = limit(request.limit());
    RunningQuery run =
        new RunningQuery(
            request.id() == null ? UUID.randomUUID().toString() : request.id(),
            caller,
            app,
            request.sql(),
            Instant.now(),
            new Cancellation());
    running.begin(run);
    try {
      clientGone.then(run.cancellation()::cancel);
      RewrittenQuery query =
          Restriction.apply(guard.check(request.sql()), hours.of(app), limit + 1L);
      Optional<Instant> asOf = watermark.of(app);
      return execute(run, query, limit, asOf);
    } finally {
      running.end(run);
    }
  }

  private Result execute(RunningQuery run, RewrittenQuery query, int limit, Optional<Instant> asOf)
      throws InterruptedException {
    Instant patient = run.startedAt().plus(limits.patience());
    while (true) {
      RowWriter rows = new RowWriter(limit, limits.maxResultBytes());
      Instant end = Instant.now().plus(limits.time());
      try {
        Statistics statistics =
            engine.query(
                new Statement(run.app(), query.text(), Map.of()),
                rows,
                run.cancellation(),
                at -> checkLimits(end, at));
        long wallMs = Duration.between(run.startedAt(), Instant.now()).toMillis();
        LOG.info(
            "query {} {} {} {} {}",
            kv("event", "query_done"),
            kv("query_id", run.id()),
            kv("app", run.app()),
            kv("wall_ms", wallMs),
            kv("rows", rows.rows()));
        return new Result(run.id(), run.app(), query.text(), rows, statistics, wallMs, asOf);
      } catch (EngineException e) {
        if (e.kind() != EngineException.Kind.AWAY || Instant.now().isAfter(patient)) {
          LOG.info(
              "query {} {} {} {}",
              kv("event", "query_failed"),
              kv("query_id", run.id()),
              kv("app", run.app()),
              kv("error", e.errorName()));
          throw new ProblemException(EngineProblems.of(e, query, limits));
        }
        Thread.sleep(RETRY);
      }
    }
  }

  private void checkLimits(Instant end, Statistics statistics) throws EngineException {
    if (Instant.now().isAfter(end)) {
      throw new EngineException(EngineException.Kind.TIME, "EXCEEDED_TIME_LIMIT", "time", 0, 0);
    }
    if (statistics.bytes() > limits.maxScanBytes()) {
      throw new EngineException(EngineException.Kind.SCAN, "EXCEEDED_SCAN_LIMIT", "bytes", 0, 0);
    }
  }

  private String app(Caller caller, @Nullable String named) {
    if (named != null) {
      apps.require(caller, named);
      return named;
    }
    List<String> visible = apps.visibleTo(caller).stream().map(App::id).toList();
    if (visible.size() == 1) {
      return visible.getFirst();
    }
    throw new ProblemException(
        Problem.of(
                ProblemCode.APP_REQUIRED,
                visible.isEmpty()
                    ? "there is no app that you may see"
                    : "name one of the apps that you see: " + String.join(", ", visible))
            .at("$.app"));
  }

  private int limit(@Nullable Integer asked) {
    if (asked == null) {
      return limits.defaultRows();
    }
    if (asked > limits.maxRows()) {
      throw new ProblemException(
          Problem.of(ProblemCode.BAD_REQUEST, "limit is at most " + limits.maxRows() + " here")
              .at("$.limit"));
    }
    return asked;
  }
}
