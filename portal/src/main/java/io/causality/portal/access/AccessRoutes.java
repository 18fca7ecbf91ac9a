package io.causality.portal.access;

import io.causality.portal.http.Call;
import io.causality.portal.http.Caller;
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

/** Users and tokens over HTTP. */
public final class AccessRoutes implements Routes {
  private final Users users;
  private final Tokens tokens;

  public AccessRoutes(Users users, Tokens tokens) {
    this.users = users;
    this.tokens = tokens;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "listUsers", this::listUsers,
        "createUser", this::createUser,
        "listTokens", this::listTokens,
        "createToken", this::createToken,
        "deleteToken", this::deleteToken);
  }

  private Reply listUsers(Call call) {
    call.caller().require(Role.ADMIN);
    JsonArray list = new JsonArray();
    users.list().forEach(user -> list.add(json(user)));
    return Reply.ok(new JsonObject().put("users", list));
  }

  private Reply createUser(Call call) {
    call.caller().require(Role.ADMIN);
    JsonObject body = call.body();
    Set<String> apps = new TreeSet<>();
    body.getJsonArray("apps", new JsonArray()).forEach(app -> apps.add((String) app));
    Caller made =
        users.create(
            body.getString("email"),
            body.getString("password"),
            Role.of(body.getString("role")),
            apps);
    return Reply.created(json(made));
  }

  private Reply listTokens(Call call) {
    JsonArray list = new JsonArray();
    for (Tokens.Token token : tokens.of(call.caller().userId())) {
      list.add(
          new JsonObject()
              .put("id", token.id().toString())
              .put("name", token.name())
              .put("last_four", token.lastFour())
              .put("created_at", token.createdAt().toString()));
    }
    return Reply.ok(new JsonObject().put("tokens", list));
  }

  private Reply createToken(Call call) {
    String name = call.body().getString("name");
    UUID owner = call.caller().userId();
    String other = call.body().getString("user");
    if (other != null && !owner.toString().equals(other)) {
      call.caller().require(Role.ADMIN);
      owner =
          uuid(other)
              .orElseThrow(
                  () ->
                      new ProblemException(
                          Problem.of(ProblemCode.NO_SUCH_USER, "no user of that id").at("$.user")));
    }
    Tokens.Made made = tokens.create(owner, name);
    return Reply.created(
        new JsonObject()
            .put("id", made.id().toString())
            .put("token", made.token())
            .put("name", name));
  }

  private Reply deleteToken(Call call) {
    UUID id =
        uuid(call.path("id"))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(ProblemCode.NO_SUCH_TOKEN, "no token of that id")));
    tokens.delete(call.caller(), id);
    return Reply.empty(204);
  }

  private static JsonObject json(Caller user) {
    return new JsonObject()
        .put("id", user.userId().toString())
        .put("email", user.email())
        .put("role", user.role().text())
        .put("apps", new JsonArray(new ArrayList<>(new TreeSet<>(user.apps()))));
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
