package io.causality.gateway.decode;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Timestamps as text: RFC 3339, or ms since the epoch in digits. Pure functions. */
public final class Timestamps {
  /** Last ms of the year 9999, the last that RFC 3339 can tell. */
  static final long MAX_MS = 253_402_300_799_999L;

  /** What {@link #parse} returns for text that is no timestamp. */
  public static final long INVALID = Long.MIN_VALUE;

  private Timestamps() {}

  /** Ms since the epoch, or {@link #INVALID}. Digits past the millisecond are cut off. */
  public static long parse(String text) {
    int length = text.length();
    if (length > 0 && length <= 15 && digits(text, 0, length) >= 0) {
      return Long.parseLong(text);
    }
    if (length < 20
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || !isDateEnd(text.charAt(10))
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return INVALID;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    if ((year | month | day | hour | minute | second) < 0
        || hour > 23
        || minute > 59
        || second > 60) {
      return INVALID;
    }
    int at = 19;
    int millis = 0;
    if (text.charAt(at) == '.') {
      int from = ++at;
      for (int scale = 100; at < length && isDigit(text.charAt(at)); at++, scale /= 10) {
        millis += (text.charAt(at) - '0') * scale;
      }
      if (at == from) {
        return INVALID;
      }
    }
    int offset = offsetMinutes(text, at);
    if (offset == Integer.MIN_VALUE) {
      return INVALID;
    }
    try {
      long days = LocalDate.of(year, month, day).toEpochDay();
      return ((days * 24 + hour) * 60 + minute - offset) * 60_000L + second * 1000L + millis;
    } catch (DateTimeException e) {
      return INVALID;
    }
  }

  private static int offsetMinutes(String text, int at) {
    int left = text.length() - at;
    if (left == 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
      return 0;
    }
    if (left != 6 || text.charAt(at + 3) != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = digits(text, at + 1, at + 3);
    int minutes = digits(text, at + 4, at + 6);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    return switch (text.charAt(at)) {
      case '+' -> hours * 60 + minutes;
      case '-' -> -(hours * 60 + minutes);
      default -> Integer.MIN_VALUE;
    };
  }

  private static boolean isDateEnd(char c) {
    return c == 'T' || c == 't' || c == ' ';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The number in these places, -1 when one of them is no digit; 0 for long texts of digits. */
  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      if (!isDigit(text.charAt(i))) {
        return -1;
      }
      value = to - from > 9 ? 0 : value * 10 + text.charAt(i) - '0';
    }
    return value;
  }
}
