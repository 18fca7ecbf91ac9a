package io.causality.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads keys of the environment and collects what is wrong with them. Not thread-safe. */
final class Environment {
  private final Map<String, String> values;
  private final List<String> problems = new ArrayList<>();

  Environment(Map<String, String> values) {
    this.values = values;
  }

  /** Text; an empty value counts as missing. */
  String text(String key, String otherwise) {
    String value = values.getOrDefault(key, "").strip();
    return value.isEmpty() ? otherwise : value;
  }

  /** A whole number in a range, both ends included. */
  long number(String key, long otherwise, long least, long most) {
    String text = text(key, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
      problems.add(key + " must lie between " + least + " and " + most + ", not " + value);
    } catch (NumberFormatException e) {
      problems.add(key + " must be a whole number, not '" + text + "'");
    }
    return otherwise;
  }

  int integer(String key, int otherwise, int least, int most) {
    return (int) number(key, otherwise, least, most);
  }

  Duration millis(String key, int otherwise, int least, int most) {
    return Duration.ofMillis(number(key, otherwise, least, most));
  }

  boolean bool(String key, boolean otherwise) {
    String text = text(key, String.valueOf(otherwise));
    if (!text.equals("true") && !text.equals("false")) {
      problems.add(key + " must be true or false, not '" + text + "'");
    }
    return text.equals("true");
  }

  /** Something else is wrong. */
  void problem(String what) {
    problems.add(what);
  }

  /** Fails if anything was wrong. */
  void finish() throws InvalidConfigException {
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
  }
}
