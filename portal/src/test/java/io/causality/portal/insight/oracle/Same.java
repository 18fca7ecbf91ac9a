package io.causality.portal.insight.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares results: the order of lines does not matter, nor the last digit of a fraction. */
public final class Same {
  private static final double CLOSE = 1e-9;

  private Same() {}

  /** Fails where two results differ, and says where. */
  public static void same(JsonObject expected, JsonObject actual, String about) {
    try {
      compare("$", expected, actual);
    } catch (AssertionError e) {
      throw new AssertionError(
          about
              + "\nexpected "
              + expected.encode()
              + "\nactual   "
              + actual.encode()
              + "\n"
              + e.getMessage(),
          e);
    }
  }

  private static void compare(String path, @Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof JsonObject left && actual instanceof JsonObject right) {
      assertThat(right.fieldNames()).as(path).isEqualTo(left.fieldNames());
      for (String field : left.fieldNames()) {
        compare(path + "." + field, left.getValue(field), right.getValue(field));
      }
    } else if (expected instanceof JsonArray left && actual instanceof JsonArray right) {
      assertThat(right.size()).as(path).isEqualTo(left.size());
      boolean lines = path.equals("$.series") || path.equals("$.steps");
      List<?> lefts = lines ? sorted(left) : left.stream().toList();
      List<?> rights = lines ? sorted(right) : right.stream().toList();
      for (int i = 0; i < lefts.size(); i++) {
        compare(path + "[" + i + "]", lefts.get(i), rights.get(i));
      }
    } else if (expected instanceof Number left && actual instanceof Number right) {
      double difference = Math.abs(left.doubleValue() - right.doubleValue());
      double size = Math.max(1, Math.abs(left.doubleValue()));
      if (difference > CLOSE * size) {
        fail(path + ": " + left + " is not " + right);
      }
    } else {
      assertThat(actual).as(path).isEqualTo(expected);
    }
  }

  private static List<?> sorted(JsonArray lines) {
    return lines.stream()
        .map(JsonObject.class::cast)
        .sorted(Comparator.comparing(Same::key))
        .toList();
  }

  private static String key(JsonObject line) {
    return line.getValue("series")
        + " "
        + line.getString("window")
        + " "
        + line.getValue("breakdown")
        + " "
        + line.getValue("step");
  }
}
