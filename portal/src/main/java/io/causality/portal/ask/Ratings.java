package io.causality.portal.ask;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Ids;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What people said of answers, for the editors of the app. Thread-safe. */
final class Ratings {
  private static final int MOST = 200;

  private final Database database;

  Ratings(Database database) {
    this.database = database;
  }

  /**
   * What somebody said.
   *
   * @param comment empty for none
   * @param answer as it was given
   */
  record Rating(UUID id, boolean good, String comment, String by, Instant at, JsonObject answer) {}

  /** Keeps what the caller says of an answer, in place of what was said before. */
  void rate(Caller caller, UUID question, boolean good, String comment) {
    database.with(
        c ->
            Rows.update(
                c,
                "INSERT INTO answer_ratings (question_id, user_id, good, comment)"
                    + " VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT (question_id, user_id) DO UPDATE SET good = excluded.good,"
                    + " comment = excluded.comment, open = true, at = now()",
                question,
                caller.userId(),
                good,
                comment));
  }

  /** Forgets what the caller said of an answer. */
  void takeBack(Caller caller, UUID question) {
    database.with(
        c ->
            Rows.update(
                c,
                "DELETE FROM answer_ratings WHERE question_id = ? AND user_id = ?",
                question,
                caller.userId()));
  }

  /** What the caller said of the answers of a thread, by question; true for right. */
  Map<UUID, Boolean> own(Caller caller, UUID conversation) {
    Map<UUID, Boolean> own = new HashMap<>();
    database
        .with(
            c ->
                Rows.list(
                    c,
                    "SELECT r.question_id, r.good FROM answer_ratings r"
                        + " JOIN questions q ON q.id = r.question_id"
                        + " WHERE q.conversation_id = ? AND r.user_id = ?",
                    row ->
                        Map.entry(row.getObject("question_id", UUID.class), row.getBoolean("good")),
                    conversation,
                    caller.userId()))
        .forEach(entry -> own.put(entry.getKey(), entry.getValue()));
    return own;
  }

  /** An app's that nobody has looked at yet, latest first (editor). */
  List<Rating> open(Caller caller, String app) {
    caller.require(Role.EDITOR);
    return database.with(
        c ->
            Rows.list(
                c,
                "SELECT r.id, r.good, r.comment, r.at, u.email, q.answer FROM answer_ratings r"
                    + " JOIN questions q ON q.id = r.question_id"
                    + " JOIN conversations v ON v.id = q.conversation_id"
                    + " JOIN users u ON u.id = r.user_id"
                    + " WHERE v.app_id = ? AND r.open ORDER BY r.at DESC, r.id LIMIT "
                    + MOST,
                Ratings::rating,
                app));
  }

  /** Takes one from the list (editor). */
  void close(Caller caller, String app, String id) {
    caller.require(Role.EDITOR);
    int closed =
        Ids.uuid(id)
            .map(
                uuid ->
                    database.with(
                        c ->
                            Rows.update(
                                c,
                                "UPDATE answer_ratings r SET open = false"
                                    + " FROM questions q JOIN conversations v"
                                    + " ON v.id = q.conversation_id"
                                    + " WHERE q.id = r.question_id AND v.app_id = ? AND r.id = ?",
                                app,
                                uuid)))
            .orElse(0);
    if (closed == 0) {
      throw new ProblemException(Problem.of(ProblemCode.NO_SUCH_QUESTION, "no rating of that id"));
    }
  }

  private static Rating rating(ResultSet row) throws SQLException {
    return new Rating(
        row.getObject("id", UUID.class),
        row.getBoolean("good"),
        row.getString("comment"),
        row.getString("email"),
        Objects.requireNonNull(Rows.instant(row, "at")),
        new JsonObject(row.getString("answer")));
  }
}
