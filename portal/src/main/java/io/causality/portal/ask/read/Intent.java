package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Vocabulary.Property;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a question asks for, read whole.
 *
 * @param filters all of them apply to every event that is counted
 * @param keys properties to break down by
 * @param interval null when it is not asked over time
 * @param fold null when hours of the day or days of the week are not asked for
 * @param rank which of the rows are asked for
 * @param perPeriod whether the mean over the periods of {@code interval} is asked for
 * @param range null when the question named none
 * @param compared the other range, when two are compared
 */
public record Intent(
    Subject subject,
    List<Filter> filters,
    List<Property> keys,
    @Nullable Interval interval,
    @Nullable Fold fold,
    Rank rank,
    boolean perPeriod,
    @Nullable Range range,
    @Nullable Range compared) {
  public Intent {
    filters = List.copyOf(filters);
    keys = List.copyOf(keys);
  }

  /** How time is cut. */
  public enum Interval {
    HOUR,
    DAY,
    WEEK,
    MONTH
  }

  /** What times are put together. */
  public enum Fold {
    HOUR_OF_DAY,
    WEEKDAY
  }

  /** How a filter compares. */
  public enum Op {
    IS("exact"),
    IS_NOT("is_not"),
    GT("gt"),
    GTE("gte"),
    LT("lt"),
    LTE("lte"),
    IS_SET("is_set"),
    IS_NOT_SET("is_not_set"),
    CONTAINS("icontains");

    private final String spec;

    Op(String spec) {
      this.spec = spec;
    }

    /** The op of an InsightSpec. */
    public String spec() {
      return spec;
    }
  }

  /**
   * A condition.
   *
   * @param values any of which fits; none for {@link Op#IS_SET} and {@link Op#IS_NOT_SET}
   */
  public record Filter(Property property, Op op, List<String> values) {
    public Filter {
      values = List.copyOf(values);
    }
  }

  /**
   * Which rows of a breakdown.
   *
   * @param most how many; 0 for all
   * @param ascending whether the smallest come first
   */
  public record Rank(int most, boolean ascending) {
    public static final Rank ALL = new Rank(0, false);

    public boolean isAll() {
      return most == 0;
    }
  }

  /** What is computed of events. */
  public enum Calculation {
    TOTAL("total"),
    PEOPLE("dau"),
    WEEKLY_ACTIVE("weekly_active"),
    MONTHLY_ACTIVE("monthly_active"),
    SESSIONS("unique_session"),
    FIRST_TIME("first_time"),
    PER_PERSON("count_per_person_avg"),
    SUM("sum"),
    AVG("avg"),
    MIN("min"),
    MAX("max"),
    MEDIAN("median"),
    P75("p75"),
    P90("p90"),
    P95("p95"),
    P99("p99"),
    /** Different values of a property. */
    DISTINCT("distinct");

    private final String spec;

    Calculation(String spec) {
      this.spec = spec;
    }

    /** The math of an InsightSpec. */
    public String spec() {
      return spec;
    }

    /** Whether numbers of parts add up to that of the whole. */
    public boolean isAdditive() {
      return this == TOTAL || this == SUM || this == FIRST_TIME;
    }
  }

  /**
   * Something that is counted.
   *
   * @param event null for any event
   * @param property whose numbers count; null where it is not about numbers
   * @param filters of this alone
   */
  public record Measure(
      @Nullable String event, Calculation math, @Nullable Property property, List<Filter> filters) {
    public Measure {
      filters = List.copyOf(filters);
    }

    public static Measure of(@Nullable String event, Calculation math) {
      return new Measure(event, math, null, List.of());
    }
  }

  /** What the question is about. */
  public sealed interface Subject {}

  /** One measure. */
  public record Counting(Measure measure) implements Subject {}

  /**
   * How many people did something often enough.
   *
   * @param least how many times, at least
   */
  public record Repeated(Measure measure, int least) implements Subject {}

  /** Several measures beside each other, one row each. */
  public record Several(List<Measure> measures) implements Subject {
    public Several {
      measures = List.copyOf(measures);
    }
  }

  /**
   * One measure divided by another.
   *
   * @param percent whether in hundredths
   */
  public record Ratio(Measure part, Measure whole, boolean percent) implements Subject {}

  /** How much one measure changed between two ranges, in percent. */
  public record Change(Measure measure) implements Subject {}

  /**
   * How far people get.
   *
   * @param steps names of events; null is any event
   * @param windowDays from the first step to the last
   */
  public record Funnel(List<String> steps, Show show, int windowDays, boolean windowNamed)
      implements Subject {
    public Funnel {
      steps = List.copyOf(steps);
    }

    /** What of it. */
    public enum Show {
      STEPS,
      CONVERSION,
      PEOPLE,
      DROPPED,
      /** How many of a hundred did not come to the last step. */
      DROP_RATE,
      AVERAGE_TIME,
      MEDIAN_TIME
    }
  }

  /**
   * Who comes back.
   *
   * @param target null for any event
   * @param returning null for any event
   * @param cell which period after the first; empty for the table
   */
  public record Retention(
      @Nullable String target,
      @Nullable String returning,
      Interval period,
      Optional<Integer> cell,
      boolean people)
      implements Subject {}

  /**
   * What people do right after, or before.
   *
   * @param item of a path: event, page or screen
   * @param pages whether only pages and screens count
   */
  public record Neighbours(String item, boolean before, boolean pages) implements Subject {}

  /** The most frequent steps of paths. */
  public record Paths(boolean pages) implements Subject {}

  /** Which people are active, compared with the period before. */
  public record Lifecycle(String kind, @Nullable String event) implements Subject {}

  /** Why a measure changed between two ranges. */
  public record Explanation(Measure measure) implements Subject {}

  /** The same about something else. */
  public Intent about(Subject other) {
    return new Intent(other, filters, keys, interval, fold, rank, perPeriod, range, compared);
  }

  /** The same at another time. */
  public Intent during(@Nullable Range newRange, @Nullable Range newCompared) {
    return new Intent(
        subject, filters, keys, interval, fold, rank, perPeriod, newRange, newCompared);
  }
}
