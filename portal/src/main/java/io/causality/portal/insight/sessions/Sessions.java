package io.causality.portal.insight.sessions;

import io.causality.portal.insight.Cell;
import io.causality.portal.insight.Insight;
import io.causality.portal.insight.Question;
import io.causality.portal.insight.plan.Row;
import io.causality.portal.insight.spec.SessionsSpec;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.insight.time.Window;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sessions, one by one, by their start. Stateless. */
public final class Sessions implements Insight<SessionsSpec> {
  private static final int FIRST_HOURS = 24;
  private static final int GROWTH = 4;

  @Override
  public JsonObject answer(SessionsSpec spec, Question question) throws InterruptedException {
    Window window = question.window(spec.common());
    Optional<SessionCursor> after = Optional.ofNullable(spec.cursor()).map(SessionCursor::of);
    if (window.isEmpty()) {
      return result(List.of(), spec.limit());
    }
    List<Row> rows = new ArrayList<>();
    for (Window stretch : stretches(begun(window, after), question)) {
      if (rows.size() <= spec.limit()) {
        rows.addAll(rows(spec, stretch, after, rows.size(), question));
      }
    }
    return result(rows, spec.limit());
  }

  private static Window begun(Window window, Optional<SessionCursor> after) {
    long from = after.map(SessionCursor::startMs).orElse(window.from());
    return window.part(Math.max(from, window.from()), window.to());
  }

  /**
   * The window in stretches: sessions are asked for by their start, so the first ones lie in its
   * first hours, and all others need not be held at once. Stretches get longer, so that few
   * sessions in a long window are a few queries.
   */
  private static List<Window> stretches(Window window, Question question) {
    List<Instant> hours = List.copyOf(question.hours(window));
    List<Window> stretches = new ArrayList<>();
    long from = window.from();
    int next = 0;
    for (int length = FIRST_HOURS; next < hours.size(); length *= GROWTH) {
      next = Math.min(next + length, hours.size());
      long to = next < hours.size() ? hours.get(next).toEpochMilli() - 1 : window.to();
      stretches.add(window.part(from, to));
      from = to + 1;
    }
    return stretches;
  }

  private static List<Row> rows(
      SessionsSpec spec,
      Window stretch,
      Optional<SessionCursor> after,
      int before,
      Question question)
      throws InterruptedException {
    long limit = spec.limit() + 1L - before;
    List<Row> near =
        question.rows(query(spec, SessionQuery.Reach.NEAR, stretch, question).page(after, limit));
    return near.stream().anyMatch(SessionColumns::mayReachFurther)
        ? question.rows(
            query(spec, SessionQuery.Reach.EVERYTHING, stretch, question).page(after, limit))
        : near;
  }

  private static SessionQuery query(
      SessionsSpec spec, SessionQuery.Reach reach, Window window, Question question) {
    return new SessionQuery(window, reach, () -> question.scan(spec.common()));
  }

  private static JsonObject result(List<Row> rows, int limit) {
    JsonArray sessions = new JsonArray();
    rows.stream().limit(limit).map(SessionColumns::json).forEach(sessions::add);
    return new JsonObject()
        .put("sessions", sessions)
        .put(
            "cursor",
            rows.size() > limit ? SessionColumns.cursor(rows.get(limit - 1)).text() : null);
  }

  /** The persons of all sessions of the range. */
  @Override
  public Select people(SessionsSpec spec, Cell cell, Question question)
      throws InterruptedException {
    Window window = question.window(spec.common());
    return Select.from(query(spec, SessionQuery.Reach.EVERYTHING, window, question).sessions(), "")
        .column("person_id")
        .asDistinct();
  }
}
