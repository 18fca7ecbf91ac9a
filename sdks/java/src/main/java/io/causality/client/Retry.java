package io.causality.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** When another attempt is made. Pure but for chance. */
final class Retry {
  /** What is believed of a {@code Retry-After}. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private Retry() {}

  /**
   * The wait after so many failures in a row before this one: doubled from least to most, and
   * random between half of that and all of it, so that many clients do not come back at once.
   */
  static Duration backoff(int failures, Duration least, Duration most) {
    long wait = most.toNanos();
    if (failures < 30 && least.toNanos() < (wait >> failures)) {
      wait = least.toNanos() << failures;
    }
    return Duration.ofNanos(wait / 2 + ThreadLocalRandom.current().nextLong(wait / 2 + 1));
  }

  /** The header of that name, seconds or a date; zero when it is missing or unreadable. */
  static Duration after(@Nullable String header, Instant now) {
    if (header == null) {
      return Duration.ZERO;
    }
    String text = header.trim();
    Duration wait;
    try {
      wait =
          text.matches("\\d+")
              ? Duration.ofSeconds(text.length() > 9 ? LONGEST.toSeconds() : Long.parseLong(text))
              : Duration.between(
                  now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
