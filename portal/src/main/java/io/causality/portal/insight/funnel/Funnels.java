package io.causality.portal.insight.funnel;

import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.functions.funnel.Funnel;
import io.causality.portal.insight.Cell;
import io.causality.portal.insight.Insight;
import io.causality.portal.insight.Question;
import io.causality.portal.insight.plan.Row;
import io.causality.portal.insight.spec.FunnelSpec;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Select;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** How far people get. Stateless. */
public final class Funnels implements Insight<FunnelSpec> {
  @Override
  public JsonObject answer(FunnelSpec spec, Question question) throws InterruptedException {
    FunnelPlan plan = FunnelPlan.of(spec, question.window(spec.common()));
    question.markIncomplete(plan.periods());
    return new FunnelReply(plan).result(values(plan, question).all());
  }

  /** What each value of the breakdown comes to; one value without a breakdown. */
  static Values values(FunnelPlan plan, Question question) throws InterruptedException {
    if (plan.window().isEmpty()) {
      return new Values(new JsonArray());
    }
    Funnel funnel = plan.funnel();
    JsonObject report = report(plan, funnel, question);
    JsonArray keep = report.getJsonArray("keep");
    if (keep != null) {
      List<String> kept = keep.stream().map(String::valueOf).toList();
      report = report(plan, funnel.with(funnel.breakdown().keeping(kept)), question);
    }
    return new Values(report.getJsonArray("values"));
  }

  private static JsonObject report(FunnelPlan plan, Funnel funnel, Question question)
      throws InterruptedException {
    List<Row> rows = question.rows(query(plan, question).report(funnel.text()));
    return rows.isEmpty() || rows.getFirst().isNull(0)
        ? new JsonObject().put("values", new JsonArray())
        : new JsonObject(rows.getFirst().text(0));
  }

  static FunnelQuery query(FunnelPlan plan, Question question) {
    return new FunnelQuery(plan, () -> question.scan(plan.spec().common()));
  }

  @Override
  public Select people(FunnelSpec spec, Cell cell, Question question) throws InterruptedException {
    FunnelPlan plan = FunnelPlan.of(spec, question.window(spec.common()));
    Depths depths = Depths.of(spec, cell);
    Funnel funnel = plan.funnel();
    var period = cell.period(plan.periods());
    if (period.isPresent()) {
      funnel = funnel.inPeriod(period.getAsInt());
    } else if (cell.period().isPresent()) {
      throw new SpecException("$.period", "only the output trends has periods", null);
    }
    FunnelQuery query = query(plan, question);
    Expression depth;
    Expression belongs = Expression.TRUE;
    if (cell.breakdown().isEmpty()) {
      depth = depth(funnel.with(io.causality.functions.funnel.Breakdown.NONE), "");
    } else {
      Values values = values(plan, question);
      CellValue value = CellValue.of(plan, cell.breakdown().get(), values);
      depth = depth(funnel.with(value.breakdown()), plan.byPerson() ? "" : value.text());
      belongs = plan.byPerson() ? value.ofPerson(column("value")) : Expression.TRUE;
    }
    Select persons =
        Select.from(query.persons(), "p").where(belongs).column("person_id").column(depth, "depth");
    return Select.from(persons, "d").where(depths.condition(column("depth"))).column("person_id");
  }

  private static Expression depth(Funnel funnel, String value) {
    return call("funnel_depth", literal(funnel.text()), column("log"), literal(value));
  }
}
