package io.causality.portal.ask.tools;

import io.causality.portal.catalog.Catalog;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.insight.spec.Nearest;
import io.causality.portal.sqleditor.HiddenColumns;
import io.causality.portal.sqleditor.SqlNames;
import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogProperty;
import io.causality.proto.v1.CatalogType;
import io.causality.proto.v1.CatalogValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An app's names, as tools tell them. Thread-safe. */
final class AppCatalog {
  private static final int MOST_EVENTS = 500;
  private static final int TOLD = 60;
  private static final int VALUES = 20;
  private static final int LONGEST_VALUE = 120;
  private static final Set<String> IDENTITY = Set.of("identify", "alias", "group");
  private static final Set<String> NEVER = Set.of("page_title", "library_version", "library_name");

  private final Catalog catalog;
  private final HiddenColumns hidden;

  /**
   * @param hidden properties and traits whose values are not told
   */
  AppCatalog(Catalog catalog, HiddenColumns hidden) {
    this.catalog = catalog;
    this.hidden = hidden;
  }

  /**
   * A property by which something can be split.
   *
   * @param ofPerson whether it is a trait
   */
  record Dimension(String name, boolean ofPerson) {}

  ToolResult search(ToolCall call) {
    String app = call.app().id();
    Optional<String> event = call.arguments().optional("event");
    Optional<String> property = call.arguments().optional("property");
    Optional<String> search = call.arguments().optional("search");
    call.run().looked("search_catalog", event.or(() -> property).or(() -> search).orElse("names"));
    if (event.isPresent()) {
      return ToolResult.of(event(app, event.get()));
    }
    if (property.isPresent()) {
      return ToolResult.of(property(app, property.get()));
    }
    return ToolResult.of(search.map(text -> found(app, text)).orElseGet(() -> all(app)));
  }

  private List<CatalogEntry> events(String app) {
    return catalog.events(app, "", MOST_EVENTS).stream()
        .filter(entry -> !IDENTITY.contains(entry.getName()))
        .toList();
  }

  private JsonObject all(String app) {
    List<CatalogEntry> events = events(app);
    JsonArray list = new JsonArray();
    events.stream()
        .limit(TOLD)
        .forEach(
            entry ->
                list.add(
                    head(entry)
                        .put(
                            "properties",
                            new JsonArray(
                                entry.getPropertiesList().stream()
                                    .limit(TOLD)
                                    .map(CatalogProperty::getName)
                                    .toList()))));
    return new JsonObject()
        .put("events", list)
        .put("event_count", events.size())
        .put("traits", described(catalog.traits(app)));
  }

  private static JsonObject head(CatalogEntry entry) {
    return new JsonObject()
        .put("event", entry.getName())
        .put("count", entry.getCount())
        .put("first_seen", Instant.ofEpochMilli(entry.getFirstSeenMs()).toString())
        .put("last_seen", Instant.ofEpochMilli(entry.getLastSeenMs()).toString());
  }

  private JsonArray described(List<CatalogProperty> properties) {
    JsonArray list = new JsonArray();
    properties.stream().limit(TOLD).forEach(property -> list.add(described(property)));
    return list;
  }

  private JsonObject described(CatalogProperty property) {
    if (hidden.contains(property.getName())) {
      return new JsonObject().put("name", property.getName()).put("hidden", true);
    }
    JsonArray values = new JsonArray();
    property.getValuesList().stream().limit(VALUES).forEach(value -> values.add(value(value)));
    return new JsonObject()
        .put("name", property.getName())
        .put("type", type(property.getType()))
        .put("count", property.getCount())
        .put("values", values)
        .put("has_other_values", property.getMissed() > 0 || property.getValuesCount() > VALUES);
  }

  private static JsonArray value(CatalogValue value) {
    String text = value.getValue();
    return new JsonArray()
        .add(text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text)
        .add(value.getCount());
  }

  private static String type(CatalogType type) {
    return switch (type) {
      case CATALOG_TYPE_NUMBER -> "number";
      case CATALOG_TYPE_BOOLEAN -> "boolean";
      case CATALOG_TYPE_STRING, CATALOG_TYPE_UNSPECIFIED, UNRECOGNIZED -> "string";
    };
  }

  /** Refuses an event that the app has never sent, with the name that was probably meant. */
  private CatalogEntry known(String app, String event) {
    List<CatalogEntry> events = events(app);
    return events.stream()
        .filter(entry -> entry.getName().equals(event))
        .findFirst()
        .orElseThrow(
            () ->
                Arguments.bad(
                    "event",
                    "the app has never sent an event " + event,
                    Nearest.to(event, events.stream().map(CatalogEntry::getName).toList())));
  }

  /**
   * Refuses a query with a name that the app has never sent; while it has sent nothing, none is.
   *
   * @throws ProblemException {@code sql_failed}, with the place and the name that was probably
   *     meant
   */
  void requireKnown(String app, List<SqlNames.Name> names) {
    for (SqlNames.Name name : names) {
      List<String> known = known(app, name.kind());
      if (known.isEmpty() || known.contains(name.text())) {
        continue;
      }
      Problem problem =
          Problem.of(
                  ProblemCode.SQL_FAILED,
                  "line %d:%d: the app has never sent the %s %s"
                      .formatted(
                          name.line(),
                          name.column(),
                          name.kind().name().toLowerCase(Locale.ROOT),
                          name.text()))
              .at("$.sql")
              .at(name.line(), name.column());
      throw new ProblemException(
          Nearest.to(name.text(), known).map(problem::suggest).orElse(problem));
    }
  }

  private List<String> known(String app, SqlNames.Kind kind) {
    return switch (kind) {
      case EVENT ->
          catalog.events(app, "", Integer.MAX_VALUE).stream().map(CatalogEntry::getName).toList();
      case PROPERTY -> properties(app, Catalog.On.EVENT);
      case TRAIT -> properties(app, Catalog.On.PERSON);
    };
  }

  private List<String> properties(String app, Catalog.On on) {
    return catalog.properties(app, Optional.empty(), on, "", Integer.MAX_VALUE).stream()
        .map(Catalog.Property::name)
        .toList();
  }

  private JsonObject event(String app, String name) {
    CatalogEntry entry = known(app, name);
    return head(entry).put("properties", described(entry.getPropertiesList()));
  }

  private JsonObject property(String app, String name) {
    if (hidden.contains(name)) {
      throw Arguments.bad("property", name + " is hidden here");
    }
    JsonArray found = new JsonArray();
    for (Catalog.On on : Catalog.On.values()) {
      JsonArray values = new JsonArray();
      catalog
          .values(app, name, Optional.empty(), on, "", TOLD)
          .forEach(value -> values.add(value(value)));
      catalog.properties(app, Optional.empty(), on, "", Integer.MAX_VALUE).stream()
          .filter(property -> property.name().equals(name))
          .forEach(
              property ->
                  found.add(
                      new JsonObject()
                          .put("name", name)
                          .put("on", on == Catalog.On.EVENT ? "event" : "person")
                          .put("type", property.type())
                          .put("count", property.count())
                          .put("values", values)));
    }
    if (found.isEmpty()) {
      List<String> names = new ArrayList<>();
      for (Catalog.On on : Catalog.On.values()) {
        catalog
            .properties(app, Optional.empty(), on, "", Integer.MAX_VALUE)
            .forEach(property -> names.add(property.name()));
      }
      throw Arguments.bad(
          "property", "the app has never sent a property " + name, Nearest.to(name, names));
    }
    return new JsonObject().put("properties", found);
  }

  private JsonObject found(String app, String search) {
    JsonArray events = new JsonArray();
    catalog.events(app, search, TOLD).forEach(entry -> events.add(head(entry)));
    JsonArray properties = new JsonArray();
    JsonArray values = new JsonArray();
    String wanted = search.toLowerCase(Locale.ROOT);
    for (Catalog.On on : Catalog.On.values()) {
      String owner = on == Catalog.On.EVENT ? "event" : "person";
      for (Catalog.Property property :
          catalog.properties(app, Optional.empty(), on, "", Integer.MAX_VALUE)) {
        if (property.name().toLowerCase(Locale.ROOT).contains(wanted) && properties.size() < TOLD) {
          properties.add(
              new JsonObject()
                  .put("name", property.name())
                  .put("on", owner)
                  .put("type", property.type())
                  .put("count", property.count()));
        }
        catalog.values(app, property.name(), Optional.empty(), on, search, VALUES).stream()
            .limit(hidden.contains(property.name()) ? 0 : Math.max(0, TOLD - values.size()))
            .forEach(
                value ->
                    values.add(
                        new JsonObject()
                            .put("property", property.name())
                            .put("on", owner)
                            .put("value", value(value).getString(0))
                            .put("count", value.getCount())));
      }
    }
    return new JsonObject()
        .put("events", events)
        .put("properties", properties)
        .put("values", values);
  }

  /** Properties of an event, or of all, and traits, with few values: those on most events first. */
  List<Dimension> dimensions(String app, Optional<String> event, int fewest, int most) {
    Map<String, Dimension> found = new LinkedHashMap<>();
    List<CatalogEntry> entries =
        event.map(name -> List.of(known(app, name))).orElseGet(() -> events(app));
    for (CatalogEntry entry : entries) {
      for (CatalogProperty property : entry.getPropertiesList()) {
        if (isDimension(property, fewest, most)) {
          found.putIfAbsent(property.getName(), new Dimension(property.getName(), false));
        }
      }
    }
    for (CatalogProperty trait : catalog.traits(app)) {
      if (isDimension(trait, fewest, most)) {
        found.putIfAbsent(trait.getName(), new Dimension(trait.getName(), true));
      }
    }
    return List.copyOf(found.values());
  }

  private boolean isDimension(CatalogProperty property, int fewest, int most) {
    return property.getType() != CatalogType.CATALOG_TYPE_NUMBER
        && property.getMissed() == 0
        && property.getValuesCount() >= fewest
        && property.getValuesCount() <= most
        && !NEVER.contains(property.getName())
        && !hidden.contains(property.getName());
  }
}
