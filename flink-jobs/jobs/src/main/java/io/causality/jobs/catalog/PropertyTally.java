package io.causality.jobs.catalog;

import io.causality.proto.v1.CatalogProperty;
import io.causality.proto.v1.CatalogType;

/** Counts one property of one event name. Not thread-safe. */
final class PropertyTally {
  /** Longer values are no help in a list of values. */
  static final int MAX_VALUE_LENGTH = 100;

  private final TopValues values;
  private CatalogType type = CatalogType.CATALOG_TYPE_UNSPECIFIED;
  private long count;
  private long lastSeenMs;
  private long latestSeq = -1;

  PropertyTally(int maxValues) {
    values = new TopValues(maxValues);
  }

  /**
   * Counts a value, unless this event has been counted here: its own property hides a column of the
   * same name.
   *
   * @param streamSeq the event
   */
  void add(long streamSeq, long timeMs, CatalogType valueType, String value) {
    if (streamSeq == latestSeq) {
      return;
    }
    latestSeq = streamSeq;
    count++;
    lastSeenMs = Math.max(lastSeenMs, timeMs);
    type = common(type, valueType);
    if (value.length() <= MAX_VALUE_LENGTH) {
      values.add(value);
    }
  }

  void add(CatalogProperty other) {
    count += other.getCount();
    lastSeenMs = Math.max(lastSeenMs, other.getLastSeenMs());
    type = common(type, other.getType());
    values.add(other.getValuesList(), other.getMissed());
  }

  private static CatalogType common(CatalogType one, CatalogType other) {
    if (one == other || other == CatalogType.CATALOG_TYPE_UNSPECIFIED) {
      return one;
    }
    return one == CatalogType.CATALOG_TYPE_UNSPECIFIED ? other : CatalogType.CATALOG_TYPE_STRING;
  }

  CatalogProperty property(String name) {
    return CatalogProperty.newBuilder()
        .setName(name)
        .setType(type)
        .setCount(count)
        .setLastSeenMs(lastSeenMs)
        .addAllValues(values.values())
        .setMissed(values.missed())
        .build();
  }
}
