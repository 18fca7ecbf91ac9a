package io.causality.portal.insight.funnel;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.functions.funnel.Breakdown;
import io.causality.portal.insight.Numbers;
import io.causality.portal.insight.Question;
import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.plan.Row;
import io.causality.portal.insight.spec.FunnelSpec;
import io.causality.portal.insight.spec.Selector;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import io.causality.proto.lake.LakeQueries;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What those who got to a funnel's end have more often than those who dropped out: events that they
 * did inside the range, other than the steps' own, and current traits. Stateless.
 *
 * <p>The odds ratio is (converted with × dropped without) / (converted without × dropped with);
 * where one of the four is 0, half a person is added to each.
 */
public final class Correlation {
  /** What is told of one event or trait. */
  private record Item(String kind, String name, String value, long converted, long dropped) {
    double odds(long allConverted, long allDropped) {
      double converters = converted;
      double convertersWithout = allConverted - converted;
      double droppers = dropped;
      double droppersWithout = allDropped - dropped;
      double more =
          Stream.of(converters, convertersWithout, droppers, droppersWithout)
                  .anyMatch(count -> count == 0)
              ? 0.5
              : 0;
      return (converters + more)
          * (droppersWithout + more)
          / ((convertersWithout + more) * (droppers + more));
    }
  }

  /**
   * The best of them, by odds ratio.
   *
   * @param limit most items
   */
  public JsonObject answer(FunnelSpec spec, int limit, Question question)
      throws InterruptedException {
    FunnelPlan plan = FunnelPlan.of(spec, question.window(spec.common()));
    Row totals = question.rows(totals(plan, question)).getFirst();
    long converted = totals.integer(0);
    long dropped = totals.integer(1);
    List<Item> items = new ArrayList<>();
    for (Row row : question.rows(best(events(plan, question), converted, dropped, limit))) {
      items.add(new Item("event", row.text(0), "", row.integer(2), row.integer(3)));
    }
    for (Row row : question.rows(best(traits(plan, question), converted, dropped, limit))) {
      items.add(new Item("trait", row.text(0), row.text(1), row.integer(2), row.integer(3)));
    }
    items.sort(
        Comparator.comparingDouble((Item item) -> -item.odds(converted, dropped))
            .thenComparing(item -> -item.converted)
            .thenComparing(Item::kind)
            .thenComparing(Item::name)
            .thenComparing(Item::value));
    JsonArray told = new JsonArray();
    items.stream().limit(limit).map(item -> json(item, converted, dropped)).forEach(told::add);
    return new JsonObject().put("items", told).put("converted", converted).put("dropped", dropped);
  }

  private static JsonObject json(Item item, long converted, long dropped) {
    return new JsonObject()
        .put("kind", item.kind())
        .put("name", item.name())
        .put("value", item.kind().equals("event") ? null : item.value())
        .put("converted_with", item.converted())
        .put("converted_without", converted - item.converted())
        .put("dropped_with", item.dropped())
        .put("dropped_without", dropped - item.dropped())
        .put("odds_ratio", Numbers.json(item.odds(converted, dropped)));
  }

  /** Persons with an attempt: {@code person_id}, {@code converted}. */
  private static Select people(FunnelPlan plan, Question question) {
    Expression depth =
        call(
            "funnel_depth",
            literal(plan.funnel().with(Breakdown.NONE).text()),
            column("log"),
            literal(""));
    Select depths =
        Select.from(Funnels.query(plan, question).logs(List.of()), "l")
            .column("person_id")
            .column(depth, "depth");
    return Select.from(depths, "d")
        .where(column("depth").ge(literal(1)))
        .column("person_id")
        .column(column("depth").eq(literal(plan.spec().steps().size())), "converted");
  }

  private static Select totals(FunnelPlan plan, Question question) {
    return counted(Select.from(people(plan, question), "p"), column("converted"));
  }

  private static Select counted(Select from, Expression converted) {
    return from.column(call("count_if", converted), "with_converted")
        .column(call("count_if", converted.not()), "with_dropped");
  }

  private static Select events(FunnelPlan plan, Question question) {
    EventScan scan = question.scan(plan.spec().common());
    Expression person = scan.person();
    List<Expression> steps =
        plan.spec().steps().stream()
            .flatMap(step -> names(step.selector()))
            .distinct()
            .map(Expression::literal)
            .toList();
    Expression name = EventScan.event("event_name");
    Select did =
        scan.rows(
                plan.window().from(),
                plan.window().isEmpty() ? plan.window().from() - 1 : plan.window().to(),
                and(EventScan.counts(), name.in(steps).not()),
                new Select.Column(person, "person_id"),
                new Select.Column(name, "name"))
            .asDistinct();
    return counted(
        joined(did, plan, question)
            .column(column("e", "name"), "name")
            .column(literal(""), "value")
            .groupByColumns(),
        column("p", "converted"));
  }

  private static Stream<String> names(Selector selector) {
    return switch (selector) {
      case Selector.Named named -> Stream.ofNullable(named.event());
      case Selector.AnyOf anyOf -> anyOf.selectors().stream().flatMap(Correlation::names);
    };
  }

  private static Select traits(FunnelPlan plan, Question question) {
    Select has =
        Select.from(new Relation.Written(LakeQueries.traits("TRUE")), "")
            .where(column("value").isNotNull())
            .column("person_id")
            .column("name")
            .column("value");
    return counted(
        joined(has, plan, question)
            .column(column("e", "name"), "name")
            .column(column("e", "value"), "value")
            .groupByColumns(),
        column("p", "converted"));
  }

  private static Select joined(Select rows, FunnelPlan plan, Question question) {
    return Select.from(rows, "e")
        .join(
            "JOIN",
            people(plan, question),
            "p",
            column("p", "person_id").eq(column("e", "person_id")));
  }

  /** The rows with the greatest odds ratios, computed as {@link Item#odds} does. */
  private static Select best(Select counts, long converted, long dropped, int limit) {
    String with = "CAST(with_converted AS double)";
    String without = "CAST(" + converted + " - with_converted AS double)";
    String droppedWith = "CAST(with_dropped AS double)";
    String droppedWithout = "CAST(" + dropped + " - with_dropped AS double)";
    String more =
        "IF(with_converted IN (0, "
            + converted
            + ") OR with_dropped IN (0, "
            + dropped
            + "), 5E-1, 0E0)";
    String odds =
        "(("
            + with
            + " + more) * ("
            + droppedWithout
            + " + more)) / (("
            + without
            + " + more) * ("
            + droppedWith
            + " + more)) DESC";
    Select rows = Select.from(counts, "c");
    for (String name : List.of("name", "value", "with_converted", "with_dropped")) {
      rows = rows.column(name);
    }
    rows = rows.column(new Expression(more), "more");
    Select ranked = Select.from(rows, "r");
    for (String name : List.of("name", "value", "with_converted", "with_dropped")) {
      ranked = ranked.column(name);
    }
    return ranked.orderBy(List.of(odds, "with_converted DESC", "name", "value")).limit(limit);
  }
}
