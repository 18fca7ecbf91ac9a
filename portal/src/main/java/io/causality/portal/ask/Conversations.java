package io.causality.portal.ask;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Ids;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Threads of questions: each its owner's, read by others of the app when it is shared. Thread-safe.
 */
final class Conversations {
  private static final int LONGEST_NAME = 200;
  private static final int MOST = 500;
  private static final String SELECT =
      "SELECT c.id, c.app_id, c.user_id, c.name, c.shared, c.created_at, c.updated_at, u.email,"
          + " (SELECT count(*) FROM questions q WHERE q.conversation_id = c.id) AS questions"
          + " FROM conversations c JOIN users u ON u.id = c.user_id ";
  private static final String TURN =
      "SELECT q.id, q.conversation_id, q.question, q.asked_now, q.timezone, q.answer,"
          + " q.recipe, q.at"
          + " FROM questions q ";

  private final Database database;

  Conversations(Database database) {
    this.database = database;
  }

  /** A thread. */
  record Conversation(
      UUID id,
      String app,
      UUID userId,
      String owner,
      String name,
      boolean shared,
      long questions,
      Instant createdAt,
      Instant updatedAt) {}

  /**
   * A question with its answer.
   *
   * @param now the instant at which it counted as asked
   * @param recipe how a model's answer was made; empty where it cannot be made again
   */
  record Turn(
      UUID id,
      UUID conversation,
      String question,
      Instant now,
      ZoneId zone,
      JsonObject answer,
      Optional<Recipe> recipe,
      Instant at) {}

  /** The caller's, and what others share, latest first. */
  List<Conversation> list(Caller caller, String app) {
    return database.with(
        c ->
            Rows.list(
                c,
                SELECT
                    + "WHERE c.app_id = ? AND (c.user_id = ? OR c.shared)"
                    + " ORDER BY c.updated_at DESC, c.id LIMIT "
                    + MOST,
                Conversations::conversation,
                app,
                caller.userId()));
  }

  /** A thread that the caller may read. */
  Conversation get(Caller caller, String app, String id) {
    Optional<Conversation> found =
        Ids.uuid(id)
            .flatMap(
                uuid ->
                    database
                        .with(
                            c ->
                                Rows.list(
                                    c,
                                    SELECT + "WHERE c.app_id = ? AND c.id = ?",
                                    Conversations::conversation,
                                    app,
                                    uuid))
                        .stream()
                        .findFirst())
            .filter(one -> one.shared() || one.userId().equals(caller.userId()));
    return found.orElseThrow(Conversations::none);
  }

  /** A thread that is the caller's own. */
  Conversation own(Caller caller, String app, String id) {
    Conversation conversation = get(caller, app, id);
    if (!conversation.userId().equals(caller.userId())) {
      throw new ProblemException(
          Problem.of(ProblemCode.FORBIDDEN, "only " + conversation.owner() + " may change it"));
    }
    return conversation;
  }

  private static ProblemException none() {
    return new ProblemException(
        Problem.of(ProblemCode.NO_SUCH_CONVERSATION, "you have no conversation of that id"));
  }

  /** Questions of a thread, in their order. */
  List<Turn> turns(UUID conversation) {
    return database.with(
        c ->
            Rows.list(
                c,
                TURN + "WHERE q.conversation_id = ? ORDER BY q.seq",
                Conversations::turn,
                conversation));
  }

  /** A question of the app, whose thread the caller may read. */
  Turn turn(Caller caller, String app, String id) {
    Turn turn =
        Ids.uuid(id)
            .flatMap(
                uuid ->
                    database
                        .with(c -> Rows.list(c, TURN + "WHERE q.id = ?", Conversations::turn, uuid))
                        .stream()
                        .findFirst())
            .orElseThrow(Conversations::noQuestion);
    try {
      get(caller, app, turn.conversation().toString());
    } catch (ProblemException e) {
      throw noQuestion();
    }
    return turn;
  }

  private static ProblemException noQuestion() {
    return new ProblemException(
        Problem.of(ProblemCode.NO_SUCH_QUESTION, "you have asked no question of that id"));
  }

  /** Keeps a question; where no thread is given, it begins one. */
  UUID add(
      Caller caller,
      String app,
      Optional<UUID> conversation,
      AskRequest request,
      ZoneId zone,
      String id,
      JsonObject answer,
      Optional<Recipe> recipe) {
    UUID thread = conversation.orElseGet(UUID::randomUUID);
    answer.put("conversation", thread.toString());
    return database.transaction(
        c -> {
          if (conversation.isEmpty()) {
            Rows.update(
                c,
                "INSERT INTO conversations (id, app_id, user_id, name) VALUES (?, ?, ?, ?)",
                thread,
                app,
                caller.userId(),
                name(request.question()));
          } else {
            Rows.update(c, "UPDATE conversations SET updated_at = now() WHERE id = ?", thread);
          }
          Rows.update(
              c,
              "INSERT INTO questions (id, conversation_id, question, asked_now, timezone, answer,"
                  + " recipe) VALUES (?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)",
              UUID.fromString(id),
              thread,
              request.question(),
              request.now().atOffset(ZoneOffset.UTC),
              zone.getId(),
              answer.encode(),
              recipe.map(how -> how.json().encode()).orElse(null));
          return thread;
        });
  }

  private static String name(String question) {
    return question.length() <= LONGEST_NAME
        ? question
        : question.substring(0, LONGEST_NAME - 1) + "…";
  }

  /** Changes a thread of the caller's; what is empty stays. */
  Conversation change(
      Caller caller, String app, String id, Optional<String> name, Optional<Boolean> shared) {
    Conversation own = own(caller, app, id);
    database.with(
        c ->
            Rows.update(
                c,
                "UPDATE conversations SET name = coalesce(?, name), shared = coalesce(?, shared)"
                    + " WHERE id = ?",
                name.map(String::strip).map(Conversations::name).orElse(null),
                shared.orElse(null),
                own.id()));
    return get(caller, app, id);
  }

  /** Deletes a thread of the caller's with its questions. */
  void delete(Caller caller, String app, String id) {
    Conversation own = own(caller, app, id);
    database.with(c -> Rows.update(c, "DELETE FROM conversations WHERE id = ?", own.id()));
  }

  private static Conversation conversation(ResultSet row) throws SQLException {
    return new Conversation(
        row.getObject("id", UUID.class),
        row.getString("app_id"),
        row.getObject("user_id", UUID.class),
        row.getString("email"),
        row.getString("name"),
        row.getBoolean("shared"),
        row.getLong("questions"),
        Objects.requireNonNull(Rows.instant(row, "created_at")),
        Objects.requireNonNull(Rows.instant(row, "updated_at")));
  }

  private static Turn turn(ResultSet row) throws SQLException {
    return new Turn(
        row.getObject("id", UUID.class),
        row.getObject("conversation_id", UUID.class),
        row.getString("question"),
        Objects.requireNonNull(Rows.instant(row, "asked_now")),
        ZoneId.of(row.getString("timezone")),
        new JsonObject(row.getString("answer")),
        Optional.ofNullable(row.getString("recipe")).map(text -> Recipe.of(new JsonObject(text))),
        Objects.requireNonNull(Rows.instant(row, "at")));
  }
}
