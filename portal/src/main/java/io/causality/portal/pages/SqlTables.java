package io.causality.portal.pages;

import io.causality.proto.lake.LakeColumn;
import io.causality.proto.lake.LakeSchema;
import io.causality.proto.lake.LakeTable;
import java.util.List;
import java.util.Locale;

/**
 * The tables of the lake, or what a search left of them.
 *
 * @param search as it was typed; empty for everything
 */
public record SqlTables(String search, List<LakeTable> tables) {
  private static final int LONGEST_SEARCH = 100;

  /** The tables with the columns in whose name, type or comment the text occurs, in any case. */
  static SqlTables of(String text) {
    String search = text.strip();
    if (search.length() > LONGEST_SEARCH) {
      search = search.substring(0, LONGEST_SEARCH);
    }
    String part = search.toLowerCase(Locale.ROOT);
    List<LakeTable> found =
        LakeSchema.current().views().stream()
            .map(
                table ->
                    new LakeTable(
                        table.name(),
                        table.comment(),
                        table.columns().stream().filter(column -> matches(column, part)).toList()))
            .filter(table -> !table.columns().isEmpty())
            .toList();
    return new SqlTables(search, found);
  }

  /** How many columns there are. */
  public int columns() {
    return tables.stream().mapToInt(table -> table.columns().size()).sum();
  }

  private static boolean matches(LakeColumn column, String part) {
    return column.name().contains(part)
        || column.type().trino().contains(part)
        || column.comment().toLowerCase(Locale.ROOT).contains(part);
  }
}
