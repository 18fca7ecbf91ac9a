package io.causality.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON as far as a reply needs it: maps, lists, text, numbers, booleans, null. */
final class JsonReader {
  private static final int MAX_DEPTH = 32;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /** The value that a text is; null also for what is no JSON. */
  static @Nullable Object read(String text) {
    JsonReader reader = new JsonReader(text);
    try {
      Object value = reader.value();
      reader.space();
      return reader.at == text.length() ? value : null;
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      return null; // A captive portal, for instance.
    }
  }

  private @Nullable Object value() {
    space();
    char c = text.charAt(at);
    switch (c) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      case 't':
        return word("true", true);
      case 'f':
        return word("false", false);
      case 'n':
        return word("null", null);
      default:
        return number();
    }
  }

  private Map<String, @Nullable Object> object() {
    enter();
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (next('}', object.isEmpty())) {
      space();
      String name = string();
      space();
      expect(':');
      object.put(name, value());
    }
    depth--;
    return object;
  }

  private List<@Nullable Object> array() {
    enter();
    List<@Nullable Object> array = new ArrayList<>();
    while (next(']', array.isEmpty())) {
      array.add(value());
    }
    depth--;
    return array;
  }

  private void enter() {
    at++;
    if (++depth > MAX_DEPTH) {
      throw new IllegalArgumentException("nested too deep");
    }
  }

  /** Goes past the end, or past the comma before another member. */
  private boolean next(char end, boolean first) {
    space();
    if (text.charAt(at) == end) {
      at++;
      return false;
    }
    if (!first) {
      expect(',');
    }
    return true;
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (text.charAt(at) != '"') {
      char c = text.charAt(at++);
      value.append(c == '\\' ? escaped() : c);
    }
    at++;
    return value.toString();
  }

  private char escaped() {
    char c = text.charAt(at++);
    switch (c) {
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'r':
        return '\r';
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'u':
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 4, at), 16);
      default:
        return c;
    }
  }

  /** Whole numbers as {@code Long}, others as {@code Double}. */
  private Number number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(start, at);
    return number.matches("-?\\d{1,18}") ? (Number) Long.valueOf(number) : Double.valueOf(number);
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw new IllegalArgumentException("not " + word);
    }
    at += word.length();
    return value;
  }

  private void expect(char c) {
    if (text.charAt(at++) != c) {
      throw new IllegalArgumentException("no " + c);
    }
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
