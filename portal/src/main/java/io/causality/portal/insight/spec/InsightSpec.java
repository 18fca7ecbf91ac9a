package io.causality.portal.insight.spec;

import java.util.List;

/** A question of one kind. */
public sealed interface InsightSpec
    permits TrendsSpec,
        FunnelSpec,
        RetentionSpec,
        PathsSpec,
        LifecycleSpec,
        StickinessSpec,
        SessionsSpec {
  /** Range, zone and filters. */
  Common common();

  /** Every selector in it, each with its place; for warnings about unknown names. */
  List<Selector> selectors();

  /** The keys of its breakdown, if it has one. */
  default List<Breakdown> breakdowns() {
    return List.of();
  }
}
