package io.causality.portal.access;

import io.causality.portal.http.Call;
import io.causality.portal.http.Ids;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Role;
import io.causality.portal.http.Routes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Users and the audit log over HTTP; for admins. */
public final class UsersRoutes implements Routes {
  private static final int AUDIT_PAGE = 100;

  private final Users users;
  private final UserChanges changes;
  private final AuditLog audit;

  public UsersRoutes(Users users, UserChanges changes, AuditLog audit) {
    this.users = users;
    this.changes = changes;
    this.audit = audit;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "listUsers", this::list,
        "createUser", this::create,
        "updateUser", this::update,
        "deleteUser", this::delete,
        "listAudit", this::audit);
  }

  private Reply list(Call call) {
    call.caller().require(Role.ADMIN);
    JsonArray list = new JsonArray();
    users.list().forEach(user -> list.add(json(user)));
    return Reply.ok(new JsonObject().put("users", list));
  }

  private Reply create(Call call) {
    call.caller().require(Role.ADMIN);
    JsonObject body = call.body();
    User made =
        users.create(
            body.getString("email"),
            body.getString("password"),
            Role.of(body.getString("role")),
            apps(body).orElse(Set.of()));
    call.trail().target(made.email()).detail(summary(made));
    return Reply.created(json(made));
  }

  private Reply update(Call call) {
    call.caller().require(Role.ADMIN);
    JsonObject body = call.body();
    User changed =
        changes.change(
            call.caller(),
            id(call),
            new UserChanges.Change(
                Optional.ofNullable(body.getString("role")).map(Role::of),
                apps(body),
                Optional.ofNullable(body.getString("password")),
                Optional.ofNullable(body.getBoolean("disabled"))));
    call.trail()
        .target(changed.email())
        .detail(summary(changed) + (body.containsKey("password") ? "; new password" : ""));
    return Reply.ok(json(changed));
  }

  private Reply delete(Call call) {
    call.caller().require(Role.ADMIN);
    call.trail().target(changes.delete(call.caller(), id(call)).email());
    return Reply.empty(204);
  }

  private Reply audit(Call call) {
    int limit = call.query("limit", AUDIT_PAGE);
    Optional<Long> before = call.query("cursor").map(UsersRoutes::cursor);
    JsonArray list = new JsonArray();
    String last = null;
    for (AuditLog.Entry entry : audit.list(call.caller(), limit, before)) {
      last = Long.toString(entry.id());
      list.add(
          new JsonObject()
              .put("id", last)
              .put("at", entry.at().toString())
              .put("user", entry.user())
              .put("action", entry.action())
              .put("target", entry.target())
              .put("app", entry.app())
              .put("detail", entry.detail()));
    }
    return Reply.ok(
        new JsonObject().put("entries", list).put("cursor", list.size() < limit ? null : last));
  }

  static JsonObject json(User user) {
    return new JsonObject()
        .put("id", user.id().toString())
        .put("email", user.email())
        .put("role", user.role().text())
        .put("apps", new JsonArray(new ArrayList<>(new TreeSet<>(user.apps()))))
        .put("disabled", user.disabled())
        .put("created_at", user.createdAt().toString());
  }

  private static String summary(User user) {
    return user.role().text()
        + "; apps "
        + String.join(", ", new TreeSet<>(user.apps()))
        + (user.disabled() ? "; disabled" : "");
  }

  private static Optional<Set<String>> apps(JsonObject body) {
    JsonArray list = body.getJsonArray("apps");
    if (list == null) {
      return Optional.empty();
    }
    Set<String> apps = new TreeSet<>();
    list.forEach(app -> apps.add((String) app));
    return Optional.of(apps);
  }

  private static UUID id(Call call) {
    return Ids.uuid(call.path("id"))
        .orElseThrow(
            () -> new ProblemException(Problem.of(ProblemCode.NO_SUCH_USER, "no user of that id")));
  }

  private static long cursor(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new ProblemException(
          Problem.of(ProblemCode.BAD_REQUEST, "that is no cursor of an earlier reply")
              .at("cursor"));
    }
  }
}
