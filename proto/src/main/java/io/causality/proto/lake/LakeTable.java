package io.causality.proto.lake;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Files of one kind in the lake, and the Trino table over them.
 *
 * @param name of the table, and of the folder in the bucket unless its DDL says otherwise
 * @param columns in the order of the Parquet schema and the table, without partition keys
 */
public record LakeTable(String name, String comment, List<LakeColumn> columns) {
  public LakeTable {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (LakeColumn column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("two columns named " + column.name() + " in " + name);
      }
    }
  }

  /** The column of that name. */
  public Optional<LakeColumn> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  /** Schema of the Parquet files, in the syntax of Parquet's {@code MessageTypeParser}. */
  public String parquetSchema() {
    return columns.stream()
        .map(column -> "  " + column.type().parquet(column.name()) + "\n")
        .collect(Collectors.joining("", "message " + name + " {\n", "}\n"));
  }
}
