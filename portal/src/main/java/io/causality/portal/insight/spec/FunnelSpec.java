package io.causality.portal.insight.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far people get.
 *
 * @param window from the first step's event to the last, inclusive
 * @param split null for none
 * @param fromStep for {@code trends} and {@code time_to_convert}, from 0
 * @param toStep after {@code fromStep}
 */
public record FunnelSpec(
    Common common,
    List<Step> steps,
    Order order,
    Duration window,
    List<Exclusion> exclusions,
    @Nullable Split split,
    Output output,
    int fromStep,
    int toStep,
    Interval interval,
    OptionalInt binCount)
    implements InsightSpec {
  static final int MOST_STEPS = 20;
  static final int MOST_BINS = 1_000;
  static final int LONGEST_WINDOW = 1_000_000;

  public FunnelSpec {
    steps = List.copyOf(steps);
    exclusions = List.copyOf(exclusions);
  }

  /**
   * A step.
   *
   * @param firstTimeEver only the person's first such event ever counts
   */
  public record Step(Selector selector, boolean firstTimeEver) {}

  /** Events between two steps that void an attempt. */
  public record Exclusion(Selector selector, int fromStep, int toStep) {}

  /**
   * A breakdown and whose value counts.
   *
   * @param attribution null with traits: a person has one value
   * @param step whose event's value counts, with the attribution {@code step}
   */
  public record Split(Breakdown breakdown, @Nullable Attribution attribution, int step) {}

  /** In which order the steps must come. */
  public enum Order implements Choice {
    ORDERED,
    STRICT,
    UNORDERED
  }

  /** Which event's values a person gets. */
  public enum Attribution implements Choice {
    FIRST_TOUCH,
    LAST_TOUCH,
    ALL_EVENTS,
    STEP
  }

  /** What comes back. */
  public enum Output implements Choice {
    STEPS,
    TRENDS,
    TIME_TO_CONVERT
  }

  private enum Unit implements Choice {
    SECOND(1),
    MINUTE(60),
    HOUR(3_600),
    DAY(86_400),
    WEEK(604_800);

    private final int seconds;

    Unit(int seconds) {
      this.seconds = seconds;
    }
  }

  static FunnelSpec read(Common common, Fields fields) {
    List<Step> steps =
        fields.list("steps", 1, MOST_STEPS).stream()
            .map(element -> step(element.fields()))
            .toList();
    int last = steps.size() - 1;
    Output output = fields.choice("output", Output.values()).orElse(Output.STEPS);
    int fromStep = fields.integer("from_step", 0, last).orElse(0);
    int toStep = fields.integer("to_step", 0, last).orElse(last);
    if (fromStep > toStep) {
      throw new SpecException(
          fields.at("from_step"),
          "from_step " + fromStep + " is after to_step " + toStep,
          Integer.toString(toStep));
    }
    List<Exclusion> exclusions = new ArrayList<>();
    for (Fields.Element element : fields.list("exclusions")) {
      exclusions.add(exclusion(element.fields(), last));
    }
    Optional<Split> split = fields.object("breakdown").map(breakdown -> split(breakdown, last));
    if (split.isPresent() && output == Output.TIME_TO_CONVERT) {
      throw new SpecException(
          fields.at("breakdown"), "the output time_to_convert takes no breakdown", null);
    }
    return new FunnelSpec(
        common,
        steps,
        fields.choice("order", Order.values()).orElse(Order.ORDERED),
        fields.object("window").map(FunnelSpec::window).orElse(Duration.ofDays(14)),
        exclusions,
        split.orElse(null),
        output,
        fromStep,
        toStep,
        fields.choice("interval", Interval.values()).orElse(Interval.DAY),
        fields.integer("bin_count", 1, MOST_BINS));
  }

  private static Step step(Fields fields) {
    boolean firstTimeEver = fields.truth("first_time_ever");
    Selector selector = SelectorParser.within(fields);
    fields.done();
    return new Step(selector, firstTimeEver);
  }

  private static Exclusion exclusion(Fields fields, int last) {
    int fromStep =
        fields.integer("from_step", 0, last).orElseThrow(() -> fields.missing("from_step"));
    int toStep = fields.integer("to_step", 0, last).orElseThrow(() -> fields.missing("to_step"));
    Selector selector = SelectorParser.within(fields);
    fields.done();
    if (fromStep >= toStep) {
      throw new SpecException(
          fields.at("to_step"), "to_step must be after from_step " + fromStep, null);
    }
    return new Exclusion(selector, fromStep, toStep);
  }

  private static Duration window(Fields fields) {
    int value =
        fields.integer("value", 1, LONGEST_WINDOW).orElseThrow(() -> fields.missing("value"));
    Unit unit = fields.requiredChoice("unit", Unit.values());
    fields.done();
    return Duration.ofSeconds((long) value * unit.seconds);
  }

  private static Split split(Fields fields, int last) {
    Optional<Attribution> attribution = fields.choice("attribution", Attribution.values());
    OptionalInt step = fields.integer("step", 0, last);
    Breakdown breakdown = Breakdown.within(fields);
    fields.done();
    if (breakdown.on() == On.PERSON) {
      if (attribution.isPresent()) {
        throw new SpecException(
            fields.at("attribution"), "with on: person there is no attribution", null);
      }
      return new Split(breakdown, null, 0);
    }
    Attribution chosen = attribution.orElse(Attribution.FIRST_TOUCH);
    if (chosen == Attribution.STEP && step.isEmpty()) {
      throw new SpecException(
          fields.at("step"), "the attribution step needs step: the number of a step, from 0", "0");
    }
    return new Split(breakdown, chosen, step.orElse(0));
  }

  @Override
  public List<Selector> selectors() {
    return Stream.concat(
            steps.stream().map(Step::selector), exclusions.stream().map(Exclusion::selector))
        .toList();
  }

  @Override
  public List<Breakdown> breakdowns() {
    return Stream.of(Optional.ofNullable(split))
        .flatMap(Optional::stream)
        .map(Split::breakdown)
        .toList();
  }
}
