package io.causality.portal.sqleditor;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.apps.App;
import io.causality.portal.apps.Apps;
import io.causality.portal.history.QueryHistory;
import io.causality.portal.http.Caller;
import io.causality.portal.http.ClientGone;
import io.causality.portal.http.ClientGoneException;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.lake.Budget;
import io.causality.portal.lake.Cancellation;
import io.causality.portal.lake.EngineException;
import io.causality.portal.lake.LakeContents;
import io.causality.portal.lake.Patience;
import io.causality.portal.lake.QueryEngine;
import io.causality.portal.lake.ResultFile;
import io.causality.portal.lake.ResultSink;
import io.causality.portal.lake.RowWriter;
import io.causality.portal.lake.Statement;
import io.causality.portal.lake.Statistics;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a caller's SQL over one app. Thread-safe. */
public final class SqlService {
  private static final Logger LOG = LoggerFactory.getLogger(SqlService.class);
  private static final Duration QUEUE = Duration.ofSeconds(5);

  private final SqlGuard guard = new SqlGuard();
  private final Apps apps;
  private final LakeContents lake;
  private final QueryEngine engine;
  private final Watermark watermark;
  private final SqlLimits limits;
  private final RunningQueries running;
  private final QueryHistory history;

  /**
   * A service.
   *
   * @param watermark moment up to which an app's accepted events are in the lake, if known at once
   */
  public SqlService(
      Apps apps,
      LakeContents lake,
      QueryEngine engine,
      Watermark watermark,
      SqlLimits limits,
      QueryHistory history) {
    this.history = history;
    this.apps = apps;
    this.lake = lake;
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
   * @param parameters literals for the places in the text, by name
   */
  public record Request(
      String sql,
      @Nullable String app,
      @Nullable Integer limit,
      @Nullable String id,
      JsonObject parameters) {}

  /**
   * How far a query is.
   *
   * @param state {@code queued}, {@code running}, {@code done}, {@code failed}, {@code cancelled}
   * @param wallMs since it was sent
   */
  record Progress(String id, String state, Statistics statistics, long wallMs) {}

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

  /** How far a query of the caller is, or how it ended. */
  Progress progress(Caller caller, String id) {
    Optional<RunningQuery> now = running.find(caller, id);
    if (now.isPresent()) {
      Statistics statistics = now.get().progress().get();
      return new Progress(
          id,
          statistics == null ? "queued" : "running",
          statistics == null ? Statistics.NONE : statistics,
          Duration.between(now.get().startedAt(), Instant.now()).toMillis());
    }
    return history
        .find(caller, id)
        .map(
            past ->
                new Progress(
                    id,
                    past.state(),
                    new Statistics(past.rows(), past.bytes(), 0, 0),
                    past.wallMs()))
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(ProblemCode.NO_SUCH_QUERY, "you have sent no query of that id")));
  }

  /** The caller's queries that have ended, latest first. */
  List<QueryHistory.Entry> history(Caller caller, Optional<String> app, int limit) {
    app.ifPresent(named -> apps.require(caller, named));
    return history.list(caller, app, limit);
  }

  /** Runs a query and waits for its result. */
  public Result run(Caller caller, Request request, ClientGone clientGone)
      throws InterruptedException {
    return run(caller, request, clientGone, false);
  }

  /**
   * Has the engine plan a query, which checks each name, type and right in it, and runs it only if
   * that went well: so a statement that nobody has looked at reads nothing when it is wrong.
   */
  public Result runPlanned(Caller caller, Request request, ClientGone clientGone)
      throws InterruptedException {
    return run(caller, request, clientGone, true);
  }

  private Result run(Caller caller, Request request, ClientGone clientGone, boolean planned)
      throws InterruptedException {
    int limit = limit(request.limit());
    return recorded(
        caller,
        request,
        clientGone,
        (run, filled) -> {
          Optional<Instant> asOf = watermark.of(run.app());
          RewrittenQuery query = restricted(run, filled, limit + 1L);
          if (planned) {
            RowWriter plan = new RowWriter(1, limits.maxResultBytes());
            execute(run, query.explained(), () -> plan, () -> true);
          }
          RowWriter[] rows = new RowWriter[1];
          Statistics statistics =
              execute(
                  run,
                  query,
                  () -> rows[0] = new RowWriter(limit, limits.maxResultBytes()),
                  () -> true);
          long wallMs = Duration.between(run.startedAt(), Instant.now()).toMillis();
          return new Result(run.id(), run.app(), query.text(), rows[0], statistics, wallMs, asOf);
        },
        result -> result.rows().rows());
  }

  /** Refuses at once what {@link #download} would refuse before its first row. */
  void requireDownloadable(Caller caller, Request request) {
    String app = app(caller, request.app());
    atOwnPlace(
        Parameters.fill(request.sql(), request.parameters()),
        filled -> Restriction.apply(guard.check(filled.text()), lake.of(app).all(), 1));
  }

  /**
   * Writes a query's whole result as a file.
   *
   * @param format makes an empty file; once more for every attempt
   * @throws ProblemException {@code result_limit} when it is larger than a file may be; what was
   *     written by then is not the whole
   */
  void download(
      Caller caller,
      Request request,
      ClientGone clientGone,
      ResultFile.Factory format,
      ResultFile.Out out)
      throws InterruptedException {
    recorded(
        caller,
        request,
        clientGone,
        (run, filled) -> {
          RewrittenQuery query = restricted(run, filled, limits.downloadRows() + 1);
          ResultFile[] file = new ResultFile[1];
          execute(
              run,
              query,
              () -> file[0] = format.create(limits.downloadRows(), limits.downloadBytes(), out),
              () -> !file[0].hasBegun());
          if (file[0].isOverflown()) {
            throw new ProblemException(
                Problem.of(
                        ProblemCode.RESULT_LIMIT,
                        "a file has at most "
                            + limits.downloadRows()
                            + " rows and "
                            + limits.downloadBytes()
                            + " bytes")
                    .suggest("split the query, by time for example"));
          }
          file[0].finish();
          return file[0];
        },
        ResultFile::rows);
  }

  /** A query's work, from the text with its parameters filled in. */
  private interface Work<T> {
    T on(RunningQuery run, RewrittenQuery filled) throws InterruptedException;
  }

  /** Does the work as a query that others can see, and remembers how it ended. */
  private <T> T recorded(
      Caller caller,
      Request request,
      ClientGone clientGone,
      Work<T> work,
      ToLongFunction<T> resultRows)
      throws InterruptedException {
    String app = app(caller, request.app());
    RewrittenQuery filled = Parameters.fill(request.sql(), request.parameters());
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
      run.progress().set(Statistics.NONE);
      T result = work.on(run, filled);
      remember(run, resultRows.applyAsLong(result), "done", null);
      return result;
    } catch (ProblemException e) {
      ProblemException placed = placed(filled, e);
      boolean cancelled = e.problem().code() == ProblemCode.QUERY_CANCELLED;
      remember(run, 0, cancelled ? "cancelled" : "failed", placed.problem().detail());
      throw placed;
    } catch (ClientGoneException e) {
      remember(run, 0, "cancelled", "the client went away");
      throw e;
    } finally {
      running.end(run);
    }
  }

  private void remember(RunningQuery run, long rows, String state, @Nullable String error) {
    Statistics statistics = Objects.requireNonNullElse(run.progress().get(), Statistics.NONE);
    long wallMs = Duration.between(run.startedAt(), Instant.now()).toMillis();
    history.add(
        run.caller(),
        new QueryHistory.Entry(
            run.id(),
            run.app(),
            run.sql(),
            run.startedAt(),
            wallMs,
            rows,
            statistics.bytes(),
            state,
            error));
  }

  private RewrittenQuery restricted(RunningQuery run, RewrittenQuery filled, long rows) {
    return Restriction.apply(guard.check(filled.text()), lake.of(run.app()).all(), rows);
  }

  private static <T> T atOwnPlace(RewrittenQuery filled, Function<RewrittenQuery, T> work) {
    try {
      return work.apply(filled);
    } catch (ProblemException e) {
      throw placed(filled, e);
    }
  }

  /** A place in the text with its parameters filled in is a place in the text as it was sent. */
  private static ProblemException placed(RewrittenQuery filled, ProblemException e) {
    Problem problem = e.problem();
    if (problem.line() == 0 || filled.edits().isEmpty()) {
      return e;
    }
    int offset = filled.originalOffset(problem.line(), problem.column());
    Offsets original = new Offsets(filled.original());
    int line = original.line(offset);
    int column = original.column(offset);
    String detail =
        problem.detail().replaceFirst("^line \\d+:\\d+: ", "line " + line + ":" + column + ": ");
    return new ProblemException(
        new Problem(
            problem.code(),
            detail,
            problem.field(),
            line,
            column,
            problem.suggestion(),
            problem.retryAfterSeconds()));
  }

  /** Runs the query; while the engine is away, again and again, as long as that is possible. */
  private Statistics execute(
      RunningQuery run, RewrittenQuery query, Supplier<ResultSink> sink, BooleanSupplier mayRepeat)
      throws InterruptedException {
    Patience patience = new Patience(run.startedAt().plus(limits.patience()));
    try {
      Statistics statistics = patience.run(mayRepeat, () -> attempt(run, query, sink.get()));
      run.progress().set(statistics);
      LOG.info(
          "query {} {} {} {}",
          kv("event", "query_done"),
          kv("query_id", run.id()),
          kv("app", run.app()),
          kv("wall_ms", Duration.between(run.startedAt(), Instant.now()).toMillis()));
      return statistics;
    } catch (EngineException e) {
      LOG.info(
          "query {} {} {} {}",
          kv("event", "query_failed"),
          kv("query_id", run.id()),
          kv("app", run.app()),
          kv("error", e.errorName()));
      throw new ProblemException(EngineProblems.of(e, query, limits));
    }
  }

  private Statistics attempt(RunningQuery run, RewrittenQuery query, ResultSink sink)
      throws EngineException, InterruptedException {
    Budget budget = new Budget(Instant.now().plus(limits.time()), limits.maxScanBytes());
    return engine.query(
        new Statement(run.app(), query.text(), Map.of(), budget.end()),
        sink,
        run.cancellation(),
        at -> {
          run.progress().set(at);
          budget.check(at.bytes());
        });
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
