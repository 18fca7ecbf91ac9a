package io.causality.functions.log;

import java.util.List;

/** JSON, as much as results need. Pure functions. */
public final class JsonText {
  private static final double WHOLE_UNTIL = 1e15;

  private JsonText() {}

  /** A string literal. */
  public static String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == '"' || next == '\\') {
        json.append('\\').append(next);
      } else if (next < ' ' || Character.isSurrogate(next)) {
        json.append(String.format("\\u%04x", (int) next));
      } else {
        json.append(next);
      }
    }
    return json.append('"').toString();
  }

  /** A number; whole ones without a fraction. */
  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < WHOLE_UNTIL
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** A list of strings. */
  public static String strings(List<String> texts) {
    return list(texts.stream().map(JsonText::string).toList());
  }

  /** A list of what is JSON already. */
  public static String list(List<String> values) {
    return "[" + String.join(",", values) + "]";
  }
}
