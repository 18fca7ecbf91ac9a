package io.causality.portal.dashboards;

import io.causality.portal.catalog.Catalog;
import io.causality.proto.v1.CatalogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an app sends, as far as built-in dashboards want to know. Of one moment.
 *
 * @param events names without those that only say who somebody is, most frequent first
 * @param properties names of properties and filled columns
 */
record AppNames(List<String> events, Set<String> properties) {
  private static final int MOST = 500;
  private static final Set<String> IDENTITY = Set.of("identify", "alias", "group");

  /** Nothing that somebody decides to do. */
  private static final Set<String> BACKGROUND = Set.of("system", "interaction");

  private static final Set<String> LEAVING =
      Set.of("screen_exit", "user_logout", "app_background", "remove_from_cart", "purchase_failed");

  /** The way through a shop. */
  private static final List<String> SHOP =
      List.of("product_view", "add_to_cart", "checkout_start", "purchase_complete");

  private static final List<String> VIEWS =
      List.of("page_view", "screen_view", "$pageview", "app_start");

  AppNames {
    events = List.copyOf(events);
    properties = Set.copyOf(properties);
  }

  static AppNames of(Catalog catalog, String app) {
    List<CatalogEntry> entries = catalog.events(app, "", MOST);
    List<String> deeds =
        entries.stream()
            .filter(entry -> !IDENTITY.contains(entry.getName()))
            .filter(
                entry ->
                    !BACKGROUND.contains(entry.getCategory()) || VIEWS.contains(entry.getName()))
            .map(CatalogEntry::getName)
            .toList();
    Set<String> properties =
        catalog.properties(app, Optional.empty(), Catalog.On.EVENT, "", MOST).stream()
            .map(Catalog.Property::name)
            .collect(Collectors.toSet());
    return new AppNames(deeds, properties);
  }

  boolean has(String property) {
    return properties.contains(property);
  }

  boolean sends(String event) {
    return events.contains(event);
  }

  /** With what people look at something; empty when the app sends nothing of that kind. */
  Optional<String> view() {
    return VIEWS.stream().filter(events::contains).findFirst();
  }

  /**
   * Events in the order in which people probably come to them: the way through a shop where the app
   * has one, else a view and then ever rarer events; one event alone is no way.
   */
  List<String> way() {
    List<String> shop = SHOP.stream().filter(events::contains).toList();
    if (shop.size() >= 2) {
      return shop;
    }
    List<String> way = new ArrayList<>();
    view().ifPresent(way::add);
    for (String event : events) {
      if (way.size() < 4 && !VIEWS.contains(event) && !LEAVING.contains(event)) {
        way.add(event);
      }
    }
    return way.size() >= 2 ? way : List.of();
  }

  /** The first of these properties that the app sends. */
  Optional<String> firstOf(String... candidates) {
    for (String candidate : candidates) {
      if (has(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
