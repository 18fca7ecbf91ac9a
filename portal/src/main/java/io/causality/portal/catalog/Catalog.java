package io.causality.portal.catalog;

import io.causality.portal.stream.KvMirror;
import io.causality.proto.CatalogEntries;
import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogProperty;
import io.causality.proto.v1.CatalogType;
import io.causality.proto.v1.CatalogValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Answers from the archive's catalog, in memory. Thread-safe. */
public final class Catalog {
  private final KvMirror bucket;
  private final Map<String, Read> read = new ConcurrentHashMap<>();

  private record Read(String text, CatalogEntry entry) {}

  public Catalog(KvMirror bucket) {
    this.bucket = bucket;
  }

  /** Whose property is meant. */
  public enum On {
    EVENT,
    PERSON
  }

  /**
   * A property over all events that carry it.
   *
   * @param type {@code string}, {@code number} or {@code boolean}
   */
  public record Property(String name, String type, long count, long lastSeenMs) {
    private Property merge(Property other) {
      return new Property(
          name,
          type.equals(other.type) ? type : "string",
          count + other.count,
          Math.max(lastSeenMs, other.lastSeenMs));
    }
  }

  /** The app's events, most frequent first. */
  public List<CatalogEntry> events(String app, String search, int limit) {
    return entries(app)
        .filter(entry -> !entry.getName().isEmpty() && contains(entry.getName(), search))
        .sorted(
            Comparator.comparingLong(CatalogEntry::getCount)
                .reversed()
                .thenComparing(CatalogEntry::getName))
        .limit(limit)
        .toList();
  }

  /**
   * Properties, those on most events first.
   *
   * @param event empty for those of all events; says nothing on persons
   */
  public List<Property> properties(
      String app, Optional<String> event, On on, String search, int limit) {
    Map<String, Property> merged = new HashMap<>();
    scope(app, event, on)
        .flatMap(entry -> entry.getPropertiesList().stream())
        .filter(property -> contains(property.getName(), search))
        .map(Catalog::property)
        .forEach(property -> merged.merge(property.name(), property, Property::merge));
    return merged.values().stream()
        .sorted(Comparator.comparingLong(Property::count).reversed().thenComparing(Property::name))
        .limit(limit)
        .toList();
  }

  /** Values of a property that are kept, most frequent first. */
  public List<CatalogValue> values(
      String app, String property, Optional<String> event, On on, String search, int limit) {
    Map<String, Long> counts = new HashMap<>();
    scope(app, event, on)
        .flatMap(entry -> entry.getPropertiesList().stream())
        .filter(known -> known.getName().equals(property))
        .flatMap(known -> known.getValuesList().stream())
        .filter(value -> contains(value.getValue(), search))
        .forEach(value -> counts.merge(value.getValue(), value.getCount(), Long::sum));
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(limit)
        .map(
            value ->
                CatalogValue.newBuilder()
                    .setValue(value.getKey())
                    .setCount(value.getValue())
                    .build())
        .toList();
  }

  /** Traits of the app's persons, most frequent first. */
  public List<CatalogProperty> traits(String app) {
    return entry(CatalogEntries.key(app, ""))
        .map(CatalogEntry::getPropertiesList)
        .orElseGet(List::of);
  }

  private Stream<CatalogEntry> scope(String app, Optional<String> event, On on) {
    if (on == On.PERSON) {
      return entry(CatalogEntries.key(app, "")).stream();
    }
    return event
        .map(name -> entry(CatalogEntries.key(app, name)).stream())
        .orElseGet(() -> entries(app).filter(entry -> !entry.getName().isEmpty()));
  }

  private Stream<CatalogEntry> entries(String app) {
    String prefix = CatalogEntries.prefix(app);
    List<CatalogEntry> found = new ArrayList<>();
    for (String key : bucket.entries().keySet()) {
      if (key.startsWith(prefix)) {
        entry(key).ifPresent(found::add);
      }
    }
    return found.stream();
  }

  /** An entry is decoded once for each text that it has. */
  private Optional<CatalogEntry> entry(String key) {
    String text = bucket.entries().get(key);
    if (text == null) {
      read.remove(key);
      return Optional.empty();
    }
    Read known = read.get(key);
    if (known == null || !known.text().equals(text)) {
      known = new Read(text, CatalogEntries.parse(text));
      read.put(key, known);
    }
    return Optional.of(known.entry());
  }

  private static Property property(CatalogProperty property) {
    return new Property(
        property.getName(),
        type(property.getType()),
        property.getCount(),
        property.getLastSeenMs());
  }

  private static String type(CatalogType type) {
    return switch (type) {
      case CATALOG_TYPE_NUMBER -> "number";
      case CATALOG_TYPE_BOOLEAN -> "boolean";
      case CATALOG_TYPE_STRING, CATALOG_TYPE_UNSPECIFIED, UNRECOGNIZED -> "string";
    };
  }

  private static boolean contains(String text, String search) {
    return search.isEmpty()
        || text.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
  }
}
