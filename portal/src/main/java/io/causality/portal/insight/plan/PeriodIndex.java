package io.causality.portal.insight.plan;

import static io.causality.portal.insight.sql.Expression.binary;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.cast;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.time.Periods;
import java.util.ArrayList;
import java.util.List;

/**
 * In which period an instant lies, from 0, as SQL. Periods of equal length in a row are told by one
 * division; a change of the clock begins a new row.
 */
public final class PeriodIndex {
  private static final double SECOND_MS = 1000.0;

  /** Rows that are tried one after the other; of more, halves are tried first. */
  private static final int TRIED = 8;

  private PeriodIndex() {}

  private record Run(long start, long length, int first) {}

  /** The index of the period that holds {@code ts}, which lies in one of them. */
  public static Expression of(Periods periods, Expression ts) {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < periods.size(); i++) {
      long length = periods.end(i) - periods.start(i);
      if (runs.isEmpty() || runs.getLast().length() != length) {
        runs.add(new Run(periods.start(i), length, i));
      }
    }
    return runs.isEmpty() ? literal(0) : tree(runs, call("to_unixtime", ts));
  }

  private static Expression tree(List<Run> runs, Expression seconds) {
    if (runs.size() == 1) {
      return within(runs.getFirst(), seconds);
    }
    if (runs.size() > TRIED) {
      int middle = runs.size() / 2;
      return call(
          "IF",
          seconds.lt(seconds(runs.get(middle).start())),
          tree(runs.subList(0, middle), seconds),
          tree(runs.subList(middle, runs.size()), seconds));
    }
    StringBuilder text = new StringBuilder("CASE");
    for (int i = 0; i < runs.size() - 1; i++) {
      text.append(" WHEN ").append(seconds.lt(seconds(runs.get(i + 1).start())).text());
      text.append(" THEN ").append(within(runs.get(i), seconds).text());
    }
    text.append(" ELSE ").append(within(runs.getLast(), seconds).text()).append(" END");
    return new Expression(text.toString());
  }

  private static Expression within(Run run, Expression seconds) {
    Expression passed = binary(seconds, "-", seconds(run.start()));
    Expression quotient = binary(passed, "/", seconds(run.length()));
    Expression index = cast(call("floor", quotient), "integer");
    return run.first() == 0 ? index : binary(index, "+", literal(run.first()));
  }

  private static Expression seconds(long ms) {
    return literal(ms / SECOND_MS);
  }
}
