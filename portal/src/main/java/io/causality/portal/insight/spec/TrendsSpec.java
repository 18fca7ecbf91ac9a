package io.causality.portal.insight.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers over time.
 *
 * @param aggregate one number over the whole range instead of one per period
 */
public record TrendsSpec(
    Common common,
    List<Series> series,
    Interval interval,
    @Nullable Formula formula,
    @Nullable Breakdown breakdown,
    @Nullable Comparison comparison,
    boolean cumulative,
    boolean aggregate)
    implements InsightSpec {
  static final int MOST_SERIES = 26;

  public TrendsSpec {
    series = List.copyOf(series);
  }

  static TrendsSpec read(Common common, Fields fields) {
    List<Series> series =
        fields.list("series", 1, MOST_SERIES).stream()
            .map(element -> Series.read(element.fields()))
            .toList();
    Object compare = fields.raw("compare");
    return new TrendsSpec(
        common,
        series,
        fields.choice("interval", Interval.values()).orElse(Interval.DAY),
        fields
            .text("formula")
            .map(text -> Formula.parse(text, series.size(), fields.at("formula")))
            .orElse(null),
        fields.object("breakdown").map(Breakdown::read).orElse(null),
        compare == null ? null : Comparison.read(compare, fields.at("compare")),
        fields.truth("cumulative"),
        fields.truth("aggregate"));
  }

  @Override
  public List<Selector> selectors() {
    return series.stream().map(Series::selector).toList();
  }

  @Override
  public List<Breakdown> breakdowns() {
    return Stream.of(Optional.ofNullable(breakdown)).flatMap(Optional::stream).toList();
  }
}
