package io.causality.portal.lake;

import io.causality.portal.stream.KvMirror;
import io.causality.portal.stream.NatsLink;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The hours for which the lake may hold events, as the archive records them. Thread-safe. */
public final class KnownHours {
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuuMMddHH");
  private static final String PREFIX = "hour.";

  private final KvMirror lake;

  public KnownHours(KvMirror lake) {
    this.lake = lake;
  }

  /**
   * Starts of the app's hours.
   *
   * @throws io.causality.portal.http.ProblemException {@code stream_down} while they are not known
   */
  public NavigableSet<Instant> of(String app) {
    if (!lake.isComplete()) {
      throw NatsLink.down();
    }
    String prefix = PREFIX + app + ".";
    NavigableSet<Instant> hours = new TreeSet<>();
    for (String key : lake.entries().keySet()) {
      if (key.startsWith(prefix)) {
        hour(key.substring(prefix.length())).ifPresent(hours::add);
      }
    }
    return hours;
  }

  private static Optional<Instant> hour(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, HOUR).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
