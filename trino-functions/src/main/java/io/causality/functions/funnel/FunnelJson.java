package io.causality.functions.funnel;

import io.causality.functions.log.JsonText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Totals as JSON: {@code {"values":[{"breakdown":[…], …}]}}, the kept values by persons descending,
 * then what was merged. When one person may count under several values, totals of values cannot be
 * merged: then it is {@code {"keep":[…]}} with the texts to keep, for a second run.
 */
final class FunnelJson {
  private static final double MS_PER_SECOND = 1000;

  private final Funnel funnel;
  private final Map<String, ValueTotals> values;
  private final Supplier<ValueTotals> empty;

  FunnelJson(Funnel funnel, Map<String, ValueTotals> values, Supplier<ValueTotals> empty) {
    this.funnel = funnel;
    this.values = values;
    this.empty = empty;
  }

  String json() {
    Breakdown breakdown = funnel.breakdown();
    String other = breakdown.other();
    List<String> known = breakdown.kept();
    boolean merged = known != null && values.containsKey(other) && !known.contains(other);
    List<String> ranked =
        values.keySet().stream()
            .filter(value -> !(merged && value.equals(other)))
            .sorted(byPersons().thenComparing(breakdown.byText()))
            .collect(Collectors.toCollection(ArrayList::new));
    ValueTotals rest = merged ? totals(other) : null;
    if (known == null && ranked.size() > breakdown.limit()) {
      List<String> beyond = ranked.subList(breakdown.limit(), ranked.size());
      if (breakdown.attribution().several()) {
        return "{\"keep\":" + JsonText.strings(ranked.subList(0, breakdown.limit())) + "}";
      }
      rest = empty.get();
      for (String value : beyond) {
        rest.add(totals(value));
      }
      beyond.clear();
      if (ranked.remove(other)) {
        rest.add(totals(other));
      }
    }
    List<String> shown =
        ranked.stream()
            .sorted(
                byPersons().thenComparing(breakdown::isMissing).thenComparing(breakdown.byText()))
            .map(value -> value(value, totals(value), false))
            .collect(Collectors.toCollection(ArrayList::new));
    if (rest != null) {
      shown.add(value(other, rest, true));
    }
    return "{\"values\":" + JsonText.list(shown) + "}";
  }

  private Comparator<String> byPersons() {
    return Comparator.comparing(value -> -totals(value).persons());
  }

  private ValueTotals totals(String value) {
    ValueTotals totals = values.get(value);
    return totals == null ? empty.get() : totals;
  }

  private String value(String text, ValueTotals totals, boolean merged) {
    String what =
        switch (funnel.output()) {
          case STEPS -> steps(totals);
          case TRENDS -> trends(totals);
          case TIME_TO_CONVERT -> new Histogram(totals.sums, totals.counts).json(funnel.bins());
        };
    return "{\"breakdown\":"
        + JsonText.strings(funnel.breakdown().values(text))
        + ",\"other\":"
        + merged
        + ","
        + what
        + "}";
  }

  private String steps(ValueTotals totals) {
    List<String> average = new ArrayList<>();
    List<String> median = new ArrayList<>();
    for (int step = 0; step < funnel.steps(); step++) {
      long persons = totals.reached[step];
      boolean none = step == 0 || persons == 0;
      average.add(none ? "null" : JsonText.number(totals.meanSums[step] / persons / MS_PER_SECOND));
      median.add(none ? "null" : JsonText.number(median(totals, step)));
    }
    return "\"counts\":"
        + numbers(totals.reached)
        + ",\"avg_s\":"
        + JsonText.list(average)
        + ",\"median_s\":"
        + JsonText.list(median);
  }

  /** The list holds twice the milliseconds, and the median of it comes doubled. */
  private static double median(ValueTotals totals, int step) {
    return totals.medians[step].twiceTheMedian() / (4 * MS_PER_SECOND);
  }

  private String trends(ValueTotals totals) {
    int periods = funnel.periods().starts().size();
    long[] entered = new long[periods];
    long[] converted = new long[periods];
    totals.periods.forEach(
        (period, starts) -> {
          entered[period] = starts.entered;
          converted[period] = starts.converted;
        });
    List<String> rates = new ArrayList<>();
    for (int period = 0; period < periods; period++) {
      rates.add(rate(converted[period], entered[period]));
    }
    return "\"entered\":"
        + numbers(entered)
        + ",\"converted\":"
        + numbers(converted)
        + ",\"rate_pct\":"
        + JsonText.list(rates);
  }

  static String rate(long converted, long entered) {
    return entered == 0
        ? "0"
        : JsonText.number(
            BigDecimal.valueOf(100 * converted)
                .divide(BigDecimal.valueOf(entered), 2, RoundingMode.HALF_UP)
                .doubleValue());
  }

  private static String numbers(long[] numbers) {
    return JsonText.list(LongStream.of(numbers).mapToObj(Long::toString).toList());
  }
}
