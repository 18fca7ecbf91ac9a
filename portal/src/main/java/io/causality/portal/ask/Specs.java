package io.causality.portal.ask;

import io.causality.portal.ask.read.Calendar;
import io.causality.portal.ask.read.Intent;
import io.causality.portal.ask.read.Intent.Filter;
import io.causality.portal.ask.read.Intent.Funnel;
import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.read.Range;
import io.causality.portal.ask.read.Vocabulary.Owner;
import io.causality.portal.ask.read.Vocabulary.Property;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes InsightSpecs. Pure. */
final class Specs {
  /** More values than a breakdown keeps at most. */
  static final int VALUES = 1_000;

  private final Calendar calendar;
  private final List<Filter> filters;

  /**
   * @param filters apply to every event
   */
  Specs(Calendar calendar, List<Filter> filters) {
    this.calendar = calendar;
    this.filters = filters;
  }

  private Map<String, Object> common(String kind, Range range) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("kind", kind);
    spec.put("from", range.specFrom());
    spec.put("to", range.specTo());
    zone(spec);
    return spec;
  }

  private void zone(Map<String, Object> spec) {
    spec.put("timezone", calendar.zone().getId());
    if (calendar.weekStart() != DayOfWeek.MONDAY) {
      spec.put("week_start", "sunday");
    }
    if (!filters.isEmpty()) {
      spec.put("filters", filters(filters));
    }
  }

  static List<Map<String, Object>> filters(List<Filter> filters) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Filter filter : filters) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("key", filter.property().name());
      one.put("op", filter.op().spec());
      boolean numeric =
          switch (filter.op()) {
            case GT, GTE, LT, LTE -> true;
            case IS, IS_NOT, IS_SET, IS_NOT_SET, CONTAINS -> false;
          };
      if (numeric) {
        one.put("value", Double.valueOf(filter.values().getFirst()));
      } else if (filter.values().size() == 1) {
        one.put("value", filter.values().getFirst());
      } else if (!filter.values().isEmpty()) {
        one.put("value", filter.values());
      }
      if (filter.property().owner() == Owner.PERSON) {
        one.put("on", "person");
      }
      list.add(one);
    }
    return list;
  }

  static Map<String, Object> selector(@Nullable String event, List<Filter> own) {
    Map<String, Object> selector = new LinkedHashMap<>();
    selector.put("event", event);
    if (!own.isEmpty()) {
      selector.put("filters", filters(own));
    }
    return selector;
  }

  private static Map<String, Object> series(Measure measure) {
    Map<String, Object> series = selector(measure.event(), measure.filters());
    series.put("math", measure.math().spec());
    if (measure.property() != null) {
      series.put("math_property", measure.property().name());
    }
    return series;
  }

  /** Numbers of measures. */
  Map<String, Object> trends(
      List<Measure> measures,
      Range range,
      @Nullable Range compared,
      Intent.@Nullable Interval interval,
      List<String> keys,
      boolean ofPersons) {
    Map<String, Object> spec = common("trends", range);
    spec.put("series", measures.stream().map(Specs::series).toList());
    if (interval == null) {
      spec.put("aggregate", true);
    } else {
      spec.put("interval", text(interval));
    }
    if (!keys.isEmpty()) {
      spec.put("breakdown", breakdown(keys, ofPersons));
    }
    if (compared != null) {
      spec.put("compare", Map.of("from", compared.specFrom(), "to", compared.specTo()));
    }
    return spec;
  }

  private static Map<String, Object> breakdown(List<String> keys, boolean ofPersons) {
    Map<String, Object> breakdown = new LinkedHashMap<>();
    breakdown.put("on", ofPersons ? "person" : "event");
    breakdown.put("keys", keys);
    breakdown.put("limit", VALUES);
    return breakdown;
  }

  /** How far people get; {@code output} is one of the spec. */
  Map<String, Object> funnel(
      Funnel funnel,
      Range range,
      String output,
      Intent.@Nullable Interval interval,
      List<Property> keys,
      List<Filter> ofFirst) {
    Map<String, Object> spec = common("funnel", range);
    List<Map<String, Object>> steps = new ArrayList<>();
    for (String event : funnel.steps()) {
      steps.add(selector(event, steps.isEmpty() ? ofFirst : List.of()));
    }
    spec.put("steps", steps);
    spec.put("window", Map.of("value", funnel.windowDays(), "unit", "day"));
    if (!output.equals("steps")) {
      spec.put("output", output);
    }
    if (interval != null) {
      spec.put("interval", text(interval));
    }
    if (!keys.isEmpty()) {
      spec.put(
          "breakdown",
          breakdown(
              keys.stream().map(Property::name).toList(), keys.getFirst().owner() == Owner.PERSON));
    }
    return spec;
  }

  /** Who comes back; {@code intervals} periods, the last of which holds the range's end. */
  Map<String, Object> retention(Intent.Retention retention, int intervals, Range range) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("kind", "retention");
    spec.put("mode", "first_time");
    spec.put("target", selector(retention.target(), List.of()));
    spec.put("returning", selector(retention.returning(), List.of()));
    spec.put("period", text(retention.period()));
    spec.put("intervals", intervals);
    spec.put("to", range.specTo());
    zone(spec);
    return spec;
  }

  /** The items right after, or before, another; or all steps of paths. */
  Map<String, Object> paths(Range range, @Nullable String item, boolean before, boolean pages) {
    Map<String, Object> spec = common("paths", range);
    if (pages) {
      spec.put("include", List.of("page", "screen"));
    }
    if (item != null) {
      spec.put(before ? "end" : "start", item);
      spec.put("max_steps", 2);
      spec.put("edge_limit", VALUES);
    }
    return spec;
  }

  static String text(Intent.Interval interval) {
    return interval.name().toLowerCase(Locale.ROOT);
  }
}
