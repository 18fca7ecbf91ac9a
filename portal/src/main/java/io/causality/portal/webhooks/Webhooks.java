package io.causality.portal.webhooks;

import io.causality.portal.access.Secrets;
import io.causality.portal.apps.Apps;
import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Ids;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import io.causality.portal.vault.Vault;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks. One that belongs to an app is its editors'; one that serves all apps is the
 * admins', since who changes it sees the alerts of all. Thread-safe.
 */
public final class Webhooks {
  private static final int MOST = 10_000;
  private static final String PREFIX = "cw_";
  private static final String COLUMNS =
      "id, app_id, name, url, auth_type, template, allow_private, created_by, created_at,"
          + " updated_at";

  private final Database database;
  private final Apps apps;
  private final Vault vault;
  private final TargetCheck targets;

  Webhooks(Database database, Apps apps, Vault vault, TargetCheck targets) {
    this.database = database;
    this.apps = apps;
    this.vault = vault;
    this.targets = targets;
  }

  /**
   * What a caller wants a webhook to be.
   *
   * @param secret empty to make one, or to keep the one that is there
   * @param auth empty for none, or to keep what is there
   */
  record Draft(
      String name,
      String url,
      Optional<String> secret,
      Optional<Authorization> auth,
      Template template,
      boolean allowPrivate) {
    @Override
    public String toString() {
      return "Draft[" + name + ", ***]";
    }
  }

  /** A webhook at its birth, the only time when its secret is shown. */
  record Made(Webhook webhook, String secret) {
    @Override
    public String toString() {
      return "Made[" + webhook.id() + ", ***]";
    }
  }

  /** Those that alerts of the app can go to, or all that the caller may use; by name. */
  List<Webhook> list(Caller caller, Optional<String> app) {
    app.ifPresent(named -> apps.require(caller, named));
    return database
        .with(
            c ->
                Rows.list(
                    c,
                    "SELECT " + COLUMNS + " FROM webhooks ORDER BY lower(name), id",
                    Webhooks::webhook))
        .stream()
        .filter(webhook -> isVisible(caller, webhook))
        .filter(webhook -> app.isEmpty() || webhook.app().isEmpty() || webhook.app().equals(app))
        .toList();
  }

  /** The one of that id, or 404 when there is none that the caller may use. */
  Webhook get(Caller caller, String id) {
    return find(id).filter(found -> isVisible(caller, found)).orElseThrow(Webhooks::absent);
  }

  /** The same, for somebody who may change it. */
  Webhook forChange(Caller caller, String id) {
    caller.require(Role.EDITOR);
    Webhook webhook = get(caller, id);
    requireOwner(caller, webhook.app());
    return webhook;
  }

  /** Whether the caller may change it, and so see all of it. */
  static boolean mayChange(Caller caller, Webhook webhook) {
    return caller.role().includes(webhook.app().isPresent() ? Role.EDITOR : Role.ADMIN);
  }

  private static boolean isVisible(Caller caller, Webhook webhook) {
    return webhook.app().map(caller::sees).orElse(true);
  }

  private static void requireOwner(Caller caller, Optional<String> app) {
    if (app.isEmpty() && !caller.isAdmin()) {
      throw new ProblemException(
          Problem.of(
                  ProblemCode.FORBIDDEN,
                  "a webhook for all apps needs the role admin; name the app that it is for")
              .at("$.app"));
    }
  }

  /** Makes one (editor of the app; admin, for all apps). */
  Made create(Caller caller, Optional<String> app, Draft draft) throws InterruptedException {
    app.ifPresent(named -> apps.require(caller, named));
    caller.require(Role.EDITOR);
    requireOwner(caller, app);
    targets.check(caller, draft.url(), draft.allowPrivate(), false);
    UUID id = UUID.randomUUID();
    String secret = draft.secret().orElseGet(() -> Secrets.random(PREFIX));
    Authorization auth = draft.auth().orElseGet(Authorization.None::new);
    String sealed = vault.seal(place(id, "secret"), secret);
    @Nullable String sealedAuth = seal(id, auth);
    Webhook made =
        database
            .with(
                c ->
                    Rows.list(
                        c,
                        "INSERT INTO webhooks (id, app_id, name, url, secret, auth_type, auth,"
                            + " template, allow_private, created_by)"
                            + " SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
                            + " WHERE (SELECT count(*) FROM webhooks) < ? RETURNING "
                            + COLUMNS,
                        Webhooks::webhook,
                        id,
                        app.orElse(null),
                        draft.name(),
                        draft.url(),
                        sealed,
                        auth.type().text(),
                        sealedAuth,
                        draft.template().text(),
                        draft.allowPrivate(),
                        caller.email(),
                        MOST))
            .stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(ProblemCode.TOO_MANY, "there are " + MOST + " webhooks")));
    return new Made(made, secret);
  }

  /** Changes one; secrets that are not given stay. */
  Webhook replace(Caller caller, String id, Draft draft) throws InterruptedException {
    Webhook old = forChange(caller, id);
    targets.check(caller, draft.url(), draft.allowPrivate(), old.allowPrivate());
    @Nullable String secret =
        draft.secret().map(given -> vault.seal(place(old.id(), "secret"), given)).orElse(null);
    Authorization.Type type = draft.auth().map(Authorization::type).orElse(old.auth());
    @Nullable String auth = draft.auth().map(given -> seal(old.id(), given)).orElse(null);
    return database
        .with(
            c ->
                Rows.list(
                    c,
                    "UPDATE webhooks SET name = ?, url = ?, secret = coalesce(?, secret),"
                        + " auth_type = ?, auth = CASE WHEN ? THEN ?::text ELSE auth END,"
                        + " template = ?, allow_private = ?, updated_at = now()"
                        + " WHERE id = ? RETURNING "
                        + COLUMNS,
                    Webhooks::webhook,
                    draft.name(),
                    draft.url(),
                    secret,
                    type.text(),
                    draft.auth().isPresent(),
                    auth,
                    draft.template().text(),
                    draft.allowPrivate(),
                    old.id()))
        .stream()
        .findFirst()
        .orElseThrow(Webhooks::absent);
  }

  /** Deletes one, with its deliveries. */
  void delete(Caller caller, String id) {
    Webhook old = forChange(caller, id);
    database.with(c -> Rows.update(c, "DELETE FROM webhooks WHERE id = ?", old.id()));
  }

  /** All that a delivery needs to know of its webhook. */
  record Target(UUID id, String url, boolean allowPrivate, String secret, @Nullable String auth) {}

  /** The key under which a delivery is signed. */
  String secret(Target target) throws Vault.UnopenableException {
    return vault.open(place(target.id(), "secret"), target.secret());
  }

  /** How a delivery authorizes itself. */
  Authorization authorization(Target target) throws Vault.UnopenableException {
    String auth = target.auth();
    return auth == null
        ? new Authorization.None()
        : Authorization.parse(new JsonObject(vault.open(place(target.id(), "auth"), auth)));
  }

  Optional<Webhook> find(String id) {
    return Ids.uuid(id)
        .flatMap(
            known ->
                database
                    .with(
                        c ->
                            Rows.list(
                                c,
                                "SELECT " + COLUMNS + " FROM webhooks WHERE id = ?",
                                Webhooks::webhook,
                                known))
                    .stream()
                    .findFirst());
  }

  private @Nullable String seal(UUID id, Authorization auth) {
    return auth instanceof Authorization.None
        ? null
        : vault.seal(place(id, "auth"), auth.toJson().encode());
  }

  private static String place(UUID id, String what) {
    return "webhook/" + id + "/" + what;
  }

  private static ProblemException absent() {
    return new ProblemException(Problem.of(ProblemCode.NOT_FOUND, "no webhook of that id"));
  }

  private static Webhook webhook(ResultSet row) throws SQLException {
    return new Webhook(
        row.getObject("id", UUID.class),
        Optional.ofNullable(row.getString("app_id")),
        row.getString("name"),
        row.getString("url"),
        Authorization.Type.of(row.getString("auth_type")),
        Template.of(row.getString("template")).orElse(Template.JSON),
        row.getBoolean("allow_private"),
        row.getString("created_by"),
        Objects.requireNonNull(Rows.instant(row, "created_at")),
        Objects.requireNonNull(Rows.instant(row, "updated_at")));
  }
}
