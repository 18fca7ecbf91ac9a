package io.causality.portal.insight.spec;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which events are meant. */
public sealed interface Selector {
  /** Conditions that must hold too. */
  List<Filter> filters();

  /** What to call it: as the spec says, else after its events. */
  String label();

  /**
   * Events of one name.
   *
   * @param event null for any but those that only tell who somebody is
   */
  record Named(@Nullable String event, List<Filter> filters, @Nullable String given)
      implements Selector {
    public Named {
      filters = List.copyOf(filters);
    }

    @Override
    public String label() {
      return given != null ? given : event != null ? event : "Any event";
    }
  }

  /** Events that one of the selectors selects. */
  record AnyOf(List<Selector> selectors, List<Filter> filters, @Nullable String given)
      implements Selector {
    public AnyOf {
      selectors = List.copyOf(selectors);
      filters = List.copyOf(filters);
    }

    @Override
    public String label() {
      return given != null
          ? given
          : selectors.stream().map(Selector::label).collect(Collectors.joining(" or "));
    }
  }
}
