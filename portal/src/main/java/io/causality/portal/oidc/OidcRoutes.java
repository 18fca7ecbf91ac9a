package io.causality.portal.oidc;

import io.causality.portal.access.SessionRoutes;
import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.causality.portal.http.Sender;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Signing in with the provider over HTTP. A browser is only ever sent to two places: the provider's
 * own page, and the sign-in page of the web app, which knows the rest.
 */
public final class OidcRoutes implements Routes {
  private static final String PAGE = "/app/-/sign-in";

  private final Optional<ProviderSignIn> provider;

  /**
   * The operations.
   *
   * @param provider empty where only passwords are taken
   */
  public OidcRoutes(Optional<ProviderSignIn> provider) {
    this.provider = provider;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "signInWays", this::ways,
        "beginProviderSignIn", this::begin,
        "finishProviderSignIn", this::finish);
  }

  private Reply ways(Call call) {
    JsonObject ways = new JsonObject();
    provider.ifPresent(one -> ways.put("provider", one.name()));
    return Reply.ok(ways);
  }

  private Reply begin(Call call) {
    return reply(configured().begin(call.query("next").orElse(""), call.sender()), call.sender());
  }

  private Reply finish(Call call) {
    return reply(
        configured()
            .finish(
                call.query("code").orElse(null),
                call.query("state").orElse(null),
                call.query("iss").orElse(null),
                call.sender()),
        call.sender());
  }

  private ProviderSignIn configured() {
    return provider.orElseThrow(
        () ->
            new ProblemException(
                Problem.of(ProblemCode.NOT_FOUND, "no provider to sign in with is configured")));
  }

  private static Reply reply(ProviderSignIn.Outcome outcome, Sender sender) {
    return switch (outcome) {
      case ProviderSignIn.Sent sent ->
          to(sent.to().toString())
              .withHeader(
                  "Set-Cookie",
                  Sender.SIGNING_IN_COOKIE
                      + "="
                      + sent.browser()
                      + "; Path=/api/sign-in; Max-Age="
                      + OnTheWay.SECONDS
                      + "; HttpOnly; SameSite=Lax"
                      + (sender.secure() ? "; Secure" : ""));
      case ProviderSignIn.SignedIn done ->
          to(done.next().isEmpty() ? PAGE : PAGE + "?next=" + encoded(done.next()))
              .withHeader("Set-Cookie", SessionRoutes.cookie(done.signed(), sender));
      case ProviderSignIn.Failed failed ->
          to(PAGE + "?problem=" + failed.why().name().toLowerCase(Locale.ROOT));
    };
  }

  private static Reply to(String where) {
    return Reply.empty(302).withHeader("Location", where);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
