package io.causality.portal.insight;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.causality.portal.insight.InsightService.Answer;
import io.causality.portal.insight.spec.Comparison;
import io.causality.portal.insight.spec.Filter;
import io.causality.portal.insight.spec.InsightSpec;
import io.causality.portal.insight.spec.Moment;
import io.causality.portal.insight.spec.TrendsSpec;
import io.causality.portal.insight.time.Windows;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last answer to each question, with what it was true of. Thread-safe.
 *
 * <p>A question whose range is over has one answer for a state of the data, whenever it is asked;
 * one whose range reaches to now has another one from time to time, since what was in the future
 * then may lie in the range now.
 */
final class AnswerCache {
  /** Answers of a range that reaches to now are reused while no new data came, for that long. */
  private static final Duration MOVES = Duration.ofSeconds(30);

  private final Cache<Key, Kept> answers;

  AnswerCache(long bytes) {
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((Key key, Kept kept) -> weight(kept.answer()))
            .build();
  }

  /**
   * A question with its range as instants.
   *
   * @param ends of its ranges, in ms; 0 for one that is now or depends on the data
   * @param cohorts the state of the app's cohorts
   * @param internal the app's filter of internal users, if the question uses it
   */
  record Key(
      String app, InsightSpec spec, List<Long> ends, String cohorts, List<Filter> internal) {}

  /** A state of the data and of time; answers to a question at the same state are the same. */
  record State(String version, long moment) {
    static State at(String version, Instant now) {
      return new State(version, now.toEpochMilli() / MOVES.toMillis());
    }
  }

  /**
   * An answer that was given.
   *
   * @param asked the instant at which the question counted as asked
   * @param lasting whether asking later changes nothing, as long as the data stays
   */
  private record Kept(Answer answer, State state, Instant asked, boolean lasting) {
    boolean holds(State now, Instant at) {
      return state.version().equals(now.version())
          && (state.moment() == now.moment() || (lasting && !at.isBefore(asked)));
    }
  }

  /** The key of a question that counts as asked at that instant. */
  static Key key(String app, InsightSpec spec, Instant now, String cohorts, List<Filter> internal) {
    ZoneId zone = spec.common().zone();
    List<Long> ends = new ArrayList<>();
    for (Moment moment : moments(spec)) {
      ends.add(
          switch (moment) {
            case Moment.Day d -> Windows.last(moment, zone, now);
            case Moment.At a -> Windows.last(moment, zone, now);
            case Moment.DaysAgo d -> Windows.last(moment, zone, now);
            case Moment.MonthToDate m ->
                now.atZone(zone).toLocalDate().withDayOfMonth(1).toEpochDay();
            case Moment.YearToDate y ->
                now.atZone(zone).toLocalDate().withDayOfYear(1).toEpochDay();
            case Moment.HoursAgo h -> 0L;
            case Moment.Now n -> 0L;
            case Moment.All a -> 0L;
          });
    }
    return new Key(app, spec, ends, cohorts, internal);
  }

  private static List<Moment> moments(InsightSpec spec) {
    List<Moment> moments = new ArrayList<>();
    moments.add(spec.common().from());
    moments.add(spec.common().to());
    if (spec instanceof TrendsSpec trends
        && trends.comparison() instanceof Comparison.Between(Moment from, Moment to)) {
      moments.add(from);
      moments.add(to);
    }
    return moments;
  }

  /** Whether all ranges of the question lie before {@code now}, wherever they begin. */
  private static boolean isOver(InsightSpec spec, Instant now) {
    ZoneId zone = spec.common().zone();
    return moments(spec).stream()
        .allMatch(
            moment ->
                switch (moment) {
                  case Moment.Day d -> Windows.last(moment, zone, now) < now.toEpochMilli();
                  case Moment.At a -> Windows.last(moment, zone, now) < now.toEpochMilli();
                  case Moment.DaysAgo d -> Windows.last(moment, zone, now) < now.toEpochMilli();
                  case Moment.MonthToDate m -> true;
                  case Moment.YearToDate y -> true;
                  case Moment.All a -> true;
                  case Moment.HoursAgo h -> false;
                  case Moment.Now n -> false;
                });
  }

  /** The kept answer, if it is the answer at this state. */
  Optional<Answer> current(Key key, State state, Instant now) {
    return Optional.ofNullable(answers.getIfPresent(key))
        .filter(kept -> kept.holds(state, now))
        .map(Kept::answer);
  }

  /** The kept answer, if it was true at most so long ago. */
  Optional<Answer> recent(Key key, Instant now, Duration maxAge) {
    return Optional.ofNullable(answers.getIfPresent(key))
        .filter(kept -> Duration.between(kept.asked(), now).abs().compareTo(maxAge) <= 0)
        .map(Kept::answer);
  }

  /**
   * Keeps an answer.
   *
   * @param now the instant at which the question counted as asked
   * @param dependsOnNow whether more than the range depends on it
   */
  void keep(Key key, State state, Instant now, Answer answer, boolean dependsOnNow) {
    boolean lasting = !dependsOnNow && answer.incompleteFrom().isEmpty() && isOver(key.spec(), now);
    answers.put(key, new Kept(answer, state, now, lasting));
  }

  private static int weight(Answer answer) {
    int sql = answer.sql().stream().mapToInt(String::length).sum();
    return 1_000 + answer.result().length() + 2 * sql;
  }
}
