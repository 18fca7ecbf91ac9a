package io.causality.jobs.catalog;

import io.causality.jobs.archive.StreamEvent;
import io.causality.jobs.lake.EventColumns;
import io.causality.proto.lake.LakeValues;
import io.causality.proto.v1.CatalogType;
import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts names until it is drained. Pure but for what it holds; not thread-safe. It never forgets a
 * name: who uses it drains it when it is full.
 */
final class NameTally {
  /** Longer names of events are left out. */
  static final int MAX_EVENT_NAME_LENGTH = 200;

  /** Event names until it is full, and bytes of events: no more text than they have is held. */
  private static final int FULL = 500;

  private static final long FULL_BYTES = 8L << 20;

  /** Enough for what has few values; of what has many the frequent ones are soon told apart. */
  private static final int MAX_VALUES = 128;

  private final EventColumns columns = new EventColumns();
  private final Map<String, Map<String, EntryTally>> apps = new HashMap<>();
  private int entries;
  private long bytes;

  /** Counts an event, its properties and the traits that it sets. */
  void add(StreamEvent event) {
    if (event.name().length() > MAX_EVENT_NAME_LENGTH) {
      return;
    }
    bytes += event.envelope().length;
    EventEnvelope envelope = event.parse();
    EntryTally entry = entry(event.appId(), event.name());
    entry.event(columns.category(event), event.timeMs());
    // Before the columns: a property hides the column of its name.
    properties(envelope, event, entry);
    columns.read(
        event,
        envelope,
        (column, name, type, value) ->
            entry.column(column, name, event.streamSeq(), event.timeMs(), type, value));
    if (event.withTraits()) {
      EntryTally traits = entry(event.appId(), "");
      traits.event("", event.timeMs());
      values(envelope.getTraitsMap(), event, traits);
      values(envelope.getTraitsOnceMap(), event, traits);
    }
  }

  private EntryTally entry(String appId, String name) {
    return apps.computeIfAbsent(appId, app -> new HashMap<>())
        .computeIfAbsent(
            name,
            absent -> {
              entries++;
              return new EntryTally(appId, name, CatalogLimits.MAX_PROPERTIES, MAX_VALUES);
            });
  }

  private static void properties(EventEnvelope envelope, StreamEvent event, EntryTally entry) {
    values(envelope.getPropertiesMap(), event, entry);
    if (!envelope.hasCustomEvent()) {
      return;
    }
    long seq = event.streamSeq();
    long timeMs = event.timeMs();
    CustomEvent custom = envelope.getCustomEvent();
    custom
        .getStringParamsMap()
        .forEach(
            (name, value) ->
                entry.property(name, seq, timeMs, CatalogType.CATALOG_TYPE_STRING, value));
    custom
        .getIntParamsMap()
        .forEach(
            (name, value) ->
                entry.property(
                    name, seq, timeMs, CatalogType.CATALOG_TYPE_NUMBER, Long.toString(value)));
    custom
        .getFloatParamsMap()
        .forEach(
            (name, value) ->
                entry.property(
                    name, seq, timeMs, CatalogType.CATALOG_TYPE_NUMBER, LakeValues.text(value)));
    custom
        .getBoolParamsMap()
        .forEach(
            (name, value) ->
                entry.property(
                    name, seq, timeMs, CatalogType.CATALOG_TYPE_BOOLEAN, Boolean.toString(value)));
  }

  private static void values(Map<String, Value> values, StreamEvent event, EntryTally entry) {
    for (Map.Entry<String, Value> property : values.entrySet()) {
      String text = LakeValues.text(property.getValue());
      if (text != null) {
        entry.property(
            property.getKey(), event.streamSeq(), event.timeMs(), type(property.getValue()), text);
      }
    }
  }

  private static CatalogType type(Value value) {
    return switch (value.getKindCase()) {
      case INT_VALUE, DOUBLE_VALUE -> CatalogType.CATALOG_TYPE_NUMBER;
      case BOOL_VALUE -> CatalogType.CATALOG_TYPE_BOOLEAN;
      case STRING_VALUE -> CatalogType.CATALOG_TYPE_STRING;
      case NULL_VALUE, KIND_NOT_SET -> CatalogType.CATALOG_TYPE_UNSPECIFIED;
    };
  }

  /** Whether it should be drained before the next event. */
  boolean isFull() {
    return entries >= FULL || bytes >= FULL_BYTES;
  }

  /** Gives away what was counted, and begins anew. */
  void drain(Consumer<CatalogDelta> deltas) {
    List<EntryTally> all = new ArrayList<>(entries);
    apps.values().forEach(app -> all.addAll(app.values()));
    apps.clear();
    entries = 0;
    bytes = 0;
    all.forEach(tally -> deltas.accept(CatalogDelta.of(tally.entry())));
  }
}
