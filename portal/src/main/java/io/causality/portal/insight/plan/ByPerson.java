package io.causality.portal.insight.plan;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.cast;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import io.causality.proto.lake.LakeQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Aggregates over the events of each person. They are taken per user and, where there is none, per
 * device first, so that a person is told of a few rows for each and not of each event. Only of a
 * device that several people used each moment counts. Pure functions.
 */
public final class ByPerson {
  private static final String BITS = "bitwise_or_agg";
  private static final String FIRST = "min";

  private ByPerson() {}

  /**
   * An aggregate that may be taken of parts first: of what it makes of the parts, it makes what it
   * makes of the whole.
   *
   * @param function {@code bitwise_or_agg} or {@code min}
   * @param value over the event {@code e}: bits, or a time
   */
  public record Aggregate(String function, Expression value, String name) {
    /** The first of times; null is none. */
    public static Aggregate first(Expression ts, String name) {
      return new Aggregate(FIRST, ts, name);
    }

    /** All bits that are set. */
    public static Aggregate bits(Expression bits, String name) {
      return new Aggregate(BITS, bits, name);
    }

    /** Of rows that have the value under the name. */
    private Select.Column column() {
      return new Select.Column(call(function, Expression.column(name)), name);
    }
  }

  /**
   * The query: {@code person_id}, the groups, the aggregates. Events of nobody are left out.
   *
   * @param scan has made the expressions
   * @param condition all of it, with the query's filters where they apply
   * @param groups over the event {@code e}; a row for each of their values, too
   */
  public static Select of(
      EventScan scan,
      long from,
      long to,
      Expression condition,
      List<Select.Column> groups,
      List<Aggregate> aggregates) {
    Relation parts;
    if (scan.looksAtPersons()) {
      List<Select.Column> columns = new ArrayList<>();
      columns.add(new Select.Column(scan.person(), "person_id"));
      columns.addAll(groups);
      parts = scan.everything(from, to, condition, with(columns, aggregates));
    } else {
      List<Select.Column> columns = identity();
      columns.addAll(groups);
      Select rows = scan.everything(from, to, condition, with(columns, aggregates));
      List<String> names =
          Stream.concat(
                  groups.stream().map(Select.Column::name),
                  aggregates.stream().map(Aggregate::name))
              .toList();
      Select identities =
          groups.isEmpty() && areOneEach(aggregates)
              ? tabled(rows, aggregates)
              : grouped(rows, columns, aggregates);
      parts = new Relation.Written(LakeQueries.withPersons(identities.sql(), names));
    }
    Select persons = Select.from(parts, "").where(Expression.column("person_id").isNotNull());
    persons = persons.column("person_id");
    for (Select.Column group : groups) {
      persons = persons.column(group.name());
    }
    return aggregated(persons.groupByColumns(), aggregates);
  }

  /** What tells identities apart: user, else device, and perhaps the moment. */
  private static List<Select.Column> identity() {
    Expression device = EventScan.event("device_id");
    Expression anonymous = EventScan.event("user_id").isNull();
    Expression shared = new Expression(device.text() + " IN (" + LakeQueries.severalUsers() + ")");
    Expression moment = call("IF", and(anonymous, shared), EventScan.event("ts"));
    List<Select.Column> columns = new ArrayList<>();
    columns.add(new Select.Column(EventScan.event("app_id"), "app_id"));
    columns.add(new Select.Column(EventScan.event("user_id"), "user_id"));
    columns.add(new Select.Column(device, "device_id"));
    columns.add(new Select.Column(moment, "ts"));
    return columns;
  }

  private static Select.Column[] with(List<Select.Column> columns, List<Aggregate> aggregates) {
    return Stream.concat(
            columns.stream(), aggregates.stream().map(a -> new Select.Column(a.value(), a.name())))
        .toArray(Select.Column[]::new);
  }

  private static boolean areOneEach(List<Aggregate> aggregates) {
    return !aggregates.isEmpty()
        && aggregates.stream().map(Aggregate::function).distinct().count() == aggregates.size();
  }

  /** By a function of our own, which knows what these rows are. */
  private static Select tabled(Select rows, List<Aggregate> aggregates) {
    Optional<Aggregate> bits = aggregates.stream().filter(a -> a.function().equals(BITS)).findAny();
    Optional<Aggregate> first =
        aggregates.stream().filter(a -> a.function().equals(FIRST)).findAny();
    Expression found =
        call(
            "identities",
            Expression.column("user_id"),
            Expression.column("device_id"),
            Expression.column("ts"),
            bits.map(Aggregate::name).map(Expression::column).orElse(literal(0)),
            first
                .map(Aggregate::name)
                .map(Expression::column)
                .orElse(cast(Expression.NULL, "timestamp(3)")));
    Select table =
        Select.from(rows, "")
            .column(call("any_value", Expression.column("app_id")), "app_id")
            .column(found, "found");
    String names =
        bits.map(Aggregate::name).orElse("no_bits")
            + ", "
            + first.map(Aggregate::name).orElse("no_time");
    Select unnested =
        Select.from(table, "t")
            .join(
                "CROSS JOIN",
                new Relation.Table("UNNEST(found)"),
                "i (user_id, device_id, ts, " + names + ")",
                Expression.TRUE)
            .column("app_id")
            .column(Expression.column("i", "user_id"), "user_id")
            .column(Expression.column("i", "device_id"), "device_id")
            .column(Expression.column("i", "ts"), "ts");
    for (Aggregate aggregate : aggregates) {
      unnested = unnested.column(Expression.column("i", aggregate.name()), aggregate.name());
    }
    return unnested;
  }

  private static Select grouped(
      Select rows, List<Select.Column> columns, List<Aggregate> aggregates) {
    Select parts = Select.from(rows, "");
    for (Select.Column column : columns) {
      parts =
          column.name().equals("device_id")
              ? parts.column(
                  call("IF", Expression.column("user_id").isNull(), Expression.column("device_id")),
                  "device_id")
              : parts.column(column.name());
    }
    return aggregated(parts.groupByColumns(), aggregates);
  }

  private static Select aggregated(Select groups, List<Aggregate> aggregates) {
    Select select = groups;
    for (Aggregate aggregate : aggregates) {
      Select.Column column = aggregate.column();
      select = select.column(column.value(), column.name());
    }
    return select;
  }
}
