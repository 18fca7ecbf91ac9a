package io.causality.jobs.copies;

import io.causality.jobs.catalog.ForgottenValues.Value;
import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogProperty;
import io.causality.proto.v1.CatalogValue;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.example.data.Group;
import org.jspecify.annotations.Nullable;

/**
 * Which values of properties and traits, among those that the catalog holds, a person's rows have,
 * and which of them nobody else's have. Not thread-safe.
 */
final class PersonValues {
  private static final String TRAITS = "";

  /** By event and property. */
  private final Map<String, Map<String, Set<String>>> held = new HashMap<>();

  private final Map<String, Map<String, Set<String>>> theirs = new HashMap<>();
  private final Set<Value> all = new LinkedHashSet<>();
  private final Set<Value> elsewhere = new HashSet<>();

  /**
   * Values of a person.
   *
   * @param catalog the app's
   * @param known what earlier passes found
   */
  PersonValues(List<CatalogEntry> catalog, Collection<Value> known) {
    for (CatalogEntry entry : catalog) {
      for (CatalogProperty property : entry.getPropertiesList()) {
        at(held, entry.getName(), property.getName())
            .addAll(
                property.getValuesList().stream()
                    .map(CatalogValue::getValue)
                    .collect(Collectors.toSet()));
      }
    }
    known.forEach(this::found);
  }

  /** Whether they have any. */
  Set<Value> all() {
    return all;
  }

  /** Those that no row of somebody else had, of all rows that were told. */
  List<Value> only() {
    return all.stream().filter(value -> !elsewhere.contains(value)).toList();
  }

  /** A row of the events. */
  void event(Group row, boolean isTheirs) {
    String event = column(row, "event_name");
    if (event == null) {
      return;
    }
    Map<String, Set<String>> looked = (isTheirs ? held : theirs).getOrDefault(event, Map.of());
    if (looked.isEmpty()) {
      return;
    }
    Map<String, String> properties = properties(row);
    Set<Value> met = new HashSet<>();
    looked.forEach(
        (property, values) -> {
          String value =
              properties.containsKey(property) ? properties.get(property) : column(row, property);
          if (value != null && values.contains(value)) {
            met.add(new Value(event, property, value));
          }
        });
    met.forEach(value -> tell(value, isTheirs));
  }

  /** A row of the traits. */
  void trait(Group row, boolean isTheirs) {
    String value = column(row, "value");
    String name = row.getString("name", 0);
    Set<String> looked =
        (isTheirs ? held : theirs).getOrDefault(TRAITS, Map.of()).getOrDefault(name, Set.of());
    if (value != null && looked.contains(value)) {
      tell(new Value(TRAITS, name, value), isTheirs);
    }
  }

  private void tell(Value value, boolean isTheirs) {
    if (isTheirs) {
      found(value);
    } else {
      elsewhere.add(value);
    }
  }

  private void found(Value value) {
    all.add(value);
    at(theirs, value.event(), value.property()).add(value.value());
  }

  private static Set<String> at(
      Map<String, Map<String, Set<String>>> values, String event, String property) {
    return values
        .computeIfAbsent(event, name -> new HashMap<>())
        .computeIfAbsent(property, name -> new HashSet<>());
  }

  private static Map<String, String> properties(Group row) {
    Map<String, String> properties = new HashMap<>();
    if (row.getFieldRepetitionCount("properties") > 0) {
      Group map = row.getGroup("properties", 0);
      for (int i = 0; i < map.getFieldRepetitionCount(0); i++) {
        Group entry = map.getGroup(0, i);
        if (entry.getFieldRepetitionCount(1) > 0) {
          properties.put(entry.getString(0, 0), entry.getString(1, 0));
        }
      }
    }
    return properties;
  }

  private static @Nullable String column(Group row, String name) {
    return row.getType().containsField(name)
            && row.getType().getType(name).isPrimitive()
            && row.getFieldRepetitionCount(name) > 0
        ? row.getValueToString(row.getType().getFieldIndex(name), 0)
        : null;
  }
}
