package io.causality.rules.event;

import io.causality.proto.lake.LakeColumn;
import io.causality.proto.lake.LakeSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The columns of the lake's {@code events}, numbered. Immutable facts. */
public final class EventColumns {
  private static final List<LakeColumn> COLUMNS = LakeSchema.current().columns();
  private static final Map<String, Integer> NUMBERS = new HashMap<>();

  static {
    for (int i = 0; i < COLUMNS.size(); i++) {
      NUMBERS.put(COLUMNS.get(i).name(), i);
    }
  }

  /** Number of columns. */
  static final int COUNT = COLUMNS.size();

  private EventColumns() {}

  /** The number of the column of that name, if there is one. */
  public static OptionalInt number(String name) {
    Integer number = NUMBERS.get(name);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** A column by its number. */
  public static LakeColumn at(int number) {
    return COLUMNS.get(number);
  }

  /** All columns, in the order of their numbers. */
  public static List<LakeColumn> all() {
    return COLUMNS;
  }
}
