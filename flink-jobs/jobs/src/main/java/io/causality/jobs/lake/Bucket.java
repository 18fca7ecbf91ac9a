package io.causality.jobs.lake;

import io.causality.proto.lake.HourEntries;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A folder of the lake: an app, and for events an hour of event time.
 *
 * @param hour hours since the epoch (UTC), or {@link #NO_HOUR}
 */
public record Bucket(String appId, long hour) {
  /** The table is not divided by time. */
  public static final long NO_HOUR = -1;

  private static final long HOUR_MS = 3_600_000;
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("'/year='uuuu'/month='MM'/day='dd'/hour='HH");

  /** The bucket of an app's events of that moment's hour. */
  public static Bucket ofHour(String appId, long timeMs) {
    return new Bucket(appId, Math.floorDiv(timeMs, HOUR_MS));
  }

  /** The bucket of an app's rows of whatever time. */
  public static Bucket ofApp(String appId) {
    return new Bucket(appId, NO_HOUR);
  }

  /** The folder below the table's, e.g. {@code app_id=shop/year=2026/month=01/day=31/hour=07}. */
  public String folder() {
    return "app_id=" + appId + (hour == NO_HOUR ? "" : FOLDER.format(time()));
  }

  /** The key that tells readers of this hour; see {@link io.causality.proto.StreamNames#LAKE}. */
  public Optional<String> hourKey() {
    return hour == NO_HOUR
        ? Optional.empty()
        : Optional.of(HourEntries.key(appId, Instant.ofEpochSecond(hour * (HOUR_MS / 1000))));
  }

  private LocalDateTime time() {
    return LocalDateTime.ofEpochSecond(hour * (HOUR_MS / 1000), 0, ZoneOffset.UTC);
  }
}
