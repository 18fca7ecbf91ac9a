package io.causality.portal.insight.spec;

import java.util.List;

/** In how many periods persons are active. */
public record StickinessSpec(Common common, Selector series, Interval interval)
    implements InsightSpec {
  static StickinessSpec read(Common common, Fields fields) {
    return new StickinessSpec(
        common,
        SelectorParser.alone(fields.requiredObject("series")),
        fields.choice("interval", Interval.values()).orElse(Interval.DAY));
  }

  @Override
  public List<Selector> selectors() {
    return List.of(series);
  }
}
