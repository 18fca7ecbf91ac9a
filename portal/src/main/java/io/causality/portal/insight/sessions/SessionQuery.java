package io.causality.portal.insight.sessions;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;
import static io.causality.portal.insight.sql.Expression.or;

import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.plan.Views;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.insight.time.Window;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sessions that start in a window: those of clients, by their id, and those that pauses cut.
 *
 * @param reach how far around the window events are read for those that pauses cut
 * @param scans gives a new scan, to which the query's filters apply
 */
record SessionQuery(Window window, Reach reach, Supplier<EventScan> scans) {
  private static final long PAUSE_MS = 30 * 60_000L;
  private static final long NEAR_MS = 24 * 3_600_000L;

  /** How far around the window events are read. */
  enum Reach {
    /** A day: sessions that come near its edge say so. */
    NEAR,
    /** All that there is. */
    EVERYTHING
  }

  /** Some sessions, by their start. */
  Select page(Optional<SessionCursor> after, long limit) {
    Select page =
        SessionColumns.all(Select.from(sessions(), "s"))
            .orderBy(List.of("start_ms", "first_seq"))
            .limit(limit);
    return after.map(cursor -> page.where(behind(cursor))).orElse(page);
  }

  private static Expression behind(SessionCursor cursor) {
    Expression start = column("start_ms");
    Expression same = start.eq(literal(cursor.startMs()));
    return or(
        List.of(
            Expression.binary(start, ">", literal(cursor.startMs())),
            and(same, Expression.binary(column("first_seq"), ">", literal(cursor.sequence())))));
  }

  /** All sessions. */
  Relation sessions() {
    return new Relation.Union(List.of(inWindow(byId()), inWindow(byPause())));
  }

  private Select inWindow(Select sessions) {
    return SessionColumns.all(Select.from(sessions, ""))
        .where(
            and(
                column("start_ms").ge(literal(window.from())),
                column("start_ms").le(literal(window.to()))));
  }

  /** A client's session has a kept event in the window, if it starts there. */
  private Select byId() {
    EventScan inside = scans.get();
    Select ids =
        inside
            .rows(
                window.from(),
                window.to(),
                and(EventScan.counts(), hasId()),
                new Select.Column(id(), "session_id"))
            .asDistinct();
    EventScan scan = scans.get();
    Select rows =
        events(scan, Long.MIN_VALUE, Long.MAX_VALUE, and(hasId(), scan.filters().orFalse()));
    Select of =
        Select.from(rows, "r")
            .join("JOIN", ids, "i", column("i", "session_id").eq(column("r", "session_id")));
    for (String name : SessionColumns.OF_EVENTS) {
      of = of.column(column("r", name), name);
    }
    of = of.column(column("r", "ms"), "ms");
    return grouped(
        of,
        List.of("session_id"),
        column("session_id"),
        new Expression(SessionColumns.firstOf("person_id", "TRUE")),
        Expression.FALSE);
  }

  private Select byPause() {
    boolean near = reach == Reach.NEAR;
    long from = near ? window.from() - NEAR_MS : Long.MIN_VALUE;
    long to = near ? window.to() + NEAR_MS : Long.MAX_VALUE;
    Select begun =
        all(events(scans.get(), from, to, hasId().not()), "ms")
            .column(
                new Expression(
                    "IF(ms - lag(ms) OVER (PARTITION BY person_id ORDER BY ms, stream_seq) < "
                        + PAUSE_MS
                        + ", 0, 1)"),
                "begins");
    Select numbered =
        all(begun, "ms")
            .column(
                new Expression("sum(begins) OVER (PARTITION BY person_id ORDER BY ms, stream_seq)"),
                "number");
    Expression further =
        near
            ? or(
                List.of(
                    call("min", column("ms")).lt(literal(from + PAUSE_MS)),
                    Expression.binary(call("max", column("ms")), ">", literal(to - PAUSE_MS))))
            : Expression.FALSE;
    return grouped(
        numbered,
        List.of("person_id", "number"),
        Expression.cast(Expression.NULL, "varchar"),
        column("person_id"),
        further);
  }

  private static Select all(Select rows, String more) {
    Select all = Select.from(rows, "");
    for (String name : SessionColumns.OF_EVENTS) {
      all = all.column(name);
    }
    return all.column(more);
  }

  private static Select grouped(
      Select rows, List<String> by, Expression session, Expression person, Expression further) {
    Select groups = Select.from(rows, "");
    for (int i = 0; i < by.size(); i++) {
      groups = groups.column(column(by.get(i)), "g" + i);
    }
    groups = groups.groupByColumns();
    for (Select.Column column : SessionColumns.figures(session, person, further)) {
      groups = groups.column(column.value(), column.name());
    }
    return groups;
  }

  private static Select events(EventScan scan, long from, long to, Expression condition) {
    Expression person = scan.person();
    Expression kept = scan.filters().orFalse();
    return scan.everything(
        from,
        to,
        and(EventScan.counts(), condition),
        new Select.Column(person, "person_id"),
        new Select.Column(id(), "session_id"),
        new Select.Column(EventScan.event("ts"), "ts"),
        new Select.Column(EventScan.event("stream_seq"), "stream_seq"),
        new Select.Column(Views.item(), "item"),
        new Select.Column(Views.isPage(), "is_page"),
        new Select.Column(Views.isScreen(), "is_screen"),
        new Select.Column(EventScan.event("page_url"), "page_url"),
        new Select.Column(EventScan.event("utm_source"), "utm_source"),
        new Select.Column(EventScan.event("utm_campaign"), "utm_campaign"),
        new Select.Column(EventScan.event("device_type"), "device_type"),
        new Select.Column(kept, "kept"),
        new Select.Column(
            call(
                "date_diff",
                literal("millisecond"),
                Expression.timestamp(0),
                EventScan.event("ts")),
            "ms"));
  }

  private static Expression id() {
    return call("nullif", EventScan.event("session_id"), literal(""));
  }

  private static Expression hasId() {
    return id().isNotNull();
  }
}
