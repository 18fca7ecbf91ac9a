package io.causality.portal.insight.trends;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Select;
import java.util.ArrayList;
import java.util.List;

/**
 * Matching events with their sessions. A client's session id is a session; events without one are
 * cut by pauses, per person, among themselves. Filters drop events, not sessions, so pauses are
 * looked for among all events.
 */
record SessionMarks(SeriesQuery query) {
  private static final String PAUSE = "INTERVAL '30' MINUTE";

  /** Columns: the period, the breakdown's values, {@code session}. */
  Select rows() {
    EventScan scan = query.scans().get();
    Frame frame = query.frame();
    List<Select.Column> columns = new ArrayList<>();
    columns.add(new Select.Column(frame.period(), "period"));
    columns.addAll(query.values(scan));
    columns.add(new Select.Column(scan.person(), "person_id"));
    columns.add(new Select.Column(EventScan.event("session_id"), "session_id"));
    columns.add(new Select.Column(EventScan.event("ts"), "ts"));
    columns.add(new Select.Column(EventScan.event("stream_seq"), "stream_seq"));
    Expression matches = and(scan.filters(), scan.matches(query.series().selector()));
    columns.add(new Select.Column(matches.orFalse(), "matching"));
    Select events =
        scan.everything(
            frame.from(), frame.to(), EventScan.counts(), columns.toArray(Select.Column[]::new));
    Expression pause =
        new Expression(
            "IF(session_id IS NULL AND coalesce(ts >= lag(ts) OVER (PARTITION BY person_id,"
                + " session_id IS NULL ORDER BY ts, stream_seq) + "
                + PAUSE
                + ", TRUE), 1, 0)");
    Select paused = passed(Select.from(events, "")).column(pause, "begins");
    Expression number =
        new Expression(
            "sum(begins) OVER (PARTITION BY person_id ORDER BY ts, stream_seq"
                + " ROWS UNBOUNDED PRECEDING)");
    Select numbered = passed(Select.from(paused, "")).column(number, "pauses");
    Expression session =
        call(
            "IF",
            column("session_id").isNull(),
            call(
                "concat",
                literal("p"),
                Expression.cast(column("pauses"), "varchar"),
                literal(" "),
                column("person_id")),
            call("concat", literal("s"), column("session_id")));
    Select marked = Select.from(numbered, "").where(column("matching")).column("period");
    for (Select.Column value : query.values(scan)) {
      marked = marked.column(value.name());
    }
    return marked.column(session, "session");
  }

  private Select passed(Select select) {
    Select more = select.column("period");
    if (query.breakdown() != null) {
      for (String name : io.causality.portal.insight.plan.Kept.columns(query.breakdown())) {
        more = more.column(name);
      }
    }
    return more.column("person_id")
        .column("session_id")
        .column("ts")
        .column("stream_seq")
        .column("matching");
  }
}
