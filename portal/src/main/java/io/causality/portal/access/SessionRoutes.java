package io.causality.portal.access;

import io.causality.portal.http.Call;
import io.causality.portal.http.Ids;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.causality.portal.http.Sender;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signing in and out, sessions and the own password over HTTP. */
public final class SessionRoutes implements Routes {
  private final SignIn signIn;
  private final Sessions sessions;
  private final Users users;
  private final @Nullable String gateway;

  /**
   * The operations on sessions.
   *
   * @param gateway address of the gateway as clients reach it; null where the portal was not told
   */
  public SessionRoutes(SignIn signIn, Sessions sessions, Users users, @Nullable String gateway) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.users = users;
    this.gateway = gateway;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "signIn", this::signIn,
        "currentSession", this::current,
        "signOut", this::signOut,
        "listSessions", this::list,
        "endSession", this::end,
        "changePassword", this::changePassword);
  }

  private Reply signIn(Call call) {
    SignIn.Signed signed =
        signIn.in(call.body().getString("email"), call.body().getString("password"), call.sender());
    return Reply.ok(json(signed.user(), Sessions.csrf(signed.token())))
        .withHeader("Set-Cookie", cookie(signed, call.sender()));
  }

  private Reply current(Call call) {
    User user = users.byId(call.caller().userId()).orElseThrow();
    String csrf =
        Optional.ofNullable(call.sender().session())
            .filter(session -> call.sender().authorization() == null)
            .map(Sessions::csrf)
            .orElse("");
    return Reply.ok(json(user, csrf));
  }

  private Reply signOut(Call call) {
    if (call.sender().session() != null) {
      sessions.close(call.sender().session());
    }
    return Reply.empty(204).withHeader("Set-Cookie", cookie("", 0, call.sender().secure()));
  }

  private Reply list(Call call) {
    JsonArray list = new JsonArray();
    for (Sessions.Session session : sessions.of(call.caller(), call.sender())) {
      list.add(
          new JsonObject()
              .put("id", session.id().toString())
              .put("created_at", session.createdAt().toString())
              .put("last_seen_at", session.lastSeenAt().toString())
              .put("user_agent", session.userAgent())
              .put("ip", session.address())
              .put("current", session.current()));
    }
    return Reply.ok(new JsonObject().put("sessions", list));
  }

  private Reply end(Call call) {
    sessions.end(call.caller(), Ids.uuid(call.path("id")).orElseThrow(Sessions::noSuchSession));
    return Reply.empty(204);
  }

  private Reply changePassword(Call call) {
    signIn.changePassword(
        call.caller(),
        call.body().getString("current"),
        call.body().getString("password"),
        call.sender());
    return Reply.empty(204);
  }

  private JsonObject json(User user, String csrf) {
    return new JsonObject()
        .put("user", UsersRoutes.json(user))
        .put("csrf", csrf)
        .put("gateway", gateway);
  }

  /** The header that gives a browser its session. */
  public static String cookie(SignIn.Signed signed, Sender sender) {
    return cookie(signed.token(), Sessions.LONGEST.toSeconds(), sender.secure());
  }

  private static String cookie(String value, long seconds, boolean secure) {
    return Sender.COOKIE
        + "="
        + value
        + "; Path=/; Max-Age="
        + seconds
        + "; HttpOnly; SameSite=Lax"
        + (secure ? "; Secure" : "");
  }
}
