package io.causality.portal.insight;

import static net.logstash.logback.argument.StructuredArguments.kv;

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
import io.causality.portal.lake.LakeContents;
import io.causality.portal.lake.QueryEngine;
import io.causality.proto.lake.AppEvents;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions about an app's events: once per question and state of the data. Thread-safe.
 */
public final class InsightService {
  private static final Logger LOG = LoggerFactory.getLogger(InsightService.class);

  /** What an answer takes beside the engine's time; what takes longer is a fault of ours. */
  private static final Duration REST = Duration.ofSeconds(30);

  private final Insights insights = new Insights();
  private final Sources sources;
  private final InsightLimits limits;
  private final Semaphore places;
  private final AnswerCache cache;
  private final SharedRuns<Asked, Answer> runs = new SharedRuns<>();
  private final Set<AnswerCache.Key> refreshing = ConcurrentHashMap.newKeySet();

  /** Where facts come from. */
  public record Sources(
      QueryEngine engine,
      LakeContents lake,
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

  /** Tells which state of an app's data a query sees now, at least. */
  @FunctionalInterface
  public interface DataVersion {
    /** Another text after every change that a query sees: of events, device links or traits. */
    String of(String app);
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

  /** A question at a state of the data. */
  private record Asked(AnswerCache.Key question, AnswerCache.State state) {}

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
    this.cache = new AnswerCache(limits.cacheBytes());
  }

  /** Number of questions that are being answered. */
  public int running() {
    return runs.size();
  }

  /**
   * Answers a question from the data as it is now.
   *
   * @param app which the caller may see
   * @param now the instant at which the question counts as asked
   * @throws SpecException for a spec that cannot be meant
   * @throws ProblemException for everything else that goes wrong
   */
  public Given answer(String app, InsightSpec spec, Instant now, ClientGone clientGone)
      throws InterruptedException {
    return answer(app, spec, now, Duration.ZERO, clientGone);
  }

  /**
   * Answers a question. An answer that is no older than {@code maxAge} is given at once, and
   * computed anew behind the asker's back when the data has changed.
   */
  public Given answer(
      String app, InsightSpec spec, Instant now, Duration maxAge, ClientGone clientGone)
      throws InterruptedException {
    AnswerCache.Key question =
        AnswerCache.key(
            app,
            spec,
            now,
            sources.groups().version(app),
            spec.common().excludeInternal() ? sources.internal().of(app) : List.of());
    AnswerCache.State state = AnswerCache.State.at(sources.version().of(app), now);
    Optional<Answer> current = cache.current(question, state, now);
    if (current.isPresent()) {
      return new Given(current.get(), true);
    }
    Asked asked = new Asked(question, state);
    if (!maxAge.isZero()) {
      Optional<Answer> recent = cache.recent(question, now, maxAge);
      if (recent.isPresent()) {
        refresh(asked, now);
        return new Given(recent.get(), true);
      }
    }
    return new Given(run(asked, now, clientGone), false);
  }

  private Answer run(Asked asked, Instant now, ClientGone clientGone) throws InterruptedException {
    try {
      return runs.get(
          asked,
          limits.queue().plus(limits.time()).plus(REST),
          clientGone,
          cancellation -> compute(asked, now, cancellation));
    } catch (SharedRuns.StuckException e) {
      LOG.error(
          "insight {} {}", kv("event", "insight_stuck"), kv("app", asked.question().app()), e);
      throw new ProblemException(
          Problem.of(
              ProblemCode.TIME_LIMIT, "an insight may take " + limits.time().toSeconds() + " s"));
    }
  }

  /** Once at a time for each question. A failure leaves the old answer, which soon is too old. */
  private void refresh(Asked asked, Instant now) {
    if (!refreshing.add(asked.question())) {
      return;
    }
    Thread.ofVirtual()
        .name("insight-refresh")
        .start(
            () -> {
              try {
                run(asked, now, new ClientGone());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException e) {
                LOG.info(
                    "insight {} {} {}",
                    kv("event", "insight_not_refreshed"),
                    kv("app", asked.question().app()),
                    kv("reason", e.toString()));
              } finally {
                refreshing.remove(asked.question());
              }
            });
  }

  private Answer compute(Asked asked, Instant now, Cancellation cancellation)
      throws InterruptedException {
    String app = asked.question().app();
    InsightSpec spec = asked.question().spec();
    return placed(
        () -> {
          Instant started = Instant.now();
          Runner runner = new Runner(sources.engine(), app, limits, cancellation);
          AtomicBoolean cohorts = new AtomicBoolean();
          Question question = new Question(facts(app, now, () -> cohorts.set(true)), runner);
          Optional<Instant> watermark = sources.watermark().of(app);
          Buffer result = insights.answer(spec, question).toBuffer();
          long wallMs = Duration.between(started, Instant.now()).toMillis();
          LOG.info(
              "insight {} {} {} {}",
              kv("event", "insight_done"),
              kv("app", app),
              kv("wall_ms", wallMs),
              kv("statements", runner.sql().size()));
          Answer answer =
              new Answer(
                  result,
                  runner.sql(),
                  runner.rowsScanned(),
                  runner.bytesScanned(),
                  wallMs,
                  started,
                  asked.state().version(),
                  watermark,
                  question.incompleteFrom(),
                  unknownNames(app, spec));
          cache.keep(asked.question(), asked.state(), now, answer, cohorts.get());
          return answer;
        });
  }

  /**
   * Names in a spec that the app has never sent: {@code code}, {@code name}, {@code suggestion}.
   * None while the app's names are not known. Does not block.
   */
  public JsonArray unknownNames(String app, InsightSpec spec) {
    return sources.names().of(app).map(names -> Warnings.of(spec, names)).orElseGet(JsonArray::new);
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
    return asked(
        app,
        clientGone,
        question -> {
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
    return asked(app, clientGone, question -> new Correlation().answer(spec, limit, question));
  }

  /**
   * What a person did.
   *
   * @param id of the person, or of one of the person's devices
   * @param limit most events
   * @param after where an earlier answer ended; empty for the latest events
   */
  JsonObject timeline(
      String app, String id, int limit, Optional<Timeline.Place> after, ClientGone clientGone)
      throws InterruptedException {
    return asked(app, clientGone, question -> new Timeline(id, limit, after).answer(question));
  }

  /**
   * What is known.
   *
   * @param whenCohort called when a cohort is asked for: its ranges may depend on {@code now}
   */
  private Question.Facts facts(String app, Instant now, Runnable whenCohort) {
    AppEvents events = sources.lake().of(app);
    List<Filter> internal = sources.internal().of(app);
    Question.Facts known =
        new Question.Facts(
            app,
            now,
            events,
            internal,
            filter -> {
              throw new IllegalStateException("cohorts are not known yet");
            });
    return new Question.Facts(
        app,
        now,
        events,
        internal,
        filter -> {
          whenCohort.run();
          return sources.groups().of(app, filter, known);
        });
  }

  /** What is asked of an app, beside what is kept in the cache. */
  private interface Asking<T> {
    T of(Question question) throws InterruptedException;
  }

  /** Asks in a place of its own; the statements end when the client leaves. */
  private <T> T asked(String app, ClientGone clientGone, Asking<T> asking)
      throws InterruptedException {
    Cancellation cancellation = new Cancellation();
    clientGone.then(cancellation::cancel);
    return placed(
        () -> {
          Runner runner = new Runner(sources.engine(), app, limits, cancellation);
          return asking.of(new Question(facts(app, Instant.now(), () -> {}), runner));
        });
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
}
