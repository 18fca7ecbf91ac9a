package io.causality.portal.ask;

import io.causality.portal.ask.agent.Transcript;
import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was said to models, by whom, and what it took: kept for good, for admins. Thread-safe. */
final class QuestionLog {
  private final Database database;

  QuestionLog(Database database) {
    this.database = database;
  }

  /**
   * A question that a model was asked.
   *
   * @param outcome status of the answer, or code of the problem
   */
  record Entry(
      String id,
      String app,
      String question,
      String engine,
      String outcome,
      List<String> statements,
      Transcript transcript,
      long wallMs) {}

  void add(Caller caller, Entry entry) {
    database.with(
        c ->
            Rows.update(
                c,
                "INSERT INTO question_log (id, app_id, user_id, user_email, question, engine,"
                    + " outcome, messages, statements, input_tokens, output_tokens, wall_ms)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?)",
                UUID.fromString(entry.id()),
                entry.app(),
                caller.userId(),
                caller.email(),
                entry.question(),
                entry.engine(),
                entry.outcome(),
                text(entry.transcript().messages()),
                text(new JsonArray(entry.statements())),
                entry.transcript().inputTokens(),
                entry.transcript().outputTokens(),
                entry.wallMs()));
  }

  /** JSON as PostgreSQL can keep it, which knows no character 0. */
  private static String text(JsonArray json) {
    return json.encode().replace("\\u0000", "\\ufffd");
  }

  /** What each user took of each model in the last days, over all apps, most first (admin). */
  List<JsonObject> usage(Caller caller, int days) {
    caller.require(Role.ADMIN);
    return database.with(
        c ->
            Rows.list(
                c,
                "SELECT user_email, engine, count(*) AS questions,"
                    + " sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,"
                    + " count(*) FILTER (WHERE outcome NOT IN"
                    + " ('answered', 'assumed', 'clarify', 'declined')) AS failed"
                    + " FROM question_log WHERE at > now() - make_interval(days => ?)"
                    + " GROUP BY 1, 2 ORDER BY 4 DESC, 1, 2",
                row ->
                    new JsonObject()
                        .put("user", row.getString("user_email"))
                        .put("engine", row.getString("engine"))
                        .put("questions", row.getLong("questions"))
                        .put("failed", row.getLong("failed"))
                        .put("input_tokens", row.getLong("input_tokens"))
                        .put("output_tokens", row.getLong("output_tokens")),
                days));
  }

  /**
   * Questions of an app, latest first (admin).
   *
   * @param before only those before the one of this id
   */
  List<JsonObject> list(Caller caller, String app, Optional<UUID> before, int limit) {
    caller.require(Role.ADMIN);
    return database.with(
        c ->
            Rows.list(
                c,
                "SELECT id, at, user_email, question, engine, outcome, messages, statements,"
                    + " input_tokens, output_tokens, wall_ms FROM question_log WHERE app_id = ?"
                    + " AND seq < coalesce((SELECT seq FROM question_log WHERE id = ?),"
                    + " 9223372036854775807) ORDER BY seq DESC LIMIT ?",
                row ->
                    new JsonObject()
                        .put("id", row.getString("id"))
                        .put("at", String.valueOf(Rows.instant(row, "at")))
                        .put("user", row.getString("user_email"))
                        .put("question", row.getString("question"))
                        .put("engine", row.getString("engine"))
                        .put("outcome", row.getString("outcome"))
                        .put("messages", new JsonArray(row.getString("messages")))
                        .put("sql", new JsonArray(row.getString("statements")))
                        .put("input_tokens", row.getInt("input_tokens"))
                        .put("output_tokens", row.getInt("output_tokens"))
                        .put("wall_ms", row.getLong("wall_ms")),
                app,
                before.orElse(null),
                limit));
  }
}
