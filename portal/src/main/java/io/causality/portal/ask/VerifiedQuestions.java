package io.causality.portal.ask;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Ids;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Questions of an app whose reading an editor has checked. Thread-safe. */
final class VerifiedQuestions {
  private static final String SELECT =
      "SELECT id, question, thread, recipe, verified_by, verified_at FROM verified_questions ";

  private final Database database;

  VerifiedQuestions(Database database) {
    this.database = database;
  }

  /**
   * One of them.
   *
   * @param question as it is shown
   * @param thread the questions that lead to the reading: the first stands alone
   * @param recipe what runs instead of a reading, where a model made the answer
   */
  record Verified(
      UUID id,
      String question,
      List<String> thread,
      Optional<Recipe> recipe,
      String by,
      Instant at) {
    JsonObject json() {
      return new JsonObject()
          .put("id", id.toString())
          .put("question", question)
          .put("by", by)
          .put("at", at.toString());
    }
  }

  /** An app's, oldest first. */
  List<Verified> list(String app) {
    return database.with(
        c ->
            Rows.list(
                c,
                SELECT + "WHERE app_id = ? ORDER BY verified_at, id",
                VerifiedQuestions::verified,
                app));
  }

  /** Keeps one (editor); a question that is verified already is verified anew. */
  UUID add(
      Caller caller, String app, String question, List<String> thread, Optional<Recipe> recipe) {
    caller.require(Role.EDITOR);
    return database
        .with(
            c ->
                Rows.list(
                    c,
                    "INSERT INTO verified_questions (app_id, question, thread, recipe, verified_by)"
                        + " VALUES (?, ?, ?::jsonb, ?::jsonb, ?)"
                        + " ON CONFLICT (app_id, question) DO UPDATE SET thread = excluded.thread,"
                        + " recipe = excluded.recipe, verified_by = excluded.verified_by,"
                        + " verified_at = now() RETURNING id",
                    row -> row.getObject("id", UUID.class),
                    app,
                    question,
                    new JsonArray(thread).encode(),
                    recipe.map(how -> how.json().encode()).orElse(null),
                    caller.email()))
        .getFirst();
  }

  /** Forgets one (editor). */
  void delete(Caller caller, String app, String id) {
    caller.require(Role.EDITOR);
    int deleted =
        Ids.uuid(id)
            .map(
                uuid ->
                    database.with(
                        c ->
                            Rows.update(
                                c,
                                "DELETE FROM verified_questions WHERE app_id = ? AND id = ?",
                                app,
                                uuid)))
            .orElse(0);
    if (deleted == 0) {
      throw new ProblemException(
          Problem.of(ProblemCode.NO_SUCH_QUESTION, "no verified question of that id"));
    }
  }

  private static Verified verified(ResultSet row) throws SQLException {
    List<String> thread = new ArrayList<>();
    new JsonArray(row.getString("thread")).forEach(question -> thread.add((String) question));
    return new Verified(
        row.getObject("id", UUID.class),
        row.getString("question"),
        thread,
        Optional.ofNullable(row.getString("recipe")).map(text -> Recipe.of(new JsonObject(text))),
        row.getString("verified_by"),
        Objects.requireNonNull(Rows.instant(row, "verified_at")));
  }
}
