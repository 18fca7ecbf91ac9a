package io.causality.portal.insight.activity;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.Cell;
import io.causality.portal.insight.Insight;
import io.causality.portal.insight.Question;
import io.causality.portal.insight.plan.Row;
import io.causality.portal.insight.spec.LifecycleSpec;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.insight.time.Periods;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** New, returning, resurrecting and dormant persons per period. */
public final class Lifecycle implements Insight<LifecycleSpec> {
  /** What a person is in a period; in the order of the result. */
  enum State {
    NEW,
    RETURNING,
    RESURRECTING,
    DORMANT;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public JsonObject answer(LifecycleSpec spec, Question question) throws InterruptedException {
    Periods periods = periods(spec, question);
    Map<String, long[]> counts = new LinkedHashMap<>();
    for (State state : State.values()) {
      counts.put(state.text(), new long[periods.size()]);
    }
    if (periods.size() > 0) {
      Select grouped =
          Select.from(new LifecycleQuery(spec, periods, question).states(), "")
              .column("state")
              .column(Activity.PERIOD)
              .groupByColumns()
              .column(call("count", new Expression("*")), "n");
      for (Row row : question.rows(grouped)) {
        long[] numbers = counts.get(row.text(0));
        if (numbers != null) {
          numbers[(int) row.integer(1) - 1] = row.integer(2);
        }
      }
      question.markIncomplete(periods);
    }
    JsonObject result = new JsonObject().put("periods", new JsonArray(periods.labels()));
    counts.forEach(
        (state, numbers) -> {
          boolean negative = state.equals(State.DORMANT.text());
          JsonArray json = new JsonArray();
          Arrays.stream(numbers).map(n -> negative ? -n : n).forEach(json::add);
          result.put(state, json);
        });
    return result;
  }

  private static Periods periods(LifecycleSpec spec, Question question)
      throws InterruptedException {
    return Activity.periods(
        Activity.cut(spec.common(), spec.interval()), question.window(spec.common()));
  }

  @Override
  public Select people(LifecycleSpec spec, Cell cell, Question question)
      throws InterruptedException {
    Periods periods = periods(spec, question);
    List<String> names = Arrays.stream(State.values()).map(State::text).toList();
    String state = cell.series().map(Object::toString).orElse("");
    if (!names.contains(state)) {
      throw new SpecException(
          "$.series", "series is one of " + String.join(", ", names), names.getFirst());
    }
    if (periods.size() == 0) {
      return Activity.rows(question.scan(spec.common()), spec.series(), periods)
          .where(Expression.FALSE);
    }
    Expression condition = column("state").eq(literal(state));
    if (cell.period().isPresent()) {
      int period = cell.period(periods).orElseThrow();
      condition = and(condition, column(Activity.PERIOD).eq(literal(period + 1L)));
    }
    return Select.from(new LifecycleQuery(spec, periods, question).states(), "")
        .where(condition)
        .column(Activity.PERSON)
        .asDistinct();
  }
}
