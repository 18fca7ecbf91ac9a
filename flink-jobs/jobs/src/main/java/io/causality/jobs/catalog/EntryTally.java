package io.causality.jobs.catalog;

import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogProperty;
import io.causality.proto.v1.CatalogType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the events of one name with their properties, or one app's traits, in bounded memory:
 * properties come as long as there is room, in order of arrival. Not thread-safe.
 */
final class EntryTally {
  /** Longer names of properties are left out. */
  static final int MAX_NAME_LENGTH = 200;

  private static final Comparator<CatalogProperty> MOST_FREQUENT =
      Comparator.comparingLong(CatalogProperty::getCount)
          .reversed()
          .thenComparing(CatalogProperty::getName);

  private final String appId;
  private final String name;
  private final int maxProperties;
  private final int maxValues;
  private final Map<String, PropertyTally> properties = new HashMap<>();
  private @Nullable PropertyTally[] columns = new PropertyTally[0];
  private String category = "";
  private long count;
  private long firstSeenMs = Long.MAX_VALUE;
  private long lastSeenMs;
  private boolean truncated;

  /**
   * Counts nothing yet.
   *
   * @param name the event's; empty for traits
   */
  EntryTally(String appId, String name, int maxProperties, int maxValues) {
    this.appId = appId;
    this.name = name;
    this.maxProperties = maxProperties;
    this.maxValues = maxValues;
  }

  /** Counts an event; its properties follow. */
  void event(String eventCategory, long timeMs) {
    category = eventCategory;
    count++;
    firstSeenMs = Math.min(firstSeenMs, timeMs);
    lastSeenMs = Math.max(lastSeenMs, timeMs);
  }

  /** Counts a property of the event {@code streamSeq}; the first of a name counts. */
  void property(String property, long streamSeq, long timeMs, CatalogType type, String value) {
    PropertyTally tally = tally(property);
    if (tally != null) {
      tally.add(streamSeq, timeMs, type, value);
    }
  }

  /** As {@link #property}, without a search by name. */
  void column(
      int column, String property, long streamSeq, long timeMs, CatalogType type, String value) {
    if (column >= columns.length) {
      columns = Arrays.copyOf(columns, Math.max(column + 1, 2 * columns.length));
    }
    PropertyTally tally = columns[column];
    if (tally == null) {
      tally = tally(property);
      columns[column] = tally;
    }
    if (tally != null) {
      tally.add(streamSeq, timeMs, type, value);
    }
  }

  private @Nullable PropertyTally tally(String property) {
    PropertyTally tally = properties.get(property);
    if (tally == null) {
      if (properties.size() >= maxProperties || property.length() > MAX_NAME_LENGTH) {
        truncated = true;
        return null;
      }
      tally = new PropertyTally(maxValues);
      properties.put(property, tally);
    }
    return tally;
  }

  /** Adds what was counted elsewhere. */
  void add(CatalogEntry other) {
    if (!other.getCategory().isEmpty()) {
      category = other.getCategory();
    }
    count += other.getCount();
    firstSeenMs = Math.min(firstSeenMs, other.getFirstSeenMs());
    lastSeenMs = Math.max(lastSeenMs, other.getLastSeenMs());
    truncated |= other.getTruncated();
    for (CatalogProperty property : other.getPropertiesList()) {
      PropertyTally tally = tally(property.getName());
      if (tally != null) {
        tally.add(property);
      }
    }
  }

  /** Properties that are held. */
  int size() {
    return properties.size();
  }

  /** What was counted, most frequent properties first. */
  CatalogEntry entry() {
    List<CatalogProperty> all = new ArrayList<>(properties.size());
    properties.forEach((property, tally) -> all.add(tally.property(property)));
    all.sort(MOST_FREQUENT);
    return CatalogEntry.newBuilder()
        .setAppId(appId)
        .setName(name)
        .setCategory(category)
        .setCount(count)
        .setFirstSeenMs(firstSeenMs)
        .setLastSeenMs(lastSeenMs)
        .addAllProperties(all)
        .setTruncated(truncated)
        .build();
  }
}
