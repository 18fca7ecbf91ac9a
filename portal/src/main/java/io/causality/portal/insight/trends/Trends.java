package io.causality.portal.insight.trends;

import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.insight.Cell;
import io.causality.portal.insight.Insight;
import io.causality.portal.insight.Question;
import io.causality.portal.insight.plan.Kept;
import io.causality.portal.insight.plan.Row;
import io.causality.portal.insight.spec.Breakdown;
import io.causality.portal.insight.spec.Comparison;
import io.causality.portal.insight.spec.Series;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.spec.TrendsSpec;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.insight.time.Periods;
import io.causality.portal.insight.time.Window;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Numbers over time. */
public final class Trends implements Insight<TrendsSpec> {
  /** Numbers of an answer; a browser shows fewer. */
  private static final long MOST_NUMBERS = 1_000_000;

  @Override
  public JsonObject answer(TrendsSpec spec, Question question) throws InterruptedException {
    List<Frame> frames = frames(spec, question);
    TrendLines lines = new TrendLines(spec, frames);
    if (!inOnePass(spec, frames, question, lines)) {
      inSteps(spec, frames, question, lines);
    }
    if (!spec.aggregate()) {
      question.markIncomplete(frames.getFirst().periods());
    }
    return json(spec, frames, lines);
  }

  /** Answers a breakdown without looking for its values first, if it can. */
  private static boolean inOnePass(
      TrendsSpec spec, List<Frame> frames, Question question, TrendLines lines)
      throws InterruptedException {
    if (!BreakdownTotals.fits(spec, frames, MOST_NUMBERS)) {
      return false;
    }
    Frame frame = frames.getFirst();
    Breakdown breakdown = Objects.requireNonNull(spec.breakdown());
    Select all =
        BreakdownTotals.query(
            spec.series().getFirst(), breakdown, frame, question.scan(spec.common()));
    try {
      lines.add(0, frame, question.rows(all), List.of());
      return true;
    } catch (ProblemException e) {
      if (e.problem().code() != ProblemCode.QUERY_ENGINE_FULL) {
        throw e;
      }
      return false; // too many values to hold each of them in each period
    }
  }

  private static void inSteps(
      TrendsSpec spec, List<Frame> frames, Question question, TrendLines lines)
      throws InterruptedException {
    Kept kept = kept(spec, frames, question);
    refuseTooMany(spec, frames, kept);
    for (Frame frame : frames) {
      if (frame.window().isEmpty()) {
        continue;
      }
      List<Integer> together = SeveralSeries.of(spec);
      if (!together.isEmpty()) {
        List<Series> series = together.stream().map(spec.series()::get).toList();
        Select all = SeveralSeries.query(series, frame, question.scan(spec.common()));
        lines.addTogether(together, frame, question.rows(all));
      }
      for (int i = 0; i < spec.series().size(); i++) {
        if (together.contains(i)) {
          continue;
        }
        SeriesQuery query = query(spec, i, frame, kept, question);
        List<Row> present = query.needsPresent() ? question.rows(query.present()) : List.of();
        lines.add(i, frame, question.rows(query.numbers()), present);
      }
    }
  }

  private static JsonObject json(TrendsSpec spec, List<Frame> frames, TrendLines lines) {
    JsonObject result = new JsonObject().put("periods", labels(frames.getFirst()));
    if (spec.comparison() != null) {
      result.put("previous_periods", labels(frames.getLast()));
    }
    JsonArray series = new JsonArray();
    lines.json().forEach(series::add);
    return result.put("series", series);
  }

  private static JsonArray labels(Frame frame) {
    return new JsonArray(frame.aggregate() ? List.of() : frame.periods().labels());
  }

  private static List<Frame> frames(TrendsSpec spec, Question question)
      throws InterruptedException {
    Window current = question.window(spec.common());
    List<Frame> frames = new ArrayList<>();
    try {
      frames.add(Frame.of("current", current, spec));
      Comparison comparison = spec.comparison();
      if (comparison != null) {
        Window previous =
            switch (comparison) {
              case Comparison.PreviousPeriod p -> current.previousPeriod();
              case Comparison.PreviousYear y -> current.previousYear();
              case Comparison.Between between ->
                  question.window(spec.common(), between.from(), between.to());
            };
        frames.add(Frame.of("previous", previous, spec));
      }
    } catch (Periods.TooManyException e) {
      throw new SpecException(
          "$.interval",
          "the range has " + e.getMessage(),
          "day".equals(spec.interval().text()) ? "month" : "day");
    }
    return frames;
  }

  private static @Nullable Kept kept(TrendsSpec spec, List<Frame> frames, Question question)
      throws InterruptedException {
    Breakdown breakdown = spec.breakdown();
    if (breakdown == null) {
      return null;
    }
    List<Select> counts = new ArrayList<>();
    for (Frame frame : frames) {
      for (int i = 0; i < spec.series().size() && !frame.window().isEmpty(); i++) {
        counts.add(query(spec, i, frame, null, question).counts());
      }
    }
    return counts.isEmpty()
        ? new Kept(List.of(), true)
        : Kept.of(breakdown, question.rows(Kept.query(breakdown, new Relation.Union(counts))));
  }

  private static void refuseTooMany(TrendsSpec spec, List<Frame> frames, @Nullable Kept kept) {
    long lines = (kept == null ? 1 : kept.tuples().size() + 1L) * spec.series().size();
    long numbers = frames.stream().mapToLong(frame -> frame.size() * lines).sum();
    if (numbers > MOST_NUMBERS) {
      throw new SpecException(
          "$.interval",
          "the answer would have " + numbers + " numbers; at most " + MOST_NUMBERS + " are given",
          "month");
    }
  }

  private static SeriesQuery query(
      TrendsSpec spec, int series, Frame frame, @Nullable Kept kept, Question question) {
    return new SeriesQuery(
        spec.series().get(series),
        frame,
        spec.breakdown(),
        kept,
        () -> question.scan(spec.common()));
  }

  @Override
  public Select people(TrendsSpec spec, Cell cell, Question question) throws InterruptedException {
    int index = series(spec, cell);
    List<Frame> frames = frames(spec, question);
    Kept kept = cell.breakdown().isPresent() ? kept(spec, frames, question) : null;
    Series series = spec.series().get(index);
    return new TrendPeople(
            series, frames.getFirst(), query(spec, index, frames.getFirst(), kept, question))
        .select(cell);
  }

  private static int series(TrendsSpec spec, Cell cell) {
    if (cell.series().isEmpty() && spec.series().size() == 1) {
      return 0;
    }
    Object named = cell.series().orElse("");
    if (named instanceof Integer index && index >= 0 && index < spec.series().size()) {
      return index;
    }
    throw new SpecException(
        "$.series",
        "series is the index of one of the query's " + spec.series().size() + " series, from 0",
        "0");
  }
}
