package io.causality.portal.insight;

import io.causality.portal.insight.spec.Filter;
import java.util.List;

/** Knows the filter of internal users that an app has saved. */
@FunctionalInterface
public interface Internal {
  /** The conditions that an event must meet to count when internal users are excluded. */
  List<Filter> of(String app);
}
