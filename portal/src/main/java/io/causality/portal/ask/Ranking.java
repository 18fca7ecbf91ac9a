package io.causality.portal.ask;

import io.causality.portal.ask.read.Intent.Rank;
import io.causality.portal.ask.tools.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders rows and keeps the first. Pure. */
final class Ranking {
  private Ranking() {}

  /** Largest first; equal ones in the order of their text. */
  static Table sorted(Table table) {
    List<List<@Nullable Object>> rows = new ArrayList<>(table.rows());
    rows.sort(order(table, false));
    return new Table(table.columns(), rows, table.truncated());
  }

  private static Comparator<List<@Nullable Object>> order(Table table, boolean ascending) {
    int measure = measure(table);
    Comparator<List<@Nullable Object>> byNumber =
        Comparator.comparingDouble(row -> ((Number) row.get(measure)).doubleValue());
    return (ascending ? byNumber : byNumber.reversed())
        .thenComparing(row -> String.valueOf(row.subList(0, measure)));
  }

  private static int measure(Table table) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).role() == Table.Role.MEASURE) {
        return i;
      }
    }
    return 0;
  }

  /** The rows that are asked for; a missing value is no winner. */
  static Table apply(Table table, Rank rank) {
    if (rank.isAll()) {
      return table;
    }
    int measure = measure(table);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : table.rows()) {
      if (measure == 0 || !row.subList(0, measure).contains(Table.NONE)) {
        rows.add(row);
      }
    }
    rows.sort(order(table, rank.ascending()));
    return new Table(table.columns(), rows.subList(0, Math.min(rank.most(), rows.size())), false);
  }
}
