package io.causality.portal.ask.tools;

import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a tool was called with. Every reader refuses a value of another type with {@code
 * bad_request}, which names the argument.
 */
public final class Arguments {
  private final JsonObject values;

  public Arguments(JsonObject values) {
    this.values = values;
  }

  /** Refuses arguments that the tool does not have, and missing ones that it needs. */
  void require(Set<String> known, List<String> needed) {
    for (String name : values.fieldNames()) {
      if (!known.contains(name)) {
        throw bad(name, "there is no such argument; there are " + new TreeSet<>(known));
      }
    }
    for (String name : needed) {
      if (!values.containsKey(name)) {
        throw bad(name, "the argument " + name + " is missing");
      }
    }
  }

  /** A text that is not empty. */
  public String text(String name) {
    return optional(name).orElseThrow(() -> bad(name, name + " is missing"));
  }

  /** A text; empty where there is none, null or nothing in it. */
  public Optional<String> optional(String name) {
    return value(name, String.class, "a text").filter(text -> !text.isBlank());
  }

  /** An object; empty where there is none or null. */
  public Optional<JsonObject> object(String name) {
    return value(name, JsonObject.class, "an object");
  }

  /** A list; empty where there is none or null. */
  public Optional<JsonArray> list(String name) {
    return value(name, JsonArray.class, "a list");
  }

  /** A list of texts; empty where there is none. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object one : list(name).orElseGet(JsonArray::new)) {
      if (!(one instanceof String text)) {
        throw bad(name, name + " is a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /** A whole number within bounds. */
  public int whole(String name, int otherwise, int least, int most) {
    Optional<Number> number = value(name, Number.class, "a number");
    if (number.isEmpty()) {
      return otherwise;
    }
    double found = number.get().doubleValue();
    if (found != Math.rint(found) || found < least || found > most) {
      throw bad(name, name + " is a whole number from " + least + " to " + most);
    }
    return (int) found;
  }

  /** An instant, as RFC 3339 writes it. */
  public Optional<Instant> instant(String name) {
    try {
      return optional(name).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw bad(name, name + " is an instant, e.g. 2026-11-01T08:00:00Z");
    }
  }

  private <T> Optional<T> value(String name, Class<T> type, String what) {
    Object value = values.getValue(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw bad(name, name + " is " + what);
    }
    return Optional.of(type.cast(value));
  }

  /** What is wrong with an argument. */
  public static ProblemException bad(String name, String why) {
    return new ProblemException(Problem.of(ProblemCode.BAD_REQUEST, why).at("$." + name));
  }

  /** The same, with what to write instead. */
  static ProblemException bad(String name, String why, Optional<String> suggestion) {
    Problem problem = Problem.of(ProblemCode.BAD_REQUEST, why).at("$." + name);
    return new ProblemException(suggestion.map(problem::suggest).orElse(problem));
  }
}
