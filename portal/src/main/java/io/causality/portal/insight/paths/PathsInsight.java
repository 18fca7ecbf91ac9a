package io.causality.portal.insight.paths;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.binary;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;
import static io.causality.portal.insight.sql.Expression.or;

import io.causality.functions.paths.Paths;
import io.causality.portal.insight.Cell;
import io.causality.portal.insight.Insight;
import io.causality.portal.insight.Question;
import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.plan.Row;
import io.causality.portal.insight.plan.Views;
import io.causality.portal.insight.spec.PathsSpec;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.insight.time.Window;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Ways that people take. Stateless. */
public final class PathsInsight implements Insight<PathsSpec> {
  private static final long MS_PER_SECOND = 1000;

  @Override
  public JsonObject answer(PathsSpec spec, Question question) throws InterruptedException {
    Expression report = call("paths_report", definition(spec), column("log"));
    List<Row> rows = question.rows(Select.from(logs(spec, question), "l").column(report, "report"));
    return rows.isEmpty() || rows.getFirst().isNull(0)
        ? new JsonObject().put("edges", new JsonArray())
        : new JsonObject(rows.getFirst().text(0));
  }

  private static Expression definition(PathsSpec spec) {
    return literal(
        new Paths(
                spec.sessionGapSeconds() * MS_PER_SECOND,
                spec.start(),
                spec.end(),
                spec.maxSteps(),
                spec.exclude(),
                spec.group(),
                spec.minEdgeCount(),
                spec.edgeLimit())
            .text());
  }

  /** Persons: {@code person_id} and {@code log}, whose texts are the items. */
  private static Select logs(PathsSpec spec, Question question) throws InterruptedException {
    Window window = question.window(spec.common());
    EventScan scan = question.scan(spec.common());
    Expression person = scan.person();
    Select rows =
        scan.rows(
            window.from(),
            window.to(),
            and(EventScan.counts(), included(spec)),
            new Select.Column(person, "person_id"),
            new Select.Column(EventScan.event("ts"), "ts"),
            new Select.Column(EventScan.event("stream_seq"), "stream_seq"),
            new Select.Column(Views.item(), "item"));
    return Select.from(rows, "")
        .column("person_id")
        .groupByColumns()
        .column(
            call("event_log", column("ts"), column("stream_seq"), literal(0), column("item")),
            "log");
  }

  private static Expression included(PathsSpec spec) {
    if (spec.include().isEmpty()) {
      return Expression.TRUE;
    }
    return or(
        spec.include().stream()
            .sorted()
            .map(
                item ->
                    switch (item) {
                      case PAGE -> Views.isPage();
                      case SCREEN -> Views.isScreen();
                      case CUSTOM -> custom();
                    })
            .toList());
  }

  private static Expression custom() {
    Expression name = EventScan.event("event_name");
    return and(
        Views.isView().not(),
        binary(call("substr", name, literal(1), literal(1)), "<>", literal("$")));
  }

  /** The cell is an edge: {@code breakdown} names its source and target, as in the result. */
  @Override
  public Select people(PathsSpec spec, Cell cell, Question question) throws InterruptedException {
    List<String> edge =
        cell.breakdown()
            .filter(values -> values.size() == 2)
            .orElseThrow(
                () ->
                    new SpecException(
                        "$.breakdown",
                        "breakdown is an edge of the result: its source and its target",
                        null));
    Expression count =
        call(
            "path_edge_count",
            definition(spec),
            column("log"),
            literal(edge.get(0)),
            literal(edge.get(1)));
    return Select.from(logs(spec, question), "l")
        .where(binary(count, ">", literal(0)))
        .column("person_id");
  }
}
