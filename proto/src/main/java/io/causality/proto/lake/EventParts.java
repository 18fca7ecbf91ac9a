package io.causality.proto.lake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
   * A file that holds the events of several hours of one day, or of several.
   *
   * @param path full, {@code s3://…}
   * @param only days, as the partition key has them, whose rows count; empty for all
   * @param without hours, {@code 00} to {@code 23}, that the file does not stand for any more, by
   *     their days
   */
  public record Copy(String path, Set<String> only, Map<String, Set<String>> without) {
    public Copy {
      only = Set.copyOf(only);
      without = Map.copyOf(without);
    }

    /** Whether a row of the file counts. */
    public boolean counts(String day, String hour) {
      return (only.isEmpty() || only.contains(day))
          && !without.getOrDefault(day, Set.of()).contains(hour);
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
    String left =
        copies.stream()
            .filter(copy -> !copy.only().isEmpty() || !copy.without().isEmpty())
            .map(copy -> left(file, copy))
            .collect(Collectors.joining(" OR "));
    return left.isEmpty() ? copied : "(" + copied + " AND NOT (" + left + "))";
  }

  /** The rows of a file that do not count. */
  private static String left(String file, Copy copy) {
    List<String> conditions = new ArrayList<>();
    if (!copy.only().isEmpty()) {
      conditions.add("\"day\" NOT IN " + list(copy.only()));
    }
    new TreeMap<>(copy.without())
        .forEach(
            (day, hours) ->
                conditions.add(
                    "\"day\" = " + Sql.literal(day) + " AND \"hour\" IN " + list(hours)));
    return file
        + " = "
        + Sql.literal(copy.path())
        + " AND ("
        + String.join(" OR ", conditions)
        + ")";
  }

  private static String list(Set<String> values) {
    return values.stream().sorted().map(Sql::literal).collect(Collectors.joining(", ", "(", ")"));
  }
}
