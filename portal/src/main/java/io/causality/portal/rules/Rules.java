package io.causality.portal.rules;

import io.causality.portal.apps.Apps;
import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Ids;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import io.causality.portal.webhooks.Template;
import io.causality.rules.model.Action;
import io.causality.rules.model.BadRuleException;
import io.causality.rules.model.Rule;
import io.causality.rules.model.RuleReader;
import io.causality.rules.model.RuleWriter;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiPredicate;

/**
 * The rules of apps. Whoever sees the app reads them, an editor writes them. PostgreSQL is the
 * truth; a change is told to the stream after its commit. Thread-safe.
 */
public final class Rules {
  private static final int MOST_OF_AN_APP = 5_000;
  private static final String SELECT =
      "SELECT r.id, r.app_id, r.version, r.document, r.muted_until, r.published = r.version AS told,"
          + " r.created_by, r.created_at, r.updated_by, r.updated_at, (SELECT max(a.fired_at)"
          + " FROM alerts a WHERE a.app_id = r.app_id AND a.rule_id = r.id::text) AS last_fired_at,"
          + " (SELECT count(*) FROM alerts a WHERE a.app_id = r.app_id AND a.rule_id = r.id::text"
          + " AND a.fired_at > now() - interval '1 day') AS alerts_24h FROM rules r"
          + " WHERE NOT r.deleted AND r.app_id = ? ";

  private final Database database;
  private final Apps apps;
  private final BiPredicate<String, String> webhooks;
  private final Runnable changed;

  /**
   * The rules in a database.
   *
   * @param webhooks whether there is a webhook of that id for an app
   * @param changed called after a change has been committed; must not block
   */
  public Rules(
      Database database, Apps apps, BiPredicate<String, String> webhooks, Runnable changed) {
    this.database = database;
    this.apps = apps;
    this.webhooks = webhooks;
    this.changed = changed;
  }

  /** Those of an app, by name. */
  public List<StoredRule> list(Caller caller, String app) {
    apps.require(caller, app);
    return database.with(
        c -> Rows.list(c, SELECT + "ORDER BY lower(r.name), r.id", Rules::stored, app));
  }

  /** The one of that id, or 404. */
  StoredRule get(Caller caller, String app, String id) {
    apps.require(caller, app);
    return find(app, uuid(id));
  }

  private StoredRule find(String app, UUID id) {
    return database
        .with(c -> Rows.list(c, SELECT + "AND r.id = ?", Rules::stored, app, id))
        .stream()
        .findFirst()
        .orElseThrow(Rules::absent);
  }

  /**
   * A version as it was.
   *
   * @param changedBy email of who made it
   */
  record Version(int version, JsonObject document, String changedBy, Instant changedAt) {}

  /** All versions of a rule, the latest first. */
  List<Version> versions(Caller caller, String app, String id) {
    StoredRule rule = get(caller, app, id);
    return database.with(
        c ->
            Rows.list(
                c,
                "SELECT version, document, changed_by, changed_at FROM rule_versions"
                    + " WHERE rule_id = ? ORDER BY version DESC",
                row ->
                    new Version(
                        row.getInt("version"),
                        new JsonObject(row.getString("document")),
                        row.getString("changed_by"),
                        Objects.requireNonNull(Rows.instant(row, "changed_at"))),
                rule.id()));
  }

  /** Reads a rule for an app; 400 with the place of what is wrong with it. */
  Rule check(String app, JsonObject body) {
    Rule rule = read(body.encode(), "$");
    for (int i = 0; i < rule.actions().size(); i++) {
      Action action = rule.actions().get(i);
      String at = "$.actions[" + i + "]";
      if (!webhooks.test(app, action.webhook())) {
        throw bad(at + ".webhook", "there is no webhook of that id for this app");
      }
      String template = action.template();
      if (template != null && Template.of(template).isEmpty()) {
        throw bad(at + ".template", "must be json or slack");
      }
    }
    return rule;
  }

  /**
   * Reads a rule that stands somewhere in a request.
   *
   * @param at where
   */
  static Rule read(String json, String at) {
    try {
      return RuleReader.read(json);
    } catch (BadRuleException e) {
      throw bad(at + e.field().substring(1), e.detail());
    }
  }

  private static ProblemException bad(String field, String detail) {
    return new ProblemException(
        Problem.of(ProblemCode.BAD_RULE, detail.isEmpty() ? "is not valid" : detail).at(field));
  }

  /** Makes a rule (editor). */
  StoredRule create(Caller caller, String app, JsonObject body) {
    requireEditor(caller, app);
    Rule rule = check(app, body);
    String document = RuleWriter.write(rule);
    UUID id = UUID.randomUUID();
    int made =
        database.transaction(
            c -> {
              int inserted =
                  Rows.update(
                      c,
                      "INSERT INTO rules (id, app_id, version, name, document, created_by,"
                          + " updated_by) SELECT ?, ?, 1, ?, ?, ?, ? WHERE (SELECT count(*)"
                          + " FROM rules WHERE app_id = ? AND NOT deleted) < ?",
                      id,
                      app,
                      rule.name(),
                      document,
                      caller.email(),
                      caller.email(),
                      app,
                      MOST_OF_AN_APP);
              return inserted == 0 ? 0 : remember(c, id, 1, document, caller);
            });
    if (made == 0) {
      throw new ProblemException(
          Problem.of(ProblemCode.TOO_MANY, "an app has at most " + MOST_OF_AN_APP + " rules"));
    }
    changed.run();
    return find(app, id);
  }

  /** Makes a new version of a rule (editor). */
  StoredRule replace(Caller caller, String app, String id, JsonObject body) {
    requireEditor(caller, app);
    return change(caller, app, uuid(id), check(app, body));
  }

  /** Lets a rule run, or not (editor); a new version where that is a change. */
  StoredRule enable(Caller caller, String app, String id, boolean enabled) {
    requireEditor(caller, app);
    StoredRule old = find(app, uuid(id));
    if (old.document().getBoolean("enabled") == enabled) {
      return old;
    }
    return change(
        caller, app, old.id(), read(old.document().copy().put("enabled", enabled).encode(), "$"));
  }

  private StoredRule change(Caller caller, String app, UUID id, Rule rule) {
    String document = RuleWriter.write(rule);
    database.transaction(
        c -> {
          int version =
              Rows.list(
                      c,
                      "UPDATE rules SET version = version + 1, name = ?, document = ?,"
                          + " updated_by = ?, updated_at = now()"
                          + " WHERE id = ? AND app_id = ? AND NOT deleted RETURNING version",
                      row -> row.getInt("version"),
                      rule.name(),
                      document,
                      caller.email(),
                      id,
                      app)
                  .stream()
                  .findFirst()
                  .orElseThrow(Rules::absent);
          return remember(c, id, version, document, caller);
        });
    changed.run();
    return find(app, id);
  }

  private static int remember(Connection c, UUID id, int version, String document, Caller caller)
      throws SQLException {
    return Rows.update(
        c,
        "INSERT INTO rule_versions (rule_id, version, document, changed_by) VALUES (?, ?, ?, ?)",
        id,
        version,
        document,
        caller.email());
  }

  /**
   * Keeps a rule's alerts from being delivered (editor). The rule itself stays as it is.
   *
   * @param until at or before now: they are delivered again
   */
  StoredRule mute(Caller caller, String app, String id, Instant until) {
    requireEditor(caller, app);
    int found =
        database.with(
            c ->
                Rows.update(
                    c,
                    "UPDATE rules SET muted_until = CASE WHEN ?::timestamptz > now()"
                        + " THEN ?::timestamptz END WHERE id = ? AND app_id = ? AND NOT deleted",
                    Timestamp.from(until),
                    Timestamp.from(until),
                    uuid(id),
                    app));
    if (found == 0) {
      throw absent();
    }
    return find(app, uuid(id));
  }

  /** Deletes a rule (editor); its alerts stay. */
  void delete(Caller caller, String app, String id) {
    requireEditor(caller, app);
    int found =
        database.with(
            c ->
                Rows.update(
                    c,
                    "UPDATE rules SET deleted = true, updated_at = now()"
                        + " WHERE id = ? AND app_id = ? AND NOT deleted",
                    uuid(id),
                    app));
    if (found == 0) {
      throw absent();
    }
    changed.run();
  }

  private void requireEditor(Caller caller, String app) {
    apps.require(caller, app);
    caller.require(Role.EDITOR);
  }

  private static UUID uuid(String id) {
    return Ids.uuid(id).orElseThrow(Rules::absent);
  }

  private static ProblemException absent() {
    return new ProblemException(Problem.of(ProblemCode.NOT_FOUND, "no rule of that id"));
  }

  private static StoredRule stored(ResultSet row) throws SQLException {
    Instant muted = Rows.instant(row, "muted_until");
    return new StoredRule(
        row.getObject("id", UUID.class),
        row.getString("app_id"),
        row.getInt("version"),
        new JsonObject(row.getString("document")),
        muted != null && muted.isAfter(Instant.now()) ? muted : null,
        row.getBoolean("told"),
        row.getString("created_by"),
        Objects.requireNonNull(Rows.instant(row, "created_at")),
        row.getString("updated_by"),
        Objects.requireNonNull(Rows.instant(row, "updated_at")),
        Rows.instant(row, "last_fired_at"),
        row.getInt("alerts_24h"));
  }
}
