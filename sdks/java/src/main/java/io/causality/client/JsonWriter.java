package io.causality.client;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON; a comma goes before whatever follows a value. Not thread-safe. */
public final class JsonWriter {
  private static final int MAX_DEPTH = 50;

  private final StringBuilder out = new StringBuilder(256);
  private boolean first = true;
  private int depth;

  JsonWriter() {}

  @Override
  public String toString() {
    return out.toString();
  }

  JsonWriter open(char bracket) {
    comma();
    out.append(bracket);
    first = true;
    return this;
  }

  JsonWriter close(char bracket) {
    out.append(bracket);
    first = false;
    return this;
  }

  JsonWriter name(String name) {
    comma();
    quote(name);
    out.append(':');
    first = true;
    return this;
  }

  /** A text field, left out when it is empty. */
  void text(String name, String text) {
    if (!text.isEmpty()) {
      name(name);
      string(text);
    }
  }

  void string(String text) {
    comma();
    quote(text);
  }

  void number(long value) {
    comma();
    out.append(value);
  }

  /** Members of a map, each value as {@link #value}. */
  void members(Map<String, ?> members) throws InvalidEventException {
    for (Map.Entry<String, ?> member : members.entrySet()) {
      name(member.getKey());
      value(member.getValue());
    }
  }

  /**
   * Text, a number, a boolean, null, a time (as RFC 3339), an enum (its text), a map or an iterable
   * or array of objects.
   */
  void value(@Nullable Object value) throws InvalidEventException {
    if (value == null) {
      raw("null");
    } else if (value instanceof CharSequence || value instanceof Character) {
      string(value.toString());
    } else if (value instanceof Boolean) {
      raw(value.toString());
    } else if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (Double.isNaN(number) || Double.isInfinite(number)) {
        throw new InvalidEventException("JSON has no " + value);
      }
      raw(value.toString());
    } else if (value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte
        || value instanceof BigInteger
        || value instanceof BigDecimal) {
      raw(value.toString());
    } else if (value instanceof Number) { // Of a class whose text may be anything.
      double number = ((Number) value).doubleValue();
      long whole = ((Number) value).longValue();
      value(whole == number ? (Object) whole : (Object) number);
    } else if (value instanceof Instant) {
      string(value.toString());
    } else if (value instanceof Date) {
      string(((Date) value).toInstant().toString());
    } else if (value instanceof TypedFields) {
      open('{');
      ((TypedFields) value).writeTo(this);
      close('}');
    } else {
      nested(value);
    }
  }

  private void nested(Object value) throws InvalidEventException {
    if (++depth > MAX_DEPTH) {
      throw new InvalidEventException("a value is nested too deep, or holds itself");
    }
    if (value instanceof Map) {
      open('{');
      for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) {
        name(String.valueOf(member.getKey()));
        value(member.getValue());
      }
      close('}');
    } else if (value instanceof Iterable) {
      open('[');
      for (Object item : (Iterable<?>) value) {
        value(item);
      }
      close(']');
    } else if (value instanceof Object[]) {
      open('[');
      for (Object item : (Object[]) value) {
        value(item);
      }
      close(']');
    } else {
      string(value.toString());
    }
    depth--;
  }

  void raw(String json) {
    comma();
    out.append(json);
  }

  private void comma() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c < 0x20 || c == 0x7F || c == '\u2028' || c == '\u2029') {
        escape(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        out.append(Character.isSurrogate(c) ? '\uFFFD' : c);
      }
    }
    out.append('"');
  }

  private void escape(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit((c >> shift) & 0xF, 16));
    }
  }
}
