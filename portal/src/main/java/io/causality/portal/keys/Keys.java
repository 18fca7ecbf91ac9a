package io.causality.portal.keys;

import io.causality.portal.access.Secrets;
import io.causality.portal.apps.Apps;
import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * The keys of apps. PostgreSQL is the truth; each change is published after its commit, and a call
 * waits a moment to tell whether the gateway can know.
 */
public final class Keys {
  private static final String PREFIX = "ck_";
  private static final Duration PUBLISH_WAIT = Duration.ofSeconds(2);

  private final Database database;
  private final Apps apps;
  private final GatewayConfig gateway;

  public Keys(Database database, Apps apps, GatewayConfig gateway) {
    this.database = database;
    this.apps = apps;
    this.gateway = gateway;
  }

  /**
   * A key at its birth, the only time when it is known.
   *
   * @param active whether the gateway has been told
   */
  public record Made(UUID id, String key, boolean active) {
    @Override
    public String toString() {
      return "Made[" + id + ", ***, " + active + "]";
    }
  }

  /** The app's keys, newest first. */
  public List<ApiKey> list(Caller caller, String app) {
    apps.require(caller, app);
    return database.with(
        c ->
            Rows.list(
                c,
                "SELECT id, name, last_four, created_at, revoked_at FROM api_keys"
                    + " WHERE app_id = ? ORDER BY created_at DESC, id",
                row ->
                    new ApiKey(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("last_four"),
                        Objects.requireNonNull(Rows.instant(row, "created_at")),
                        Rows.instant(row, "revoked_at")),
                app));
  }

  /** Makes a key. */
  public Made create(Caller caller, String app, String name) throws InterruptedException {
    apps.require(caller, app);
    caller.require(Role.EDITOR);
    String key = Secrets.random(PREFIX);
    UUID id = UUID.randomUUID();
    database.with(
        c ->
            Rows.update(
                c,
                "INSERT INTO api_keys (id, app_id, name, sha256, last_four, created_by)"
                    + " VALUES (?, ?, ?, ?, ?, ?)",
                id,
                app,
                name,
                Secrets.sha256(key),
                Secrets.lastFour(key),
                caller.userId()));
    return new Made(id, key, gateway.publish(PUBLISH_WAIT));
  }

  /** Revokes a key for ever; returns whether the gateway has been told. */
  public boolean revoke(Caller caller, String app, UUID key) throws InterruptedException {
    apps.require(caller, app);
    caller.require(Role.EDITOR);
    int found =
        database.with(
            c ->
                Rows.update(
                    c,
                    "UPDATE api_keys SET revoked_at = coalesce(revoked_at, now())"
                        + " WHERE id = ? AND app_id = ?",
                    key,
                    app));
    if (found == 0) {
      throw noSuchKey();
    }
    return gateway.publish(PUBLISH_WAIT);
  }

  static ProblemException noSuchKey() {
    return new ProblemException(
        Problem.of(ProblemCode.NO_SUCH_KEY, "no key of that id in the app"));
  }
}
