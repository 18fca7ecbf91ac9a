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
import java.util.List;
import java.util.Optional;

/** Sessions, one by one, by their start. Stateless. */
public final class Sessions implements Insight<SessionsSpec> {
  @Override
  public JsonObject answer(SessionsSpec spec, Question question) throws InterruptedException {
    Window window = question.window(spec.common());
    Optional<SessionCursor> after = Optional.ofNullable(spec.cursor()).map(SessionCursor::of);
    if (window.isEmpty()) {
      return result(List.of(), spec.limit());
    }
    List<Row> rows = rows(spec, SessionQuery.Reach.NEAR, window, after, question);
    if (rows.stream().anyMatch(SessionColumns::mayReachFurther)) {
      rows = rows(spec, SessionQuery.Reach.EVERYTHING, window, after, question);
    }
    return result(rows, spec.limit());
  }

  private static List<Row> rows(
      SessionsSpec spec,
      SessionQuery.Reach reach,
      Window window,
      Optional<SessionCursor> after,
      Question question)
      throws InterruptedException {
    return question.rows(query(spec, reach, window, question).page(after, spec.limit() + 1L));
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
