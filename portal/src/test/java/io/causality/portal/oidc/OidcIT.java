package io.causality.portal.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.servers.Ports;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in with a real OpenID provider, by the way that a browser goes. */
class OidcIT {
  private static final JsonObject AS_IT_IS = new JsonObject();

  private static OpenIdServer provider;
  private static PortalFixture portal;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    int port = Ports.free();
    url = "http://127.0.0.1:" + port;
    provider = new OpenIdServer(Ports.free(), url + OidcSettings.CALLBACK);
    portal =
        new PortalFixture(
            Map.of(
                "CAUSALITY_PORTAL_PORT",
                Integer.toString(port),
                "CAUSALITY_PUBLIC_URL",
                url,
                "CAUSALITY_OIDC_ISSUER",
                provider.issuer(),
                "CAUSALITY_OIDC_CLIENT_ID",
                OpenIdServer.CLIENT,
                "CAUSALITY_OIDC_CLIENT_SECRET",
                OpenIdServer.SECRET,
                "CAUSALITY_OIDC_NAME",
                "Corp login",
                "CAUSALITY_OIDC_CREATE_USERS",
                "true",
                "CAUSALITY_OIDC_GROUPS_CLAIM",
                "groups",
                "CAUSALITY_OIDC_ADMIN_GROUPS",
                "operators",
                "CAUSALITY_OIDC_EDITOR_GROUPS",
                "analysts, writers"));
    portal.awaitKeys();
  }

  @AfterAll
  static void stop() throws Exception {
    portal.close();
    provider.close();
  }

  @BeforeEach
  void forgetFailures() throws Exception {
    try (Connection c = portal.database();
        Statement statement = c.createStatement()) {
      statement.execute("DELETE FROM sign_in_failures");
    }
  }

  /** Follows redirects as a browser does, and remembers where it was. */
  private static final class Browser {
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
    private final List<URI> visited = new ArrayList<>();

    /** Goes on until the web app's sign-in page; returns that page's query. */
    String signIn(String query) throws Exception {
      return follow(URI.create(url + "/api/sign-in/provider" + query));
    }

    String follow(URI from) throws Exception {
      URI at = from;
      for (int hops = 0; hops < 12; hops++) {
        visited.add(at);
        HttpResponse<String> response = get(at);
        if (response.statusCode() != 302 && response.statusCode() != 303) {
          throw new AssertionError(at + " answered " + response.statusCode() + response.body());
        }
        at = at.resolve(response.headers().firstValue("Location").orElseThrow());
        if (at.toString().startsWith(url + "/app/")) {
          assertThat(at.getPath()).isEqualTo("/app/-/sign-in");
          return at.getRawQuery() == null ? "" : at.getRawQuery();
        }
      }
      throw new AssertionError("round and round: " + visited);
    }

    HttpResponse<String> get(URI at) throws Exception {
      return http.send(HttpRequest.newBuilder(at).build(), BodyHandlers.ofString());
    }

    JsonObject session() throws Exception {
      return new JsonObject(get(URI.create(url + "/api/session")).body());
    }

    URI callback() {
      return visited.stream()
          .filter(at -> at.getPath().equals(OidcSettings.CALLBACK))
          .findFirst()
          .orElseThrow();
    }
  }

  private static JsonObject person(String email, String... groups) {
    return new JsonObject()
        .put("email", email)
        .put("email_verified", true)
        .put("groups", new JsonArray(List.of((Object[]) groups)));
  }

  @Test
  void somebodyNewBecomesAUserWithARoleByGroupAndTheRoleFollowsTheGroups() throws Exception {
    provider.next(person("New.Person@corp.example", "analysts"), AS_IT_IS);
    Browser browser = new Browser();
    assertThat(browser.signIn("?next=%2Fshop%2Ffunnel%3Fa%3D1"))
        .isEqualTo("next=%2Fshop%2Ffunnel%3Fa%3D1");
    JsonObject user = browser.session().getJsonObject("user");
    assertThat(user.getString("email")).isEqualTo("new.person@corp.example");
    assertThat(user.getString("role")).isEqualTo("editor");
    assertThat(user.getJsonArray("apps")).isEmpty();
    URI asked = browser.visited.get(1);
    assertThat(asked.getRawQuery())
        .contains("code_challenge_method=S256", "code_challenge=", "nonce=", "state=")
        .doesNotContain("of+the+test", "secret");
    HttpCookie session =
        browser.cookies.getCookieStore().getCookies().stream()
            .filter(cookie -> cookie.getName().equals("causality_session"))
            .findFirst()
            .orElseThrow();
    assertThat(session.isHttpOnly()).isTrue();

    provider.next(person("new.person@corp.example"), AS_IT_IS);
    Browser later = new Browser();
    assertThat(later.signIn("")).isEmpty();
    assertThat(later.session().getJsonObject("user").getString("role")).isEqualTo("viewer");

    assertThat(portal.get("/api/audit?limit=50").text())
        .contains("user.create", "as editor, by Corp login", "session.create");
    assertThat(portal.call("GET", "/api/sign-in", null, null).json())
        .isEqualTo(new JsonObject().put("provider", "Corp login"));
  }

  @Test
  void theOneAdminKeepsTheRoleThatNoGroupGives() throws Exception {
    provider.next(person("admin@corp.example"), AS_IT_IS);
    Browser browser = new Browser();
    assertThat(browser.signIn("")).isEmpty();
    assertThat(browser.session().getJsonObject("user").getString("role")).isEqualTo("admin");
  }

  @Test
  void anIdTokenThatIsNotAsItShouldBeIsRefused() throws Exception {
    long now = Instant.now().getEpochSecond();
    Map<String, JsonObject> wrong =
        Map.of(
            "nonce", new JsonObject().put("nonce", "another"),
            "no nonce", new JsonObject().putNull("nonce"),
            "audience", new JsonObject().put("aud", "another-client"),
            "expired", new JsonObject().put("exp", now - 600).put("iat", now - 1_200),
            "issuer", new JsonObject().put("iss", "https://elsewhere.example"),
            "key", new JsonObject().put("key", "another"));
    for (Map.Entry<String, JsonObject> one : wrong.entrySet()) {
      provider.next(person("victim@corp.example", "operators"), one.getValue());
      Browser browser = new Browser();
      assertThat(browser.signIn("")).as(one.getKey()).isEqualTo("problem=refused");
      assertThat(browser.session().getString("code")).isEqualTo("not_authenticated");
    }
    assertThat(portal.get("/api/users").text()).doesNotContain("victim@corp.example");
    assertThat(portal.get("/api/audit?limit=50").text()).contains("session.refused");
  }

  @Test
  void anEmailThatIsNotVerifiedIsNobodys() throws Exception {
    for (Object verified : new Object[] {false, "false", null, 1}) {
      provider.next(
          new JsonObject().put("email", "admin@corp.example").put("email_verified", verified),
          AS_IT_IS);
      assertThat(new Browser().signIn("")).isEqualTo("problem=unverified");
    }
    provider.nextIsDenied();
    assertThat(new Browser().signIn("")).isEqualTo("problem=refused");
  }

  @Test
  void anAnswerCountsOnceAndForTheBrowserThatAskedOnly() throws Exception {
    provider.next(person("once@corp.example"), AS_IT_IS);
    Browser browser = new Browser();
    assertThat(browser.signIn("")).isEmpty();
    assertThat(browser.follow(browser.callback())).as("replayed").isEqualTo("problem=refused");

    Browser other = new Browser();
    assertThat(other.follow(browser.callback())).as("stolen").isEqualTo("problem=refused");
    assertThat(other.follow(URI.create(url + OidcSettings.CALLBACK + "?state=x&code=y")))
        .as("made up")
        .isEqualTo("problem=refused");
    assertThat(other.session().getString("code")).isEqualTo("not_authenticated");
  }

  @Test
  void whereverNextPointsTheBrowserStaysHere() throws Exception {
    for (String next :
        List.of("https://evil.example/", "//evil.example", "/\\evil.example", "\r\nX: y")) {
      provider.next(person("wanderer@corp.example"), AS_IT_IS);
      Browser browser = new Browser();
      String query = "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
      assertThat(browser.signIn(query)).startsWith("next=");
      assertThat(browser.visited)
          .allMatch(
              at -> at.toString().startsWith(url) || at.toString().startsWith(provider.issuer()));
    }
  }

  @Test
  void aProviderThatIsDownOrHasNewKeysIsNoEnd() throws Exception {
    provider.next(person("patient@corp.example"), AS_IT_IS);
    assertThat(new Browser().signIn("")).isEmpty();
    provider.stop();
    portal.restart(Map.of());
    portal.awaitKeys();
    assertThat(new Browser().signIn("")).isEqualTo("problem=unavailable");
    JsonObject password =
        new JsonObject().put("email", "admin@corp.example").put("password", "Test-pass-2026!");
    assertThat(portal.call("POST", "/api/session", password.encode(), null).status())
        .isEqualTo(200);
    provider.start();
    provider.next(person("patient@corp.example"), AS_IT_IS);
    assertThat(new Browser().signIn("")).as("with new keys").isEmpty();
  }

  @Test
  void disabledUsersAndWithoutCreationUnknownOnesStayOutside() throws Exception {
    provider.next(person("gone@corp.example"), AS_IT_IS);
    assertThat(new Browser().signIn("")).isEmpty();
    String id =
        portal.get("/api/users").json().getJsonArray("users").stream()
            .map(JsonObject.class::cast)
            .filter(user -> user.getString("email").equals("gone@corp.example"))
            .findFirst()
            .orElseThrow()
            .getString("id");
    portal.call("PATCH", "/api/users/" + id, "{\"disabled\":true}", PortalFixture.TOKEN);
    assertThat(new Browser().signIn("")).isEqualTo("problem=unknown");

    portal.restart(Map.of("CAUSALITY_OIDC_CREATE_USERS", "false"));
    try {
      portal.awaitKeys();
      provider.next(person("stranger@corp.example", "operators"), AS_IT_IS);
      assertThat(new Browser().signIn("")).isEqualTo("problem=unknown");
      assertThat(portal.get("/api/users").text()).doesNotContain("stranger@corp.example");
    } finally {
      portal.restart(Map.of("CAUSALITY_OIDC_CREATE_USERS", "true"));
      portal.awaitKeys();
    }
  }

  @Test
  void whoBeginsAgainAndAgainHasToWait() throws Exception {
    Browser browser = new Browser();
    URI begin = URI.create(url + "/api/sign-in/provider");
    String location = "";
    for (int i = 0; i <= 60; i++) {
      location = browser.get(begin).headers().firstValue("Location").orElseThrow();
    }
    assertThat(location).isEqualTo("/app/-/sign-in?problem=locked");
  }
}
