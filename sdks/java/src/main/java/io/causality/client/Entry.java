package io.causality.client;

import java.nio.charset.StandardCharsets;

/** One event, encoded, that waits or is under way. Immutable. */
final class Entry {
  /** Rises by one with each event, also from one process to the next. */
  final long seq;

  /** The event as JSON in UTF-8; no line breaks in it. */
  final byte[] json;

  /** When it came, by {@link System#nanoTime()}. */
  final long atNanos;

  Entry(long seq, byte[] json, long atNanos) {
    this.seq = seq;
    this.json = json;
    this.atNanos = atNanos;
  }

  /** The text of a field that this client wrote at the event's top, empty without one. */
  String field(String name) {
    String text = new String(json, StandardCharsets.UTF_8);
    String start = "\"" + name + "\":\"";
    int from = text.indexOf(start);
    if (from < 0) {
      return "";
    }
    StringBuilder value = new StringBuilder();
    for (int i = from + start.length(); i < text.length() && text.charAt(i) != '"'; i++) {
      value.append(text.charAt(i) == '\\' ? text.charAt(++i) : text.charAt(i));
    }
    return value.toString();
  }
}
