package io.causality.functions.funnel;

import io.causality.functions.log.Definition;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked of each person's events. Immutable.
 *
 * @param steps 1 to {@value Masks#MOST_STEPS}
 * @param windowMs longest time from the first step's event to the last, inclusive
 * @param exclusions in the order of their bits in the masks
 * @param firstEver bit k: only the person's first event ever that matches step k counts for it
 * @param fromStep what entering means in trends and times, from 0
 * @param toStep what converting means
 * @param periods of {@link FunnelOutput#TRENDS}; a range that is empty has none
 * @param onlyPeriod only attempts that begin in this period count; {@value #EVERY_PERIOD} for all
 * @param bins of {@link FunnelOutput#TIME_TO_CONVERT}; 0 for the cube root of the persons
 */
public record Funnel(
    int steps,
    FunnelOrder order,
    long windowMs,
    List<Span> exclusions,
    long firstEver,
    Breakdown breakdown,
    FunnelOutput output,
    int fromStep,
    int toStep,
    Periods periods,
    int onlyPeriod,
    int bins,
    int attributionStep) {
  /** {@link #onlyPeriod} when all count. */
  public static final int EVERY_PERIOD = -1;

  /** Checks and copies. */
  public Funnel {
    exclusions = List.copyOf(exclusions);
    if (steps < 1 || steps > Masks.MOST_STEPS) {
      throw new IllegalArgumentException("bad number of steps: " + steps);
    }
    if (exclusions.size() > Masks.MOST_EXCLUSIONS) {
      throw new IllegalArgumentException("too many exclusions: " + exclusions.size());
    }
    for (Span span : exclusions) {
      checkStep("exclusion", span.toStep(), steps);
    }
    checkStep("fromStep", fromStep, steps);
    checkStep("toStep", toStep, steps);
    checkStep("attributionStep", attributionStep, steps);
    if (windowMs < 0 || bins < 0 || onlyPeriod < EVERY_PERIOD) {
      throw new IllegalArgumentException(
          "bad window, bins or period: " + windowMs + ", " + bins + ", " + onlyPeriod);
    }
  }

  private static void checkStep(String name, int step, int steps) {
    if (step < 0 || step >= steps) {
      throw new IllegalArgumentException("bad " + name + ": " + step + " of " + steps);
    }
  }

  /** Counts of steps, without anything special. */
  public static Funnel of(int steps, FunnelOrder order, long windowMs) {
    return new Funnel(
        steps,
        order,
        windowMs,
        List.of(),
        0,
        Breakdown.NONE,
        FunnelOutput.STEPS,
        0,
        steps - 1,
        Periods.NONE,
        EVERY_PERIOD,
        0,
        0);
  }

  /** This funnel with another breakdown. */
  public Funnel with(Breakdown other) {
    return new Funnel(
        steps,
        order,
        windowMs,
        exclusions,
        firstEver,
        other,
        output,
        fromStep,
        toStep,
        periods,
        onlyPeriod,
        bins,
        attributionStep);
  }

  /** This funnel with only the attempts that begin in one period. */
  public Funnel inPeriod(int period) {
    return new Funnel(
        steps,
        order,
        windowMs,
        exclusions,
        firstEver,
        breakdown,
        output,
        fromStep,
        toStep,
        periods,
        period,
        bins,
        attributionStep);
  }

  /** The text that {@link #of(String)} reads. */
  public String text() {
    List<Long> spans = new ArrayList<>();
    for (Span span : exclusions) {
      spans.add((long) span.fromStep());
      spans.add((long) span.toStep());
    }
    Definition definition =
        new Definition()
            .put("steps", steps)
            .put("order", order)
            .put("window_ms", windowMs)
            .putNumbers("exclusions", spans)
            .put("first_ever", firstEver)
            .put("attribution", breakdown.attribution())
            .put("attribution_step", attributionStep)
            .put("keys", breakdown.keys())
            .put("limit", breakdown.limit())
            .put("output", output)
            .put("from_step", fromStep)
            .put("to_step", toStep)
            .putNumbers("periods", periods.distances())
            .put("only_period", onlyPeriod)
            .put("bins", bins);
    List<String> kept = breakdown.kept();
    if (kept != null) {
      definition.put("kept", kept);
    }
    return definition.toString();
  }

  /**
   * Reads the text of a funnel.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  public static Funnel of(String text) {
    Definition definition = Definition.of(text);
    List<Long> spans = definition.numbers("exclusions");
    List<Span> exclusions = new ArrayList<>();
    for (int i = 0; i + 1 < spans.size(); i += 2) {
      exclusions.add(new Span(Math.toIntExact(spans.get(i)), Math.toIntExact(spans.get(i + 1))));
    }
    return new Funnel(
        definition.whole("steps"),
        definition.choice("order", FunnelOrder.class),
        definition.number("window_ms"),
        exclusions,
        definition.number("first_ever"),
        new Breakdown(
            definition.choice("attribution", Attribution.class),
            definition.whole("keys"),
            definition.whole("limit"),
            definition.texts("kept")),
        definition.choice("output", FunnelOutput.class),
        definition.whole("from_step"),
        definition.whole("to_step"),
        Periods.ofDistances(definition.numbers("periods")),
        definition.whole("only_period"),
        definition.whole("bins"),
        definition.whole("attribution_step"));
  }
}
