package io.causality.portal.insight.plan;

import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.spec.Breakdown;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The values of a breakdown that stay themselves; the rest merge.
 *
 * @param tuples one value per key, the most counted first
 * @param all whether there are no others
 */
public record Kept(List<List<String>> tuples, boolean all) {
  /** Order of values in an answer: by text, "missing" and the rest last. */
  public static final Comparator<List<String>> ORDER =
      Comparator.comparing(Kept::isRest)
          .thenComparing(
              (left, right) -> {
                for (int i = 0; i < left.size(); i++) {
                  int order = compare(left.get(i), right.get(i));
                  if (order != 0) {
                    return order;
                  }
                }
                return 0;
              });

  public Kept {
    tuples = List.copyOf(tuples);
  }

  private static boolean isRest(List<String> tuple) {
    return tuple.stream().allMatch(Breakdown.OTHER::equals);
  }

  private static int compare(String left, String right) {
    return left.isEmpty() == right.isEmpty() ? left.compareTo(right) : left.isEmpty() ? 1 : -1;
  }

  /** The names of the columns that hold a breakdown's values: {@code b0}, {@code b1}, … */
  public static List<String> columns(Breakdown breakdown) {
    return IntStream.range(0, breakdown.keys().size()).mapToObj(i -> "b" + i).toList();
  }

  /** The values of an event, under these names; a missing one is the empty text. */
  public static List<Select.Column> values(Breakdown breakdown, EventScan scan) {
    List<String> names = columns(breakdown);
    return IntStream.range(0, names.size())
        .mapToObj(
            i ->
                new Select.Column(
                    call(
                        "coalesce",
                        scan.text(breakdown.on(), breakdown.keys().get(i)),
                        literal("")),
                    names.get(i)))
        .toList();
  }

  /**
   * The query whose rows {@link #of} reads.
   *
   * @param counts rows with the breakdown's columns and {@code n}, which is summed up
   */
  public static Select query(Breakdown breakdown, Relation counts) {
    List<String> names = columns(breakdown);
    Select select = Select.from(counts, "");
    for (String name : names) {
      select = select.column(name);
    }
    return select
        .groupByColumns()
        .column(call("sum", Expression.column("n")), "n")
        .orderBy(
            java.util.stream.Stream.concat(java.util.stream.Stream.of("n DESC"), names.stream())
                .toList())
        .limit(breakdown.limit() + 1L);
  }

  /** What that query found. */
  public static Kept of(Breakdown breakdown, List<Row> rows) {
    return new Kept(
        rows.stream()
            .limit(breakdown.limit())
            .map(row -> row.texts(0, breakdown.keys().size()))
            .toList(),
        rows.size() <= breakdown.limit());
  }

  /** The values of a row's breakdown columns, the rest merged. */
  public List<Expression> merged(List<String> names) {
    List<Expression> own = names.stream().map(Expression::column).toList();
    if (all) {
      return own;
    }
    Expression kept =
        own.size() == 1
            ? own.getFirst().in(tuples.stream().map(t -> literal(t.getFirst())).toList())
            : call("ROW", own)
                .in(
                    tuples.stream()
                        .map(t -> call("ROW", t.stream().map(Expression::literal).toList()))
                        .toList());
    return own.stream().map(value -> call("IF", kept, value, literal(Breakdown.OTHER))).toList();
  }
}
