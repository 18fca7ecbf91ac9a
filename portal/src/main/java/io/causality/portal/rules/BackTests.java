package io.causality.portal.rules;

import io.causality.portal.apps.App;
import io.causality.portal.apps.Apps;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.insight.spec.Moment;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.time.Window;
import io.causality.portal.insight.time.Windows;
import io.causality.portal.lake.Budget;
import io.causality.portal.lake.Cancellation;
import io.causality.portal.lake.EngineException;
import io.causality.portal.lake.LakeContents;
import io.causality.portal.lake.Patience;
import io.causality.portal.lake.QueryEngine;
import io.causality.rules.backtest.BackTest;
import io.causality.rules.evaluate.Evaluation;
import io.causality.rules.event.LakeEvent;
import io.causality.rules.model.Kind;
import io.causality.rules.model.PublishedRule;
import io.causality.rules.model.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;

/** Says when a draft of a rule would have fired, over the events in the lake. Thread-safe. */
public final class BackTests {
  private static final int AT_ONCE = 2;
  private static final int MOST_ALERTS = 1_000;
  private static final int BUCKETS = 120;
  private static final int BATCH = 1_000;
  private static final int BATCHES = 8;
  private static final Duration LONGEST_RANGE = Duration.ofDays(92);
  private static final Duration BASELINE = Duration.ofDays(56);
  private static final long SECOND = 1_000;
  private static final List<Long> NICE_S =
      List.of(1L, 5L, 15L, 60L, 300L, 900L, 1_800L, 3_600L, 7_200L, 21_600L, 43_200L, 86_400L);

  private final Apps apps;
  private final LakeContents lake;
  private final History history;
  private final BackTestLimits limits;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /** Tests over an engine's lake. */
  public BackTests(Apps apps, QueryEngine engine, LakeContents lake, BackTestLimits limits) {
    this.apps = apps;
    this.lake = lake;
    this.history = new History(engine, lake);
    this.limits = limits;
  }

  /** A test that may be run. */
  record Prepared(String app, Rule rule, BackTest.Range range) {}

  /** Hears of progress, and says by throwing that nobody waits any more. */
  @FunctionalInterface
  interface Listener {
    /** It has come further, or some time has passed. */
    void at(Progress progress) throws InterruptedException;
  }

  /**
   * How far a test is.
   *
   * @param read events so far
   * @param timeMs event time of the last one; before the first, the beginning
   * @param hoursRead hours with events that are read
   * @param hours hours with events in all
   */
  record Progress(long read, long timeMs, int hoursRead, int hours) {}

  /**
   * Refuses what cannot be tested.
   *
   * @param from beginning of the range, as insights have it
   * @param to its end
   */
  Prepared prepare(Caller caller, String app, String draft, String from, String to) {
    App of = apps.get(caller, app);
    Rule rule = Rules.read(draft, "$.rule");
    Window window = window(of, from, to);
    long last = window.to() + 1;
    if (window.from() >= last) {
      throw bad("the range is empty");
    }
    if (last - window.from() > LONGEST_RANGE.toMillis()) {
      throw bad("a test spans at most " + LONGEST_RANGE.toDays() + " days");
    }
    long bucket = bucket(last - window.from());
    return new Prepared(
        app,
        rule,
        new BackTest.Range(window.from() - warmUp(rule).toMillis(), window.from(), last, bucket));
  }

  private Window window(App app, String from, String to) {
    try {
      return Windows.of(
          Moment.from(from, "$.from"),
          to.isEmpty() ? new Moment.Now() : Moment.to(to, "$.to"),
          ZoneId.of(app.timezone()),
          Instant.now(),
          () -> first(app.id()));
    } catch (SpecException e) {
      throw new ProblemException(Problem.of(ProblemCode.BAD_REQUEST, e.detail()).at(e.field()));
    }
  }

  private OptionalLong first(String app) {
    return lake.of(app).hours().stream().mapToLong(Instant::toEpochMilli).findFirst();
  }

  /** How long before the range a rule has to look, to be there as it would have been. */
  private static Duration warmUp(Rule rule) {
    Duration own =
        switch (rule.when()) {
          case Kind.Match match -> Duration.ZERO;
          case Kind.Threshold threshold -> Duration.ZERO;
          case Kind.Rate rate -> Duration.ofSeconds(rate.perS());
          case Kind.Count count -> Duration.ofSeconds(count.windowS());
          case Kind.Sequence sequence -> Duration.ofSeconds(sequence.withinS());
          case Kind.Absence absence -> Duration.ofSeconds(absence.withinS());
          case Kind.Times times -> Duration.ofSeconds(times.withinS());
          case Kind.Silence silence -> Duration.ofSeconds(silence.forS());
          case Kind.Anomaly anomaly -> BASELINE;
        };
    return own.plusSeconds(rule.cooldownS());
  }

  private static long bucket(long range) {
    for (long nice : NICE_S) {
      if (range / (nice * SECOND) <= BUCKETS) {
        return nice * SECOND;
      }
    }
    return NICE_S.getLast() * SECOND;
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(Problem.of(ProblemCode.BAD_REQUEST, detail).at("$.from"));
  }

  /**
   * Runs a test; ends early when the listener throws.
   *
   * @throws ProblemException {@code too_many_queries} when others run
   */
  BackTest.Result run(Prepared test, Listener listener) throws InterruptedException {
    if (!places.tryAcquire()) {
      throw new ProblemException(
          Problem.of(ProblemCode.TOO_MANY_QUERIES, AT_ONCE + " tests run already").retryAfter(5));
    }
    try {
      return evaluate(test, listener);
    } finally {
      places.release();
    }
  }

  private BackTest.Result evaluate(Prepared test, Listener listener) throws InterruptedException {
    PublishedRule rule = new PublishedRule(test.app(), "draft", 1, test.rule());
    BackTest.Range range = test.range();
    History.Wanted wanted = new History.Wanted(new Evaluation(rule), range.startMs(), range.toMs());
    BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(BATCHES);
    Cancellation cancellation = new Cancellation();
    Thread reader =
        Thread.ofVirtual().name("history").start(() -> read(wanted, cancellation, batches));
    try {
      BackTest backTest = new BackTest(rule, range, MOST_ALERTS);
      NavigableSet<Instant> hours = history.hours(wanted);
      BatchedEvents events =
          new BatchedEvents(
              batches,
              range.startMs(),
              (read, timeMs) -> listener.at(progress(read, timeMs, hours)));
      return backTest.run(events, at -> {}, () -> false);
    } catch (BatchedEvents.StoppedException e) {
      throw e.interrupted();
    } finally {
      cancellation.cancel();
      reader.interrupt();
      reader.join();
    }
  }

  private static Progress progress(long read, long timeMs, NavigableSet<Instant> hours) {
    Instant hour = Instant.ofEpochMilli(timeMs).truncatedTo(ChronoUnit.HOURS);
    return new Progress(read, timeMs, hours.headSet(hour, false).size(), hours.size());
  }

  /** Some events, or how the reading ended. */
  sealed interface Batch {
    /** In order. */
    record Of(List<LakeEvent> events) implements Batch {
      /** Copies the list. */
      public Of {
        events = List.copyOf(events);
      }
    }

    /** No more come. */
    record End() implements Batch {}

    /** The lake could not be read. */
    record Failed(ProblemException problem) implements Batch {}
  }

  private void read(History.Wanted wanted, Cancellation cancellation, BlockingQueue<Batch> to) {
    Instant now = Instant.now();
    try {
      Batcher batcher = new Batcher(to);
      try {
        history.read(
            wanted,
            new Budget(now.plus(limits.time()), limits.maxScanBytes()),
            new Patience(now.plus(limits.patience())),
            cancellation,
            batcher);
        batcher.flush();
        to.put(new Batch.End());
      } catch (EngineException e) {
        to.put(new Batch.Failed(new ProblemException(problem(e))));
      } catch (ProblemException e) {
        to.put(new Batch.Failed(e));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody takes the events any more
    }
  }

  private Problem problem(EngineException e) {
    return switch (e.kind()) {
      case TIME ->
          Problem.of(ProblemCode.TIME_LIMIT, "a test may take " + limits.time().toSeconds() + " s")
              .suggest("a shorter range");
      case SCAN ->
          Problem.of(ProblemCode.SCAN_LIMIT, "a test may read " + limits.maxScanBytes() + " bytes")
              .suggest("a shorter range");
      case CANCELLED -> Problem.of(ProblemCode.QUERY_CANCELLED, "cancelled");
      case RESOURCES ->
          Problem.of(ProblemCode.QUERY_ENGINE_FULL, e.errorName() + ": " + e.getMessage())
              .retryAfter(5);
      case AWAY, INTERNAL, USER ->
          Problem.of(ProblemCode.QUERY_ENGINE_DOWN, "the lake could not be read: " + e.errorName())
              .retryAfter(5);
    };
  }

  private static final class Batcher implements History.Events {
    private final BlockingQueue<Batch> to;
    private List<LakeEvent> events = new ArrayList<>(BATCH);

    Batcher(BlockingQueue<Batch> to) {
      this.to = to;
    }

    @Override
    public boolean next(LakeEvent event) throws InterruptedException {
      events.add(event);
      if (events.size() == BATCH) {
        flush();
      }
      return true;
    }

    void flush() throws InterruptedException {
      to.put(new Batch.Of(events));
      events = new ArrayList<>(BATCH);
    }
  }
}
