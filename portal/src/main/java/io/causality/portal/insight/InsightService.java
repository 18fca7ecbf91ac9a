package io.causality.portal.insight;

import static net.logstash.logback.argument.StructuredArguments.kv;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.causality.portal.http.ClientGone;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.insight.funnel.Correlation;
import io.causality.portal.insight.plan.Cohort;
import io.causality.portal.insight.plan.Row;
import io.causality.portal.insight.spec.Filter;
import io.causality.portal.insight.spec.FunnelSpec;
import io.causality.portal.insight.spec.InsightSpec;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.lake.Cancellation;
import io.causality.portal.lake.KnownHours;
import io.causality.portal.lake.QueryEngine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions about an app's events: once per question and state of the data. Thread-safe.
 */
public final class InsightService {
  private static final Logger LOG = LoggerFactory.getLogger(InsightService.class);

  /** Answers of a moving range are reused while no new data came, for that long. */
  private static final Duration MOVES = Duration.ofSeconds(30);

  private static final Duration SETTLES = Duration.ofSeconds(5);

  private final Insights insights = new Insights();
  private final Sources sources;
  private final InsightLimits limits;
  private final Semaphore places;
  private final Cache<Key, Answer> cache;
  private final SharedRuns<Key, Answer> runs = new SharedRuns<>();

  /** Where facts come from. */
  public record Sources(
      QueryEngine engine,
      KnownHours hours,
      DataVersion version,
      Watermark watermark,
      KnownNames names,
      Internal internal,
      Groups groups) {}

  /** Tells up to when an app's accepted events are in the lake. */
  @FunctionalInterface
  public interface Watermark {
    /** That moment, if it is known at once. */
    Optional<Instant> of(String app) throws InterruptedException;
  }

  /**
   * A state of an app's data.
   *
   * @param text another one after every change
   * @param since when the data became so
   */
  public record Version(String text, Instant since) {
    /**
     * Whether every query sees it: the archive says that rows are in the lake when its checkpoint
     * is complete, and moves the files into place right after.
     */
    boolean isSettled(Instant now) {
      return Duration.between(since, now).compareTo(SETTLES) >= 0;
    }
  }

  /** Tells which state of an app's data a query sees now. */
  @FunctionalInterface
  public interface DataVersion {
    Version of(String app);
  }

  /** Knows the cohorts of an app. */
  public interface Groups {
    /**
     * A cohort as a query can use it.
     *
     * @throws SpecException at the filter's place for an unknown one
     */
    Cohort of(String app, Filter.InCohort filter, Question.Facts facts);

    /** Another text after every change of one of the app's cohorts. */
    String version(String app);
  }

  private record Key(
      String app,
      InsightSpec spec,
      long moment,
      String version,
      String cohorts,
      List<Filter> internal) {}

  /**
   * An answer.
   *
   * @param result JSON text
   * @param incompleteFrom start of the first period that is not over; empty when all are
   */
  public record Answer(
      Buffer result,
      List<String> sql,
      long rowsScanned,
      long bytesScanned,
      long wallMs,
      Instant computedAt,
      String dataVersion,
      Optional<Instant> watermark,
      Optional<Instant> incompleteFrom,
      JsonArray warnings) {}

  /** An answer, and whether it came from the cache. */
  public record Given(Answer answer, boolean cached) {}

  /**
   * Persons, in order of their ids.
   *
   * @param cursor where the next ones begin; empty when these are the last
   */
  public record People(List<Row> rows, long total, Optional<String> cursor) {}

  public InsightService(Sources sources, InsightLimits limits) {
    this.sources = sources;
    this.limits = limits;
    this.places = new Semaphore(limits.concurrency(), true);
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(limits.cacheBytes())
            .weigher((Key key, Answer answer) -> weight(answer))
            .build();
  }

  /** Number of questions that are being answered. */
  public int running() {
    return runs.size();
  }

  /**
   * Answers a question.
   *
   * @param app which the caller may see
   * @param now the instant at which the question counts as asked
   * @throws SpecException for a spec that cannot be meant
   * @throws ProblemException for everything else that goes wrong
   */
  public Given answer(String app, InsightSpec spec, Instant now, ClientGone clientGone)
      throws InterruptedException {
    Version version = sources.version().of(app);
    boolean settled = version.isSettled(Instant.now());
    Key key =
        new Key(
            app,
            spec,
            now.toEpochMilli() / MOVES.toMillis(),
            version.text(),
            sources.groups().version(app),
            spec.common().excludeInternal() ? sources.internal().of(app) : List.of());
    Answer cached = cache.getIfPresent(key);
    if (cached != null) {
      return new Given(cached, true);
    }
    Answer answer =
        runs.get(
            key, clientGone, cancellation -> compute(app, spec, now, key.version(), cancellation));
    if (settled) {
      cache.put(key, answer);
    }
    return new Given(answer, false);
  }

  private Answer compute(
      String app, InsightSpec spec, Instant now, String version, Cancellation cancellation)
      throws InterruptedException {
    return placed(
        () -> {
          Instant started = Instant.now();
          Runner runner = new Runner(sources.engine(), app, limits, cancellation);
          Question question = new Question(facts(app, now), runner);
          Optional<Instant> watermark = sources.watermark().of(app);
          Buffer result = insights.answer(spec, question).toBuffer();
          long wallMs = Duration.between(started, Instant.now()).toMillis();
          LOG.info(
              "insight {} {} {} {}",
              kv("event", "insight_done"),
              kv("app", app),
              kv("wall_ms", wallMs),
              kv("statements", runner.sql().size()));
          return new Answer(
              result,
              runner.sql(),
              runner.rowsScanned(),
              runner.bytesScanned(),
              wallMs,
              started,
              version,
              watermark,
              question.incompleteFrom(),
              sources
                  .names()
                  .of(app)
                  .map(names -> Warnings.of(spec, names))
                  .orElseGet(JsonArray::new));
        });
  }

  /**
   * The persons of a cell.
   *
   * @param after id of the person after which the list begins; empty for its start
   */
  public People people(
      String app,
      InsightSpec spec,
      Cell cell,
      int limit,
      Optional<String> after,
      ClientGone clientGone)
      throws InterruptedException {
    Cancellation cancellation = new Cancellation();
    clientGone.then(cancellation::cancel);
    return placed(
        () -> {
          Runner runner = new Runner(sources.engine(), app, limits, cancellation);
          Question question = new Question(facts(app, Instant.now()), runner);
          PeoplePage page = new PeoplePage(insights.people(spec, cell, question), limit, after);
          List<Row> rows = question.rows(page.query());
          if (rows.isEmpty()) {
            long total = after.isEmpty() ? 0 : question.rows(page.total()).getFirst().integer(0);
            return new People(List.of(), total, Optional.empty());
          }
          List<Row> shown = rows.stream().limit(limit).toList();
          return new People(
              shown,
              rows.getFirst().integer(PeoplePage.TOTAL),
              rows.size() > limit
                  ? Optional.of(shown.getLast().text(PeoplePage.PERSON))
                  : Optional.empty());
        });
  }

  /**
   * What goes with getting to a funnel's end.
   *
   * @param limit most items
   */
  public JsonObject correlation(String app, FunnelSpec spec, int limit, ClientGone clientGone)
      throws InterruptedException {
    Cancellation cancellation = new Cancellation();
    clientGone.then(cancellation::cancel);
    return placed(
        () -> {
          Runner runner = new Runner(sources.engine(), app, limits, cancellation);
          return new Correlation()
              .answer(spec, limit, new Question(facts(app, Instant.now()), runner));
        });
  }

  private Question.Facts facts(String app, Instant now) {
    NavigableSet<Instant> hours = sources.hours().of(app);
    List<Filter> internal = sources.internal().of(app);
    Question.Facts known =
        new Question.Facts(
            app,
            now,
            hours,
            internal,
            filter -> {
              throw new IllegalStateException("cohorts are not known yet");
            });
    return new Question.Facts(
        app, now, hours, internal, filter -> sources.groups().of(app, filter, known));
  }

  /** Work that needs a place. */
  private interface Work<T> {
    T run() throws InterruptedException;
  }

  private <T> T placed(Work<T> work) throws InterruptedException {
    if (!places.tryAcquire(limits.queue().toMillis(), TimeUnit.MILLISECONDS)) {
      throw new ProblemException(
          Problem.of(
                  ProblemCode.TOO_MANY_QUERIES,
                  limits.concurrency() + " insights are being answered; try again")
              .retryAfter(5));
    }
    try {
      return work.run();
    } finally {
      places.release();
    }
  }

  private static int weight(Answer answer) {
    int sql = answer.sql().stream().mapToInt(String::length).sum();
    return 1_000 + answer.result().length() + 2 * sql;
  }
}
