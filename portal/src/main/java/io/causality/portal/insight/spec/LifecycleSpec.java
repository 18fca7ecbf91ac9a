package io.causality.portal.insight.spec;

import java.util.List;

/** New, returning, resurrecting and dormant persons per period. */
public record LifecycleSpec(Common common, Selector series, Interval interval)
    implements InsightSpec {
  static LifecycleSpec read(Common common, Fields fields) {
    return new LifecycleSpec(
        common,
        SelectorParser.alone(fields.requiredObject("series")),
        fields.choice("interval", Interval.values()).orElse(Interval.DAY));
  }

  @Override
  public List<Selector> selectors() {
    return List.of(series);
  }
}
