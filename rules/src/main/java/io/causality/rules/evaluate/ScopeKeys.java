package io.causality.rules.evaluate;

import io.causality.proto.lake.LakeType;
import io.causality.rules.event.EventColumns;
import io.causality.rules.event.RuleEvent;
import io.causality.rules.model.Scope;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Which scope key an event has. */
final class ScopeKeys {
  private static final int PROPERTIES = EventColumns.number("properties").orElseThrow();

  private ScopeKeys() {}

  /** The key; null or empty where the event has none. A property may have become a column. */
  static @Nullable String of(Scope scope, RuleEvent event) {
    if (scope instanceof Scope.Person) {
      return event.personId();
    } else if (scope instanceof Scope.Device) {
      return event.deviceId();
    } else if (scope instanceof Scope.Property property) {
      String value = event.entry(PROPERTIES, property.key());
      return value == null ? column(property.key(), event) : value;
    }
    return "";
  }

  private static @Nullable String column(String name, RuleEvent event) {
    OptionalInt column = EventColumns.number(name);
    if (column.isEmpty()
        || EventColumns.at(column.getAsInt()).type() instanceof LakeType.MapOfVarchar) {
      return null;
    }
    Object value = event.column(column.getAsInt());
    return value == null ? null : Comparison.text(value);
  }
}
