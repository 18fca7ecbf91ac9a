package io.causality.portal.insight;

import io.causality.portal.insight.spec.Breakdown;
import io.causality.portal.insight.spec.Filter;
import io.causality.portal.insight.spec.InsightSpec;
import io.causality.portal.insight.spec.Nearest;
import io.causality.portal.insight.spec.On;
import io.causality.portal.insight.spec.Selector;
import io.causality.portal.insight.spec.Series;
import io.causality.portal.insight.spec.TrendsSpec;
import io.causality.proto.lake.LakeColumn;
import io.causality.proto.lake.LakeSchema;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds names in a spec that the app has never seen. */
final class Warnings {
  private static final Set<String> COLUMNS =
      LakeSchema.current().columns().stream()
          .map(LakeColumn::name)
          .collect(Collectors.toUnmodifiableSet());

  private final Set<String> events = new TreeSet<>();
  private final Set<String> properties = new TreeSet<>();
  private final Set<String> traits = new TreeSet<>();

  private Warnings() {}

  /** One warning per unknown name: {@code code}, {@code name}, {@code suggestion}. */
  static JsonArray of(InsightSpec spec, KnownNames.Names known) {
    Warnings used = new Warnings();
    spec.common().filters().forEach(used::filter);
    spec.selectors().forEach(used::selector);
    for (Breakdown breakdown : spec.breakdowns()) {
      breakdown.keys().forEach(key -> used.key(breakdown.on(), key));
    }
    if (spec instanceof TrendsSpec trends) {
      for (Series series : trends.series()) {
        if (series.property() != null) {
          used.key(On.EVENT, series.property());
        }
      }
    }
    JsonArray warnings = new JsonArray();
    warn(warnings, "unknown_event", used.events, known.events());
    Set<String> ownAndColumns = new TreeSet<>(known.properties());
    ownAndColumns.addAll(COLUMNS);
    warn(warnings, "unknown_property", used.properties, ownAndColumns);
    warn(warnings, "unknown_trait", used.traits, known.traits());
    return warnings;
  }

  private static void warn(JsonArray to, String code, Set<String> used, Set<String> known) {
    for (String name : used) {
      if (!known.contains(name)) {
        to.add(
            new JsonObject()
                .put("code", code)
                .put("name", name)
                .put("suggestion", Nearest.to(name, known).orElse(null)));
      }
    }
  }

  private void selector(Selector selector) {
    selector.filters().forEach(this::filter);
    switch (selector) {
      case Selector.Named named -> {
        if (named.event() != null) {
          events.add(named.event());
        }
      }
      case Selector.AnyOf anyOf -> anyOf.selectors().forEach(this::selector);
    }
  }

  private void filter(Filter filter) {
    switch (filter) {
      case Filter.All all -> all.filters().forEach(this::filter);
      case Filter.Any any -> any.filters().forEach(this::filter);
      case Filter.Property property -> key(property.on(), property.key());
      case Filter.InCohort in -> {
        // A cohort that is not there is an error, not a warning.
      }
    }
  }

  private void key(On on, String key) {
    switch (on) {
      case EVENT -> properties.add(key);
      case PERSON -> traits.add(key);
    }
  }
}
