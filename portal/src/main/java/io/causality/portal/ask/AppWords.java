package io.causality.portal.ask;

import io.causality.portal.ask.read.Interpreter;
import io.causality.portal.ask.read.Vocabulary;
import io.causality.portal.ask.read.Vocabulary.Event;
import io.causality.portal.ask.read.Vocabulary.Kind;
import io.causality.portal.ask.read.Vocabulary.Owner;
import io.causality.portal.ask.read.Vocabulary.Property;
import io.causality.portal.catalog.Catalog;
import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogProperty;
import io.causality.proto.v1.CatalogType;
import io.causality.proto.v1.CatalogValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of an app as the interpreter reads them, from the archive's catalog. Thread-safe. */
final class AppWords {
  private static final int MOST_EVENTS = 500;
  private static final Set<String> IDENTITY = Set.of("identify", "alias", "group");

  private final Catalog catalog;

  AppWords(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * An app's names, of one moment.
   *
   * @param first time of the app's first event; empty while it has none
   * @param last of its last one
   */
  record Names(Vocabulary vocabulary, Optional<Instant> first, Optional<Instant> last) {
    Interpreter interpreter() {
      return new Interpreter(vocabulary);
    }
  }

  /**
   * Reads an app's names.
   *
   * @param otherApps ids and names of other apps, in lower case
   */
  Names of(String app, Set<String> otherApps) {
    List<CatalogEntry> entries =
        catalog.events(app, "", MOST_EVENTS).stream()
            .filter(entry -> !IDENTITY.contains(entry.getName()))
            .toList();
    Map<String, Collected> properties = new LinkedHashMap<>();
    List<Event> events = new ArrayList<>();
    for (CatalogEntry entry : entries) {
      events.add(
          new Event(
              entry.getName(),
              entry.getCount(),
              entry.getPropertiesList().stream()
                  .map(CatalogProperty::getName)
                  .collect(Collectors.toSet())));
      for (CatalogProperty property : entry.getPropertiesList()) {
        properties.computeIfAbsent(property.getName(), name -> new Collected()).add(property);
      }
    }
    List<Property> all = new ArrayList<>();
    properties.forEach((name, collected) -> all.add(collected.property(name, Owner.EVENT)));
    for (CatalogProperty trait : catalog.traits(app)) {
      Collected collected = new Collected();
      collected.add(trait);
      all.add(collected.property(trait.getName(), Owner.PERSON));
    }
    return new Names(
        new Vocabulary(events, all, otherApps),
        entries.stream()
            .map(CatalogEntry::getFirstSeenMs)
            .min(Long::compare)
            .map(Instant::ofEpochMilli),
        entries.stream()
            .map(CatalogEntry::getLastSeenMs)
            .max(Long::compare)
            .map(Instant::ofEpochMilli));
  }

  /** One property over all events that carry it. */
  private static final class Collected {
    private final Set<String> values = new LinkedHashSet<>();
    private final Set<CatalogType> types = new LinkedHashSet<>();
    private boolean complete = true;
    private long count;

    void add(CatalogProperty property) {
      property.getValuesList().stream().map(CatalogValue::getValue).forEach(values::add);
      types.add(property.getType());
      complete &= property.getMissed() == 0;
      count += property.getCount();
    }

    Property property(String name, Owner owner) {
      Kind kind =
          types.equals(Set.of(CatalogType.CATALOG_TYPE_NUMBER))
              ? Kind.NUMBER
              : types.equals(Set.of(CatalogType.CATALOG_TYPE_BOOLEAN)) ? Kind.BOOLEAN : Kind.TEXT;
      return new Property(name, owner, kind, count, List.copyOf(values), complete);
    }
  }
}
