package io.causality.portal.access;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Personal API tokens. Only hashes are kept; a deleted token is refused from the next call on. */
public final class Tokens {
  static final String PREFIX = "ct_";

  private final Database database;

  public Tokens(Database database) {
    this.database = database;
  }

  /** A token as it may be shown. */
  public record Token(UUID id, String name, String lastFour, Instant createdAt) {}

  /** A token at its birth, the only time when it is known. */
  public record Made(UUID id, String token) {
    @Override
    public String toString() {
      return "Made[" + id + ", ***]";
    }
  }

  public List<Token> of(UUID user) {
    return database.with(
        c ->
            Rows.list(
                c,
                "SELECT id, name, last_four, created_at FROM api_tokens WHERE user_id = ?"
                    + " ORDER BY created_at DESC, id",
                row ->
                    new Token(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("last_four"),
                        Objects.requireNonNull(Rows.instant(row, "created_at"))),
                user));
  }

  /**
   * Makes a token for a user.
   *
   * @throws ProblemException when there is no such user
   */
  public Made create(UUID user, String name) {
    String token = Secrets.random(PREFIX);
    return database.transaction(
        c -> {
          if (Rows.list(c, "SELECT 1 FROM users WHERE id = ?", row -> 1, user).isEmpty()) {
            throw new ProblemException(
                Problem.of(ProblemCode.NO_SUCH_USER, "no user of that id").at("$.user"));
          }
          return new Made(insert(c, user, name, token, false), token);
        });
  }

  /** Deletes a token of the caller, or for an admin of anybody. */
  public void delete(Caller caller, UUID id) {
    int deleted =
        database.with(
            c ->
                Rows.update(
                    c,
                    "DELETE FROM api_tokens WHERE id = ? AND (user_id = ? OR ?)",
                    id,
                    caller.userId(),
                    caller.isAdmin()));
    if (deleted == 0) {
      throw new ProblemException(Problem.of(ProblemCode.NO_SUCH_TOKEN, "no token of that id"));
    }
  }

  static UUID insert(Connection c, UUID user, String name, String token, boolean environment)
      throws SQLException {
    UUID id = UUID.randomUUID();
    Rows.update(
        c,
        "INSERT INTO api_tokens (id, user_id, name, sha256, last_four, environment)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        id,
        user,
        name,
        Secrets.sha256(token),
        Secrets.lastFour(token),
        environment);
    return id;
  }
}
