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
import java.util.Map;
import java.util.UUID;

/** API tokens over HTTP. */
public final class TokensRoutes implements Routes {
  private final Tokens tokens;

  public TokensRoutes(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "listTokens", this::listTokens,
        "createToken", this::createToken,
        "deleteToken", this::deleteToken);
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
          Ids.uuid(other)
              .orElseThrow(
                  () ->
                      new ProblemException(
                          Problem.of(ProblemCode.NO_SUCH_USER, "no user of that id").at("$.user")));
    }
    Tokens.Made made = tokens.create(owner, name);
    call.trail().target(made.id().toString()).detail(name + ", of user " + owner);
    return Reply.created(
        new JsonObject()
            .put("id", made.id().toString())
            .put("token", made.token())
            .put("name", name));
  }

  private Reply deleteToken(Call call) {
    UUID id =
        Ids.uuid(call.path("id"))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(ProblemCode.NO_SUCH_TOKEN, "no token of that id")));
    tokens.delete(call.caller(), id);
    return Reply.empty(204);
  }
}
