package io.causality.proto.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The entries of the bucket {@link io.causality.proto.StreamNames#LAKE} that name copies: which
 * file holds a copy of a day's events, and at which state of each hour it was made. An hour's state
 * is the value of its own entry, another one after each commit; so a copy stands for an hour as
 * long as both say the same. Several days may name one file; of its rows count those of days that
 * name it. Pure functions.
 */
public final class DayCopies {
  /** Folder of the copies in the bucket of the files; one folder for each app in it. */
  public static final String FOLDER = "events_copies";

  private static final String DAYS = " days=";
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd");

  private DayCopies() {}

  /**
   * The copy of a day.
   *
   * @param file its name in the app's folder
   * @param days how many days have rows in the file; the entry of each of them named it once
   * @param states of the hours, {@code 00} to {@code 23}, as they were before the copy was made;
   *     without spaces
   */
  public record Entry(String file, int days, NavigableMap<String, String> states) {
    /** A file with the rows of one day. */
    public Entry(String file, NavigableMap<String, String> states) {
      this(file, 1, states);
    }

    /** The value of the entry. */
    public String text() {
      StringBuilder text = new StringBuilder(file);
      if (days != 1) {
        text.append(DAYS).append(days);
      }
      states.forEach((hour, state) -> text.append(' ').append(hour).append('=').append(state));
      return text.toString();
    }

    /** Reads a value; empty for one that cannot be read, e.g. of another version. */
    public static Optional<Entry> parse(String text) {
      String[] parts = text.split(" ", -1);
      NavigableMap<String, String> states = new TreeMap<>();
      int days = 1;
      int first = 1;
      if (parts.length > 1 && parts[1].matches("days=[1-9]\\d{0,5}")) {
        days = Integer.parseInt(parts[1].substring(DAYS.length() - 1));
        first = 2;
      }
      for (int i = first; i < parts.length; i++) {
        int equals = parts[i].indexOf('=');
        if (equals != 2) {
          return Optional.empty();
        }
        states.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
      }
      return parts[0].isEmpty() ? Optional.empty() : Optional.of(new Entry(parts[0], days, states));
    }
  }

  /** What the keys of an app's copies begin with; the day follows. */
  public static String keyPrefix(String app) {
    return "copies." + app + ".";
  }

  /** The key of a day's copy. */
  public static String key(String app, LocalDate day) {
    return keyPrefix(app) + DAY.format(day);
  }

  /** Folder of an app's copies in the bucket of the files. */
  public static String folder(String app) {
    return FOLDER + "/app_id=" + app;
  }

  /**
   * What the lake holds of an app.
   *
   * @param bucket of the files, without scheme
   * @param states of the hours by their start
   * @param copies values of the copies' entries by what follows {@link #keyPrefix}
   */
  public static AppEvents events(
      String app, String bucket, NavigableMap<Instant, String> states, Map<String, String> copies) {
    Map<LocalDate, AppEvents.DayCopy> days = new HashMap<>();
    copies.forEach(
        (name, text) -> {
          Optional<LocalDate> day = day(name);
          Optional<Entry> entry = Entry.parse(text);
          if (day.isPresent() && entry.isPresent()) {
            days.put(day.get(), copy(app, bucket, day.get(), entry.get(), states));
          }
        });
    return new AppEvents(states.navigableKeySet(), days);
  }

  private static AppEvents.DayCopy copy(
      String app, String bucket, LocalDate day, Entry entry, NavigableMap<Instant, String> states) {
    Set<String> valid = new TreeSet<>();
    Set<String> stale = new TreeSet<>();
    entry
        .states()
        .forEach(
            (hour, state) -> {
              LocalDateTime start = day.atStartOfDay().plusHours(Integer.parseInt(hour));
              boolean same = state.equals(states.get(start.toInstant(ZoneOffset.UTC)));
              (same ? valid : stale).add(hour);
            });
    return new AppEvents.DayCopy(
        "s3://" + bucket + "/" + folder(app) + "/" + entry.file(), entry.days(), valid, stale);
  }

  /** The day that follows {@link #keyPrefix} in a key; empty for another text. */
  public static Optional<LocalDate> day(String name) {
    try {
      return Optional.of(LocalDate.parse(name, DAY));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
