package io.causality.portal.insight.funnel;

import io.causality.functions.funnel.Attribution;
import io.causality.functions.funnel.Breakdown;
import io.causality.functions.funnel.Funnel;
import io.causality.functions.funnel.FunnelOrder;
import io.causality.functions.funnel.FunnelOutput;
import io.causality.functions.funnel.Masks;
import io.causality.functions.funnel.Periods;
import io.causality.functions.funnel.Span;
import io.causality.portal.insight.spec.FunnelSpec;
import io.causality.portal.insight.spec.On;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.time.Window;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a spec asks of each person's events.
 *
 * @param periods of the output {@code trends}; empty ones otherwise
 */
record FunnelPlan(
    FunnelSpec spec, Window window, io.causality.portal.insight.time.Periods periods) {
  /** Periods of all values in an answer; a browser shows fewer. */
  private static final long MOST_NUMBERS = 1_000_000;

  static FunnelPlan of(FunnelSpec spec, Window window) {
    boolean trends = spec.output() == FunnelSpec.Output.TRENDS;
    try {
      var periods =
          io.causality.portal.insight.time.Periods.of(
              new io.causality.portal.insight.time.Periods.Cut(
                  spec.interval(), spec.common().zone(), spec.common().weekStart()),
              trends ? window : new Window(0, -1, spec.common().zone(), false));
      FunnelSpec.Split split = spec.split();
      long numbers = (split == null ? 1 : split.breakdown().limit() + 1L) * periods.size();
      if (numbers > MOST_NUMBERS) {
        throw new SpecException(
            "$.interval",
            "the answer could have " + numbers + " numbers; at most " + MOST_NUMBERS + " are given",
            "month");
      }
      return new FunnelPlan(spec, window, periods);
    } catch (io.causality.portal.insight.time.Periods.TooManyException e) {
      throw new SpecException("$.interval", "the range has " + e.getMessage(), "month");
    }
  }

  /** The definition for the functions. */
  Funnel funnel() {
    long firstEver = 0;
    for (int step = 0; step < spec.steps().size(); step++) {
      if (spec.steps().get(step).firstTimeEver()) {
        firstEver |= Masks.step(step);
      }
    }
    FunnelSpec.Split split = spec.split();
    return new Funnel(
        spec.steps().size(),
        switch (spec.order()) {
          case ORDERED -> FunnelOrder.ORDERED;
          case STRICT -> FunnelOrder.STRICT;
          case UNORDERED -> FunnelOrder.UNORDERED;
        },
        spec.window().toMillis(),
        spans(),
        firstEver,
        split == null ? Breakdown.NONE : breakdown(split),
        switch (spec.output()) {
          case STEPS -> FunnelOutput.STEPS;
          case TRENDS -> FunnelOutput.TRENDS;
          case TIME_TO_CONVERT -> FunnelOutput.TIME_TO_CONVERT;
        },
        spec.fromStep(),
        spec.toStep(),
        new Periods(IntStream.range(0, periods.size()).mapToObj(periods::start).toList()),
        Funnel.EVERY_PERIOD,
        spec.binCount().orElse(0),
        split == null ? 0 : split.step());
  }

  private static Breakdown breakdown(FunnelSpec.Split split) {
    return new Breakdown(
        attribution(split.attribution()),
        split.breakdown().keys().size(),
        split.breakdown().limit(),
        null);
  }

  private static Attribution attribution(FunnelSpec.@Nullable Attribution attribution) {
    return switch (attribution) {
      case null -> Attribution.NONE;
      case FIRST_TOUCH -> Attribution.FIRST_TOUCH;
      case LAST_TOUCH -> Attribution.LAST_TOUCH;
      case ALL_EVENTS -> Attribution.ALL_EVENTS;
      case STEP -> Attribution.STEP;
    };
  }

  /** The different spans of the exclusions: those of the same steps share a bit. */
  List<Span> spans() {
    List<Span> spans = spec.exclusions().stream().map(FunnelPlan::span).distinct().toList();
    if (spans.size() > Masks.MOST_EXCLUSIONS) {
      throw new SpecException(
          "$.exclusions",
          "exclusions between more than " + Masks.MOST_EXCLUSIONS + " different pairs of steps",
          null);
    }
    return spans;
  }

  static Span span(FunnelSpec.Exclusion exclusion) {
    return new Span(exclusion.fromStep(), exclusion.toStep());
  }

  boolean byPerson() {
    FunnelSpec.Split split = spec.split();
    return split != null && split.breakdown().on() == On.PERSON;
  }
}
