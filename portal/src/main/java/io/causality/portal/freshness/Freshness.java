package io.causality.portal.freshness;

import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.stream.KvMirror;
import io.causality.portal.stream.NatsLink;
import io.causality.proto.StreamNames;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Where an app's events are. Thread-safe. */
public final class Freshness implements AutoCloseable {
  private static final Duration COUNTING = Duration.ofSeconds(10);
  private static final Duration GLANCE = Duration.ofMillis(250);

  private final KvMirror lake;
  private final StreamCounter counter;
  private final Parsed progress = new Parsed();

  public Freshness(NatsLink link, KvMirror lake) {
    this.lake = lake;
    this.counter = new StreamCounter(link, this::progress);
  }

  /**
   * An app's numbers since it began, of one moment.
   *
   * @param watermark every event accepted before it is in the lake
   */
  public record Report(
      long inStream,
      long deduplicated,
      long inLake,
      long deadLetters,
      double secondsBehind,
      Instant watermark) {
    /** What the gateway said yes to. */
    public long accepted() {
      return inLake + deduplicated + deadLetters + inStream;
    }

    static Report of(StreamCounter.Count count, Instant askedAt) {
      Progress.Done done = count.done();
      long waiting = count.waiting().events();
      Instant watermark =
          waiting == 0 ? askedAt : Instant.ofEpochMilli(count.waiting().oldestAtMs());
      if (watermark.isAfter(askedAt)) {
        watermark = askedAt;
      }
      return new Report(
          waiting,
          done.deduplicated(),
          done.inLake(),
          done.deadLetters(),
          waiting == 0 ? 0 : watermark.until(askedAt, ChronoUnit.MILLIS) / 1000.0,
          watermark);
    }
  }

  /**
   * Counts now.
   *
   * @throws ProblemException {@code stream_down} when the stream does not tell in time
   */
  public Report report(String app) throws InterruptedException {
    return count(app, COUNTING)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                            ProblemCode.STREAM_DOWN,
                            "the stream holds so much that it is still being counted")
                        .retryAfter(5)));
  }

  private Progress progress() {
    return progress.of(lake.entries().get(StreamNames.PROGRESS));
  }

  /**
   * Rows of an app in the lake since it began, as the archive last said; all of them are seen by a
   * query that begins now.
   */
  public long inLake(String app) {
    return progress().of(app).inLake();
  }

  /** The watermark, if it can be told at once. */
  public Optional<Instant> watermark(String app) throws InterruptedException {
    try {
      return count(app, GLANCE).map(Report::watermark);
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private Optional<Report> count(String app, Duration wait) throws InterruptedException {
    if (!lake.isComplete()) {
      throw NatsLink.down();
    }
    Instant askedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return counter.count(app, wait).map(count -> Report.of(count, askedAt));
  }

  @Override
  public void close() {
    counter.close();
  }
}
