package io.causality.portal.insight.activity;

import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.Cell;
import io.causality.portal.insight.Insight;
import io.causality.portal.insight.Question;
import io.causality.portal.insight.plan.Row;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.spec.StickinessSpec;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.insight.time.Periods;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.LongStream;

/** In how many periods persons are active. */
public final class Stickiness implements Insight<StickinessSpec> {
  private static final Expression STAR = new Expression("*");

  @Override
  public JsonObject answer(StickinessSpec spec, Question question) throws InterruptedException {
    Periods periods = periods(spec, question);
    long[] data = new long[periods.size()];
    if (data.length > 0) {
      Select counts =
          Select.from(perPerson(spec, periods, question), "")
              .column("periods")
              .groupByColumns()
              .column(call("count", STAR), "n");
      for (Row row : question.rows(counts)) {
        data[(int) row.integer(0) - 1] = row.integer(1);
      }
      question.markIncomplete(periods);
    }
    JsonArray json = new JsonArray();
    LongStream.of(data).forEach(json::add);
    return new JsonObject().put("data", json);
  }

  private static Periods periods(StickinessSpec spec, Question question)
      throws InterruptedException {
    return Activity.periods(
        Activity.cut(spec.common(), spec.interval()), question.window(spec.common()));
  }

  private static Select perPerson(StickinessSpec spec, Periods periods, Question question) {
    Select active = Activity.rows(question.scan(spec.common()), spec.series(), periods);
    return Select.from(active, "")
        .column(Activity.PERSON)
        .groupByColumns()
        .column(call("count", STAR), "periods");
  }

  @Override
  public Select people(StickinessSpec spec, Cell cell, Question question)
      throws InterruptedException {
    Periods periods = periods(spec, question);
    Select people = Select.from(perPerson(spec, periods, question), "").column(Activity.PERSON);
    if (cell.interval().isEmpty()) {
      return people;
    }
    int active = cell.interval().getAsInt();
    if (active < 1 || active > periods.size()) {
      throw new SpecException(
          "$.interval",
          "interval is the number of periods with activity, from 1 to " + periods.size(),
          "1");
    }
    return people.where(column("periods").eq(literal(active)));
  }
}
