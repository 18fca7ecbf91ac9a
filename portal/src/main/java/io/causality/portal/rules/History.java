package io.causality.portal.rules;

import static io.causality.portal.insight.sql.Expression.and;

import com.fasterxml.jackson.core.JsonParser;
import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.lake.Budget;
import io.causality.portal.lake.Cancellation;
import io.causality.portal.lake.EngineException;
import io.causality.portal.lake.LakeContents;
import io.causality.portal.lake.Patience;
import io.causality.portal.lake.QueryEngine;
import io.causality.portal.lake.ResultSink;
import io.causality.portal.lake.Statement;
import io.causality.proto.lake.EventParts;
import io.causality.proto.lake.LakeType;
import io.causality.rules.evaluate.Evaluation;
import io.causality.rules.event.LakeEvent;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads an app's events out of the lake in the order of their time, day by day, so that the engine
 * never sorts more than one. Thread-safe.
 */
final class History {
  private final QueryEngine engine;
  private final LakeContents lake;

  History(QueryEngine engine, LakeContents lake) {
    this.engine = engine;
    this.lake = lake;
  }

  /** Takes events; for one thread. */
  @FunctionalInterface
  interface Events {
    /** The next one; false when no more are wanted. */
    boolean next(LakeEvent event) throws InterruptedException;
  }

  /**
   * What to read.
   *
   * @param evaluation says which events, and what of them
   * @param fromMs the first ms
   * @param toMs the first ms after the range
   */
  record Wanted(Evaluation evaluation, long fromMs, long toMs) {
    String app() {
      return evaluation.rule().app();
    }
  }

  /** Hands on all events, or as many as are wanted. */
  void read(
      Wanted wanted, Budget budget, Patience patience, Cancellation cancellation, Events events)
      throws EngineException, InterruptedException {
    List<String> columns = wanted.evaluation().columns().stream().sorted().toList();
    for (Collection<Instant> day : days(wanted)) {
      Rows rows = new Rows(wanted.app(), columns, events);
      Statement statement =
          new Statement(
              wanted.app(),
              sql(wanted, columns, day, lake.of(wanted.app()).in(day)),
              Map.of(),
              budget.end());
      patience.run(
          () -> rows.untouched(),
          () -> engine.query(statement, rows, cancellation, at -> budget.check(at.bytes())));
      if (rows.enough) {
        return;
      }
    }
  }

  /** The hours in the range that have events of the app, whatever their names. */
  NavigableSet<Instant> hours(Wanted wanted) {
    Instant first = Instant.ofEpochMilli(wanted.fromMs()).truncatedTo(ChronoUnit.HOURS);
    return lake.of(wanted.app())
        .hours()
        .subSet(first, true, Instant.ofEpochMilli(wanted.toMs()), false);
  }

  private Collection<? extends Collection<Instant>> days(Wanted wanted) {
    TreeMap<Instant, NavigableSet<Instant>> days = new TreeMap<>();
    for (Instant hour : hours(wanted)) {
      days.computeIfAbsent(hour.truncatedTo(ChronoUnit.DAYS), day -> new TreeSet<>()).add(hour);
    }
    return days.values();
  }

  private static String sql(
      Wanted wanted, List<String> columns, Collection<Instant> day, EventParts parts) {
    List<Expression> conditions = new ArrayList<>();
    conditions.add(new Expression(parts.condition()));
    Instant start = day.iterator().next().truncatedTo(ChronoUnit.DAYS);
    // The hours' condition may bring other hours of the days along.
    conditions.add(
        EventScan.between(
            Math.max(wanted.fromMs(), start.toEpochMilli()),
            Math.min(wanted.toMs(), start.plus(1, ChronoUnit.DAYS).toEpochMilli()) - 1));
    wanted
        .evaluation()
        .eventNames()
        .ifPresent(
            names ->
                conditions.add(
                    EventScan.event("event_name")
                        .in(names.stream().sorted().map(Expression::literal).toList())));
    String table = parts.table(HistoryColumns.needsPersons(wanted.evaluation().rule().rule()));
    Select select = Select.from(new Relation.Table(table), "e").where(and(conditions));
    for (String column : columns) {
      select = select.column(value(column), column);
    }
    return select.sql() + "\nORDER BY e.ts, e.stream_seq";
  }

  private static Expression value(String column) {
    Expression value = EventScan.event(column);
    return HistoryColumns.type(column) instanceof LakeType.TimestampMillis
        ? Expression.call("to_milliseconds", Expression.binary(value, "-", Expression.timestamp(0)))
        : value;
  }

  private static final class Rows implements ResultSink {
    private final String app;
    private final List<String> columns;
    private final Events events;
    private boolean begun;
    private boolean enough;

    Rows(String app, List<String> columns, Events events) {
      this.app = app;
      this.columns = columns;
      this.events = events;
    }

    boolean untouched() {
      return !begun;
    }

    @Override
    public void columns(JsonArray described) {
      // Who asks knows them.
    }

    @Override
    public boolean row(JsonParser parser) throws IOException, InterruptedException {
      begun = true;
      enough = !events.next(new LakeEvent(app, HistoryRow.read(parser, columns)));
      return !enough;
    }
  }
}
