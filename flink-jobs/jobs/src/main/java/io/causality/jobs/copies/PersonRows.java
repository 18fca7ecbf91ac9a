package io.causality.jobs.copies;

import io.causality.proto.v1.EventEnvelope;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.parquet.example.data.Group;

/**
 * Which rows belong to a person, by the rule that readers go by: a row with a user is that user's;
 * one without is of the user to whom its device was linked last at or before its time, else of the
 * one to whom it was linked first, else of the device itself. Not thread-safe.
 */
final class PersonRows {
  private static final Comparator<Link> ORDER =
      Comparator.comparingLong(Link::ts)
          .thenComparingLong(Link::streamSeq)
          .thenComparing(Link::user);

  private final String person;
  private final long lastSeq;
  private final Map<String, NavigableSet<Link>> links = new HashMap<>();

  private record Link(long ts, long streamSeq, String user) {}

  /**
   * Rows of a person.
   *
   * @param lastSeq {@code stream_seq} of the last row that is meant
   */
  PersonRows(String person, long lastSeq) {
    this.person = person;
    this.lastSeq = lastSeq;
  }

  /** Learns from a row of {@code device_links}; all must be known before rows are asked for. */
  void learn(Group link) {
    links
        .computeIfAbsent(text(link, "device_id"), device -> new TreeSet<>(ORDER))
        .add(new Link(link.getLong("ts", 0), link.getLong("stream_seq", 0), text(link, "user_id")));
  }

  /** The names under which the person may be mentioned: themselves and their devices. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    names.add(person);
    links.forEach(
        (device, known) -> {
          if (known.stream().anyMatch(link -> link.user().equals(person))) {
            names.add(device);
          }
        });
    return names;
  }

  /** Whether a row of any table came before the request. */
  boolean isMeant(Group row) {
    return row.getLong("stream_seq", 0) <= lastSeq;
  }

  /** Whether a row of any table belongs to the person, and is meant. */
  boolean isTheirs(Group row) {
    return isMeant(row)
        && person.equals(
            personOf(text(row, "user_id"), text(row, "device_id"), row.getLong("ts", 0)));
  }

  /** Whether an event belongs to the person, whenever it came. */
  boolean isTheirs(EventEnvelope event) {
    return person.equals(personOf(event.getUserId(), event.getDeviceId(), event.getTimestampMs()));
  }

  private String personOf(String user, String device, long ts) {
    if (!user.isEmpty()) {
      return user;
    }
    NavigableSet<Link> known = links.get(device);
    if (known == null) {
      return device;
    }
    Link last = known.floor(new Link(ts, Long.MAX_VALUE, ""));
    return (last == null ? known.first() : last).user();
  }

  private static String text(Group row, String column) {
    return row.getType().containsField(column) && row.getFieldRepetitionCount(column) > 0
        ? row.getString(column, 0)
        : "";
  }
}
