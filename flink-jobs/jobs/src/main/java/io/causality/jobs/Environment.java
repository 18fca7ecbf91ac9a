package io.causality.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads environment variables and collects what is wrong with them. Not thread-safe. */
final class Environment {
  private final Map<String, String> values;
  private final List<String> problems = new ArrayList<>();

  /** The environment is not usable; the message has one line for each reason. */
  static final class BadEnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadEnvironmentException(List<String> problems) {
      super(String.join("\n", problems));
    }
  }

  Environment(Map<String, String> values) {
    this.values = values;
  }

  /** The value, unless it is missing or blank. */
  Optional<String> optional(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isBlank());
  }

  String text(String key, String whenMissing) {
    return optional(key).orElse(whenMissing);
  }

  String required(String key) {
    Optional<String> value = optional(key);
    if (value.isEmpty()) {
      problem(key + " is missing");
    }
    return value.orElse("");
  }

  /** A whole number between two bounds, which belong to the range. */
  long number(String key, long whenMissing, long min, long max) {
    Optional<String> value = optional(key);
    if (value.isEmpty()) {
      return whenMissing;
    }
    try {
      long number = Long.parseLong(value.get().trim());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, with those out of range.
    }
    problem(key + " must be a whole number from " + min + " to " + max + ", is " + value.get());
    return whenMissing;
  }

  void problem(String text) {
    problems.add(text);
  }

  void throwIfBad() {
    if (!problems.isEmpty()) {
      throw new BadEnvironmentException(problems);
    }
  }
}
