package io.causality.rules.path;

import io.causality.proto.lake.LakeType;
import io.causality.rules.event.EventColumns;
import io.causality.rules.event.RuleEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A place in an event, as JSONPath over the lake's columns: {@code $.total_cents}, {@code
 * $.properties.plan}, {@code $.properties['plan type']}, {@code $.items[*].quantity}, {@code
 * $.items[0].product_id}. A property that is an object or a list may be looked into: {@code
 * $.properties.address.city}. Compiled once; immutable; equal by its text.
 */
public final class EventPath {
  private static final int MAX_LENGTH = 500;

  private final String text;
  private final int column;

  /** Of a map: the key; else null. */
  private final @Nullable String key;

  /** What follows the column or the key. */
  private final List<Step> steps;

  private EventPath(String text, int column, @Nullable String key, List<Step> steps) {
    this.text = text;
    this.column = column;
    this.key = key;
    this.steps = steps;
  }

  /**
   * Compiles a path.
   *
   * @throws BadPathException when it is none, or leads to no column
   */
  public static EventPath of(String text) throws BadPathException {
    if (text.length() > MAX_LENGTH) {
      throw new BadPathException("a path has at most " + MAX_LENGTH + " characters");
    }
    List<Step> steps = PathParser.parse(text);
    if (!(steps.get(0) instanceof Step.Name name)) {
      throw new BadPathException("a path begins with the name of a column, like $.event_name");
    }
    OptionalInt column = EventColumns.number(name.name());
    if (column.isEmpty()) {
      throw new BadPathException(
          "no column "
              + name.name()
              + "; a property of that name is $.properties"
              + PathParser.quoted(name.name()));
    }
    LakeType type = EventColumns.at(column.getAsInt()).type();
    List<Step> rest = steps.subList(1, steps.size());
    if (type instanceof LakeType.MapOfVarchar) {
      if (rest.isEmpty()) {
        return new EventPath(text, column.getAsInt(), null, List.of());
      } else if (!(rest.get(0) instanceof Step.Name)) {
        throw new BadPathException("after " + name.name() + " comes a name");
      }
      String key = ((Step.Name) rest.get(0)).name();
      return new EventPath(text, column.getAsInt(), key, List.copyOf(rest.subList(1, rest.size())));
    }
    return new EventPath(text, column.getAsInt(), null, typed(rest, type, name.name()));
  }

  /** Replaces names of a row's fields by their places. */
  private static List<Step> typed(List<Step> steps, LakeType columnType, String column)
      throws BadPathException {
    List<Step> typed = new ArrayList<>();
    LakeType type = columnType;
    for (Step step : steps) {
      if (type instanceof LakeType.ArrayOf array && !(step instanceof Step.Name)) {
        type = array.element();
        typed.add(step);
      } else if (type instanceof LakeType.Row row && step instanceof Step.Name name) {
        int field = 0;
        while (field < row.fields().size() && !row.fields().get(field).name().equals(name.name())) {
          field++;
        }
        if (field == row.fields().size()) {
          throw new BadPathException(
              "no field " + name.name() + " in " + column + "; its type is " + columnType.trino());
        }
        type = row.fields().get(field).type();
        typed.add(new Step.Field(field));
      } else {
        throw new BadPathException(column + " has the type " + columnType.trino());
      }
    }
    return List.copyOf(typed);
  }

  /** The path as it was written. */
  public String text() {
    return text;
  }

  /** The name of the column that it begins with. */
  public String column() {
    return EventColumns.at(column).name();
  }

  /**
   * Whether any value at the path passes. A value is a {@code String}, {@code Number}, {@code
   * Boolean}, or, where the path ends above those, a {@code List} or {@code Map} of them; missing
   * values and nulls are none.
   */
  public boolean any(RuleEvent event, Predicate<Object> test) {
    if (key != null) {
      String value = event.entry(column, key);
      if (value == null) {
        return false;
      }
      return steps.isEmpty() ? test.test(value) : JsonText.any(value, steps, test);
    }
    Object value = event.column(column);
    return value != null && any(value, 0, test);
  }

  private boolean any(Object value, int from, Predicate<Object> test) {
    Object current = value;
    for (int i = from; i < steps.size(); i++) {
      Step step = steps.get(i);
      List<?> list = (List<?>) current;
      if (step instanceof Step.All) {
        for (Object element : list) {
          if (element != null && any(element, i + 1, test)) {
            return true;
          }
        }
        return false;
      }
      int index = step instanceof Step.Index at ? at.index() : ((Step.Field) step).position();
      Object next = index < list.size() ? list.get(index) : null;
      if (next == null) {
        return false;
      }
      current = next;
    }
    return test.test(current);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EventPath path && path.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
