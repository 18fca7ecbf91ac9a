package io.causality.portal.erasures;

import io.causality.portal.db.Rows;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What PostgreSQL knows of a person beside the lake: alerts and what was sent of them, cohorts that
 * list people, answers, queries. Pure functions over a connection.
 */
final class Mentions {
  private Mentions() {}

  /**
   * Deletes them.
   *
   * @param names under which the person is mentioned: their id and their devices
   * @return counts by what was deleted
   */
  static JsonObject delete(Connection c, String app, List<String> names) throws SQLException {
    int alerts = 0;
    int deliveries = 0;
    int members = 0;
    int answers = 0;
    int queries = 0;
    for (String name : names) {
      String inJson = Json.encode(name);
      alerts +=
          Rows.update(
              c, "DELETE FROM alerts WHERE app_id = ? AND strpos(document, ?) > 0", app, inJson);
      deliveries +=
          Rows.update(
              c,
              "DELETE FROM deliveries WHERE app_id = ? AND strpos(document, ?) > 0",
              app,
              inJson);
      members +=
          Rows.update(
              c,
              "DELETE FROM cohort_people p USING saved s WHERE s.id = p.cohort_id"
                  + " AND s.app_id = ? AND p.person_id = ?",
              app,
              name);
      answers +=
          Rows.update(
              c,
              "DELETE FROM questions q USING conversations t WHERE t.id = q.conversation_id"
                  + " AND t.app_id = ? AND strpos(q.answer::text, ?) > 0",
              app,
              inJson);
      queries +=
          Rows.update(
              c,
              "DELETE FROM query_history WHERE app_id = ? AND strpos(sql, ?) > 0",
              app,
              "'" + name.replace("'", "''") + "'");
    }
    return new JsonObject()
        .put("alerts", alerts)
        .put("deliveries", deliveries)
        .put("cohort_members", members)
        .put("answers", answers)
        .put("queries", queries);
  }
}
