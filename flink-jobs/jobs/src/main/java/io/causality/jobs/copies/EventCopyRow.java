package io.causality.jobs.copies;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.parquet.example.data.Group;

/**
 * A row of an events file and what it is sorted by: what an insight reads lies together.
 *
 * @param name of the event; empty where it is missing
 * @param person as the archive wrote it; empty where it is missing
 * @param ts event time, ms since the epoch
 */
record EventCopyRow(String name, String person, long ts, long streamSeq, Group columns)
    implements Comparable<EventCopyRow> {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("'year='uuuu'/month='MM'/day='dd");
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH");
  private static final long HOUR_MS = 3_600_000L;

  static EventCopyRow of(Group columns) {
    return new EventCopyRow(
        text(columns, "event_name"),
        text(columns, "person_id"),
        columns.getLong("ts", 0),
        columns.getLong("stream_seq", 0),
        columns);
  }

  private static String text(Group columns, String name) {
    return columns.getType().containsField(name) && columns.getFieldRepetitionCount(name) > 0
        ? columns.getString(name, 0)
        : "";
  }

  /** The hour of the event, counted from the epoch. */
  long hourNumber() {
    return Math.floorDiv(ts, HOUR_MS);
  }

  /** The number of the hour that holds an instant. */
  static long hourNumber(Instant time) {
    return Math.floorDiv(time.toEpochMilli(), HOUR_MS);
  }

  /** The hour's folder of the event, {@code 00} to {@code 23}. */
  String hour() {
    return HOUR.format(time());
  }

  /** The day's folder of the event. */
  String day() {
    return DAY.format(time());
  }

  private LocalDateTime time() {
    return LocalDateTime.ofEpochSecond(Math.floorDiv(ts, 1000L), 0, ZoneOffset.UTC);
  }

  @Override
  public int compareTo(EventCopyRow other) {
    int byName = name.compareTo(other.name);
    if (byName != 0) {
      return byName;
    }
    int byPerson = person.compareTo(other.person);
    if (byPerson != 0) {
      return byPerson;
    }
    int byTime = Long.compare(ts, other.ts);
    return byTime != 0 ? byTime : Long.compare(streamSeq, other.streamSeq);
  }
}
