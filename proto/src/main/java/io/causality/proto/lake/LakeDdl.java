package io.causality.proto.lake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The statements that make the lake's tables and views in Trino, run by {@link #OWNER}. Tables only
 * describe files: making one anew, with further columns, touches no data. Every table's and view's
 * comment ends with a fingerprint of its definition, so that an up-to-date lake needs no statement.
 * Pure functions.
 */
public final class LakeDdl {
  /** The catalog. */
  public static final String CATALOG = "lake";

  /** The schema. */
  public static final String SCHEMA = "causality";

  /**
   * The Trino user who owns everything and may do everything: the portal itself. No app may have
   * this id; every app's queries run as the user named like the app.
   */
  public static final String OWNER = "causality";

  /**
   * What the lake has: {@code table_name, comment}, as {@link #statements(String, Map)} wants it.
   */
  public static final String INSPECT =
      "SELECT table_name, comment FROM system.metadata.table_comments WHERE catalog_name = '"
          + CATALOG
          + "' AND schema_name = '"
          + SCHEMA
          + "'";

  private LakeDdl() {}

  /** All statements for an empty lake, in order. */
  public static List<String> statements(String bucket) {
    return statements(bucket, Map.of());
  }

  /**
   * The statements that are still needed, in order; none when the lake is up to date.
   *
   * @param bucket of the files, without scheme
   * @param existing comments of the tables and views that are there, by name; an empty text where
   *     there is none
   */
  public static List<String> statements(String bucket, Map<String, String> existing) {
    return statements(LakeSchema.current(), bucket, existing);
  }

  static List<String> statements(LakeSchema schema, String bucket, Map<String, String> existing) {
    List<String> statements = new ArrayList<>();
    for (Definition definition :
        List.of(
            TableDdl.eventsFiles(schema, bucket),
            TableDdl.eventsCopies(schema, bucket),
            TableDdl.sideTable(schema.deviceLinks(), bucket),
            TableDdl.sideTable(schema.traits(), bucket),
            ViewDdl.events(schema),
            ViewDdl.parts(schema),
            ViewDdl.partsWithPersons(schema),
            ViewDdl.persons())) {
      statements.addAll(definition.needed(existing.get(definition.name())));
    }
    if (!statements.isEmpty()) {
      statements.add(0, "CREATE SCHEMA IF NOT EXISTS " + CATALOG + "." + SCHEMA);
    }
    return statements;
  }

  /** The views that people query, {@code events} and {@code persons}, with all their columns. */
  public static List<LakeTable> views() {
    return List.of(ViewDdl.events(LakeSchema.current()), ViewDdl.persons()).stream()
        .map(view -> new LakeTable(view.name(), view.explanation(), view.columns()))
        .toList();
  }

  /** Full name of a table or view. */
  public static String name(String table) {
    return CATALOG + "." + SCHEMA + "." + table;
  }

  /** Something in the schema, and how to make it. */
  sealed interface Definition permits TableDdl, ViewDdl {
    String name();

    /** What it is, without fingerprint. */
    String explanation();

    /** The definition, in which {@code comment} stands as the comment. */
    List<String> statements(String comment);

    /** What takes an old one away, where making it does not replace it. */
    List<String> removal();

    /** Nothing when {@code existing} (null: there is none) is the comment of this definition. */
    default List<String> needed(@Nullable String existing) {
      CRC32 fingerprint = new CRC32();
      fingerprint.update(
          String.join("\n", statements(explanation())).getBytes(StandardCharsets.UTF_8));
      String comment = explanation() + String.format(" [definition %08x]", fingerprint.getValue());
      if (comment.equals(existing)) {
        return List.of();
      }
      List<String> needed = new ArrayList<>(existing == null ? List.of() : removal());
      needed.addAll(statements(comment));
      return needed;
    }
  }
}
