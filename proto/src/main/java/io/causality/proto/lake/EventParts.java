package io.causality.proto.lake;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where events of an app are read, each once: hours whose files are read as they were written, and
 * copies of days that hold the other hours. Immutable.
 *
 * @param hours any instants in hours that no copy stands for
 * @param copies files of the table {@code events_copies}
 */
public record EventParts(Collection<Instant> hours, List<Copy> copies) {
  public EventParts {
    hours = List.copyOf(hours);
    copies = List.copyOf(copies);
  }

  /**
   * A file that holds the events of several hours of one day.
   *
   * @param path full, {@code s3://…}
   * @param without hours, {@code 00} to {@code 23}, that the file does not stand for any more
   */
  public record Copy(String path, Set<String> without) {
    public Copy {
      without = Set.copyOf(without);
    }
  }

  /** Everything as it was written. */
  public static EventParts written(Collection<Instant> hours) {
    return new EventParts(hours, List.of());
  }

  /**
   * Full name of the table or view to which {@link #condition} applies.
   *
   * @param persons whether {@code person_id} must be resolved, which costs a join
   */
  public String table(boolean persons) {
    if (copies.isEmpty()) {
      return LakeDdl.name(persons ? "events" : "events_files");
    }
    return LakeDdl.name(persons ? ViewDdl.PARTS_WITH_PERSONS : ViewDdl.PARTS);
  }

  /**
   * Condition on {@link #table}. It bounds what is read, not the rows, and gives no event twice.
   */
  public String condition() {
    if (copies.isEmpty()) {
      return LakeHours.of(hours);
    }
    String copied = copied("copy");
    return hours.isEmpty()
        ? copied
        : "(copy = '' AND " + LakeHours.only(hours) + " OR " + copied + ")";
  }

  /**
   * Condition on rows of copies: those that count.
   *
   * @param file SQL of the file in which a row lies
   */
  String copied(String file) {
    String copied =
        file
            + " IN ("
            + copies.stream().map(Copy::path).map(Sql::literal).collect(Collectors.joining(", "))
            + ")";
    String stale =
        copies.stream()
            .filter(copy -> !copy.without().isEmpty())
            .map(copy -> stale(file, copy))
            .collect(Collectors.joining(" OR "));
    return stale.isEmpty() ? copied : "(" + copied + " AND NOT (" + stale + "))";
  }

  private static String stale(String file, Copy copy) {
    return file
        + " = "
        + Sql.literal(copy.path())
        + " AND \"hour\" IN ("
        + copy.without().stream().sorted().map(Sql::literal).collect(Collectors.joining(", "))
        + ")";
  }
}
