package io.causality.portal.insight.retention;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.Cell;
import io.causality.portal.insight.Insight;
import io.causality.portal.insight.Question;
import io.causality.portal.insight.plan.Kept;
import io.causality.portal.insight.plan.Row;
import io.causality.portal.insight.spec.Breakdown;
import io.causality.portal.insight.spec.Common;
import io.causality.portal.insight.spec.RetentionSpec;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.insight.time.Periods;
import io.causality.portal.insight.time.Windows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who comes back. */
public final class Retention implements Insight<RetentionSpec> {
  private static final long MOST_NUMBERS = 1_000_000;

  @Override
  public JsonObject answer(RetentionSpec spec, Question question) throws InterruptedException {
    Periods periods = periods(spec, question);
    Kept kept = kept(spec, periods, question);
    refuseTooMany(spec, kept);
    List<Row> rows = question.rows(query(spec, periods, kept, question).matrix());
    question.markIncomplete(periods);
    int keys = spec.breakdown() == null ? 0 : spec.breakdown().keys().size();
    Map<List<String>, long[][]> matrices = new TreeMap<>(Kept.ORDER);
    if (keys == 0) {
      matrices.put(List.of(), empty(periods.size()));
    }
    for (Row row : rows) {
      long[][] matrix = matrices.computeIfAbsent(row.texts(0, keys), key -> empty(periods.size()));
      matrix[(int) row.integer(keys)][(int) row.integer(keys + 1)] = row.integer(keys + 2);
    }
    JsonObject result = new JsonObject().put("periods", new JsonArray(periods.labels()));
    if (keys == 0) {
      return result.put("matrix", json(matrices.values().iterator().next()));
    }
    JsonArray series = new JsonArray();
    matrices.forEach(
        (values, matrix) ->
            series.add(
                new JsonObject()
                    .put("breakdown", new JsonArray(values))
                    .put("matrix", json(matrix))));
    return result.put("series", series);
  }

  private static void refuseTooMany(RetentionSpec spec, @Nullable Kept kept) {
    long matrices = kept == null ? 1 : kept.tuples().size() + 1L;
    long numbers = matrices * spec.intervals() * (spec.intervals() + 1L) / 2;
    if (numbers > MOST_NUMBERS) {
      throw new SpecException(
          "$.intervals",
          "the answer would have " + numbers + " numbers; at most " + MOST_NUMBERS + " are given",
          "100");
    }
  }

  private static long[][] empty(int periods) {
    long[][] matrix = new long[periods][];
    for (int i = 0; i < periods; i++) {
      matrix[i] = new long[periods - i];
    }
    return matrix;
  }

  private static JsonArray json(long[][] matrix) {
    JsonArray rows = new JsonArray();
    for (long[] row : matrix) {
      JsonArray cells = new JsonArray();
      for (long number : row) {
        cells.add(number);
      }
      rows.add(cells);
    }
    return rows;
  }

  private static Periods periods(RetentionSpec spec, Question question) {
    Common common = spec.common();
    long at = Windows.last(common.to(), common.zone(), question.now());
    return Periods.ending(
        new Periods.Cut(spec.period(), common.zone(), common.weekStart()), spec.intervals(), at);
  }

  private static @Nullable Kept kept(RetentionSpec spec, Periods periods, Question question)
      throws InterruptedException {
    Breakdown breakdown = spec.breakdown();
    return breakdown == null
        ? null
        : Kept.of(
            breakdown,
            question.rows(Kept.query(breakdown, query(spec, periods, null, question).counts())));
  }

  private static RetentionQuery query(
      RetentionSpec spec, Periods periods, @Nullable Kept kept, Question question) {
    return new RetentionQuery(spec, periods, kept, () -> question.scan(spec.common()));
  }

  @Override
  public Select people(RetentionSpec spec, Cell cell, Question question)
      throws InterruptedException {
    Periods periods = periods(spec, question);
    int interval = cell.interval().orElse(0);
    if (interval >= spec.intervals()) {
      throw new SpecException(
          "$.interval", "there is no interval " + interval + " of " + spec.intervals(), "0");
    }
    Kept kept = cell.breakdown().isPresent() ? kept(spec, periods, question) : null;
    List<Expression> conditions = new ArrayList<>();
    cell.period(periods).ifPresent(p -> conditions.add(RetentionQuery.inPeriod(p)));
    if (cell.breakdown().isPresent()) {
      conditions.add(of(spec.breakdown(), cell.breakdown().get()));
    }
    Select members = query(spec, periods, kept, question).people(interval);
    return members.where(and(conditions)).column("person_id").asDistinct();
  }

  private static Expression of(@Nullable Breakdown breakdown, List<String> values) {
    int keys = breakdown == null ? 0 : breakdown.keys().size();
    if (values.size() != keys) {
      throw new SpecException(
          "$.breakdown", "breakdown has one value per key of the query's breakdown: " + keys, null);
    }
    List<Expression> conditions = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      conditions.add(column("b" + i).eq(literal(values.get(i))));
    }
    return and(conditions);
  }
}
