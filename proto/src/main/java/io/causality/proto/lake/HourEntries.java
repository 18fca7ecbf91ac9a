package io.causality.proto.lake;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The entries of the bucket {@link io.causality.proto.StreamNames#LAKE} that name the hours which
 * the lake may hold. An entry's value is the hour's state: another one after each change of its
 * files. Thread-safe.
 */
public final class HourEntries {
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuuMMddHH");

  private HourEntries() {}

  /** What the keys of an app's hours begin with; the hour follows. */
  public static String keyPrefix(String app) {
    return "hour." + app + ".";
  }

  /** The key of the hour, in UTC, in which an instant lies. */
  public static String key(String app, Instant hour) {
    return keyPrefix(app) + HOUR.format(hour.atOffset(ZoneOffset.UTC));
  }

  /** The start of the hour that follows {@link #keyPrefix} in a key; empty for another text. */
  public static Optional<Instant> hour(String name) {
    try {
      return Optional.of(LocalDateTime.parse(name, HOUR).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** A state that no hour has had before, whoever wrote it. */
  public static String newState() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
