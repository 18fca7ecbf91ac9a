package io.causality.portal.access;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.AuditTrail;
import io.causality.portal.http.Call;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Role;
import io.causality.portal.http.Sender;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who did what, kept for good. Holds no secret and nothing of an event. Thread-safe. */
public final class AuditLog implements AuditTrail {
  private final Database database;

  public AuditLog(Database database) {
    this.database = database;
  }

  /**
   * One entry.
   *
   * @param user email of who did it, as it was then
   * @param app null where it concerns no app
   */
  public record Entry(
      long id,
      Instant at,
      String user,
      String action,
      String target,
      @Nullable String app,
      String detail) {}

  @Override
  public void record(Call call, String action) {
    Caller caller = call.caller();
    String target = call.trail().target();
    if (target.isEmpty()) {
      target = call.path().getOrDefault("id", call.path().getOrDefault("key", ""));
    }
    String app = call.path().getOrDefault("app", call.body().getString("app"));
    insert(caller.userId(), caller.email(), action, target, app, call.trail().detail());
  }

  /** Keeps a change that came by another way than an operation of the API. */
  public void changed(Caller caller, String action, String app, String target, String detail) {
    insert(caller.userId(), caller.email(), action, target, app, detail);
  }

  void signedIn(User user, Sender sender) {
    insert(user.id(), user.email(), "session.create", "", null, "from " + sender.address());
  }

  void joined(User user, String provider) {
    insert(
        user.id(),
        user.email(),
        "user.create",
        user.email(),
        null,
        "as " + user.role().text() + ", by " + provider);
  }

  void signInFailed(String email, Sender sender) {
    String who = email.toLowerCase(Locale.ROOT);
    insert(null, who, "session.refused", who, null, "from " + sender.address());
  }

  private void insert(
      @Nullable UUID user,
      String email,
      String action,
      String target,
      @Nullable String app,
      String detail) {
    database.with(
        c ->
            Rows.update(
                c,
                "INSERT INTO audit_log (user_id, user_email, action, target, app, detail)"
                    + " VALUES (?, ?, ?, ?, ?, ?)",
                user,
                email,
                action,
                target,
                app,
                detail));
  }

  /**
   * Entries, newest first.
   *
   * @param before only older ones than that id
   */
  List<Entry> list(Caller caller, int limit, Optional<Long> before) {
    caller.require(Role.ADMIN);
    return database.with(
        c ->
            Rows.list(
                c,
                "SELECT id, at, user_email, action, target, app, detail FROM audit_log"
                    + " WHERE id < ? ORDER BY id DESC LIMIT ?",
                row ->
                    new Entry(
                        row.getLong("id"),
                        Objects.requireNonNull(Rows.instant(row, "at")),
                        row.getString("user_email"),
                        row.getString("action"),
                        row.getString("target"),
                        row.getString("app"),
                        row.getString("detail")),
                before.orElse(Long.MAX_VALUE),
                limit));
  }
}
