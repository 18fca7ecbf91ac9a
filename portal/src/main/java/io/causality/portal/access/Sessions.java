package io.causality.portal.access;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Sender;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Sessions of people who signed in. A session ends when it is closed, after two weeks without a
 * call, and after thirty days in any case; a disabled user has none. The role and the apps are read
 * with each call, so a change of them holds from the next one on.
 */
public final class Sessions {
  static final String PREFIX = "cs_";

  /** A session lasts no longer, however much it is used. */
  static final Duration LONGEST = Duration.ofDays(30);

  private static final String ALIVE =
      " s.last_seen_at > now() - interval '14 days' AND s.created_at > now() - interval '30 days' ";

  private final Database database;

  public Sessions(Database database) {
    this.database = database;
  }

  /** A session as it may be shown. */
  public record Session(
      UUID id,
      Instant createdAt,
      Instant lastSeenAt,
      String userAgent,
      String address,
      boolean current) {}

  /**
   * Opens a session under a new token, and closes the one that the sender comes with.
   *
   * @return the token, known here and to the client alone
   */
  String open(UUID user, Sender sender) {
    String token = Secrets.random(PREFIX);
    return database.transaction(
        c -> {
          if (sender.session() != null) {
            delete(c, sender.session());
          }
          Rows.update(c, "DELETE FROM sessions s WHERE NOT (" + ALIVE + ")");
          Rows.update(
              c,
              "INSERT INTO sessions (id, user_id, sha256, user_agent, address)"
                  + " VALUES (?, ?, ?, ?, ?)",
              UUID.randomUUID(),
              user,
              Secrets.sha256(token),
              sender.userAgent(),
              sender.address());
          return token;
        });
  }

  /** Whose session this is, if it is alive. */
  public Optional<Caller> callerOf(String token) {
    record Found(User user, boolean stale) {}
    byte[] hash = Secrets.sha256(token);
    return database.with(
        c -> {
          Optional<Found> found =
              Rows.list(
                      c,
                      Users.SELECT.replace(
                              "SELECT u.id",
                              "SELECT s.last_seen_at < now() - interval '1 minute' AS stale, u.id")
                          + "JOIN sessions s ON s.user_id = u.id"
                          + " WHERE s.sha256 = ? AND NOT u.disabled AND"
                          + ALIVE,
                      row -> new Found(Users.user(row), row.getBoolean("stale")),
                      (Object) hash)
                  .stream()
                  .findFirst();
          if (found.isPresent() && found.get().stale()) {
            Rows.update(
                c, "UPDATE sessions SET last_seen_at = now() WHERE sha256 = ?", (Object) hash);
          }
          return found.map(one -> one.user().caller());
        });
  }

  /** What a page of ours must send with each change: another site cannot know it. */
  public static String csrf(String token) {
    return HexFormat.of().formatHex(Secrets.sha256("csrf:" + token));
  }

  /** Closes the session of a token. */
  void close(String token) {
    database.with(c -> delete(c, token));
  }

  /** The user's sessions that are alive, the latest used first. */
  List<Session> of(Caller caller, Sender sender) {
    byte[] current = Secrets.sha256(Objects.requireNonNullElse(sender.session(), ""));
    return database.with(
        c ->
            Rows.list(
                c,
                "SELECT s.id, s.created_at, s.last_seen_at, s.user_agent, s.address,"
                    + " s.sha256 = ? AS current FROM sessions s WHERE s.user_id = ? AND"
                    + ALIVE
                    + "ORDER BY s.last_seen_at DESC, s.id",
                row ->
                    new Session(
                        row.getObject("id", UUID.class),
                        Objects.requireNonNull(Rows.instant(row, "created_at")),
                        Objects.requireNonNull(Rows.instant(row, "last_seen_at")),
                        row.getString("user_agent"),
                        row.getString("address"),
                        row.getBoolean("current")),
                current,
                caller.userId()));
  }

  /** Ends one of the caller's sessions. */
  void end(Caller caller, UUID id) {
    int ended =
        database.with(
            c ->
                Rows.update(
                    c, "DELETE FROM sessions WHERE id = ? AND user_id = ?", id, caller.userId()));
    if (ended == 0) {
      throw noSuchSession();
    }
  }

  static void endOthers(Connection c, UUID user, Sender sender) throws SQLException {
    Rows.update(
        c,
        "DELETE FROM sessions WHERE user_id = ? AND sha256 <> ?",
        user,
        Secrets.sha256(Objects.requireNonNullElse(sender.session(), "")));
  }

  static ProblemException noSuchSession() {
    return new ProblemException(
        Problem.of(ProblemCode.NO_SUCH_SESSION, "you have no session of that id"));
  }

  private static int delete(Connection c, String token) throws SQLException {
    return Rows.update(c, "DELETE FROM sessions WHERE sha256 = ?", (Object) Secrets.sha256(token));
  }
}
