package io.causality.portal.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionIT {
  private static final String PASSWORD = "long enough";

  private static PortalFixture portal;

  @BeforeAll
  static void start() {
    portal = new PortalFixture(Map.of());
    portal.awaitKeys();
    portal.post("/api/apps", new JsonObject().put("id", "mine"));
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  @BeforeEach
  void forgetFailures() throws Exception {
    sql("DELETE FROM sign_in_failures");
  }

  /** A browser's view of a session. */
  private record Browser(String cookie, String csrf) {
    PortalFixture.Answer get(String path) {
      return portal.callWith("GET", path, null, Map.of("Cookie", cookie));
    }

    PortalFixture.Answer send(String method, String path, String body) {
      return portal.callWith(method, path, body, Map.of("Cookie", cookie, "X-CSRF-Token", csrf));
    }
  }

  @Test
  void aSessionLastsFromSignInToSignOut() {
    String email = user("viewer");
    PortalFixture.Answer signed = signIn(email, PASSWORD, Map.of());
    assertThat(signed.status()).isEqualTo(200);
    assertThat(signed.json().getJsonObject("user").getString("email")).isEqualTo(email);
    String cookie = signed.raw().headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie)
        .startsWith("causality_session=cs_")
        .contains("; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=2592000")
        .doesNotContain("Secure");
    assertThat(signed.raw().headers().firstValue("Cache-Control")).contains("no-store");
    Browser browser = browser(signed);
    assertThat(browser.get("/api/session").json().getString("csrf")).isEqualTo(browser.csrf());
    assertThat(browser.get("/api/session").json().getString("gateway"))
        .isEqualTo("https://in.corp.example");
    assertThat(browser.get("/api/apps").text()).contains("mine");

    assertThat(browser.send("DELETE", "/api/session", null).status()).isEqualTo(204);
    assertThat(browser.get("/api/session").code()).isEqualTo("not_authenticated");
  }

  @Test
  void behindATrustedProxyEachClientHasItsOwnLockAndCookiesForHttpsOnly() {
    String email = user("viewer");
    Map<String, String> guesser =
        Map.of("X-Forwarded-For", "198.51.100.7", "X-Forwarded-Proto", "https");
    Map<String, String> owner =
        Map.of("X-Forwarded-For", "198.51.100.8", "X-Forwarded-Proto", "https");
    assertThat(cookie(signIn(email, PASSWORD, owner))).doesNotContain("Secure");
    portal.restart(Map.of("CAUSALITY_TRUSTED_PROXIES", "127.0.0.0/8"));
    try {
      for (int i = 0; i < Lockout.OF_ONE_EMAIL; i++) {
        assertThat(signIn(email, "wrong " + i, guesser).status()).isEqualTo(401);
      }
      assertThat(signIn(email, PASSWORD, guesser).code()).isEqualTo("locked");
      PortalFixture.Answer signed = signIn(email, PASSWORD, owner);
      assertThat(cookie(signed)).contains("; Secure");
      assertThat(browser(signed).get("/api/sessions").text())
          .contains("198.51.100.8")
          .doesNotContain("198.51.100.7");
    } finally {
      portal.restart(Map.of("CAUSALITY_TRUSTED_PROXIES", ""));
    }
  }

  private static String cookie(PortalFixture.Answer signed) {
    return signed.raw().headers().firstValue("Set-Cookie").orElseThrow();
  }

  @Test
  void onlyTheHashOfATokenIsStoredAndSigningInAgainRotatesIt() throws Exception {
    String email = user("viewer");
    Browser first = browser(signIn(email, PASSWORD, Map.of()));
    String token = first.cookie().substring(first.cookie().indexOf('=') + 1);
    try (Connection c = portal.database();
        Statement statement = c.createStatement();
        ResultSet row = statement.executeQuery("SELECT s::text FROM sessions s")) {
      while (row.next()) {
        assertThat(row.getString(1)).doesNotContain(token);
      }
    }
    Browser second = browser(signIn(email, PASSWORD, Map.of("Cookie", first.cookie())));
    assertThat(second.cookie()).isNotEqualTo(first.cookie());
    assertThat(first.get("/api/session").status()).isEqualTo(401);
    assertThat(second.get("/api/session").status()).isEqualTo(200);
  }

  @Test
  void aCookieAloneChangesNothing() {
    Browser browser = browser(signIn("admin@corp.example", "Test-pass-2026!", Map.of()));
    String body = "{\"id\":\"forged\"}";
    for (Map<String, String> headers :
        List.of(
            Map.of("Cookie", browser.cookie()),
            Map.of("Cookie", browser.cookie(), "X-CSRF-Token", ""),
            Map.of("Cookie", browser.cookie(), "X-CSRF-Token", "0".repeat(64)))) {
      PortalFixture.Answer refused = portal.callWith("POST", "/api/apps", body, headers);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.code()).isEqualTo("csrf");
    }
    assertThat(portal.get("/api/apps").text()).doesNotContain("forged");
    assertThat(browser.send("POST", "/api/apps", "{\"id\":\"meant\"}").status()).isEqualTo(201);
  }

  @Test
  void forgedAndForeignCookiesAreRefused() {
    for (String cookie :
        new String[] {
          "causality_session=",
          "causality_session=cs_" + "A".repeat(40),
          "causality_session=" + "x".repeat(5_000),
          "causality_session=' OR 1=1 --",
          "other=1"
        }) {
      assertThat(portal.callWith("GET", "/api/session", null, Map.of("Cookie", cookie)).status())
          .as(cookie)
          .isEqualTo(401);
    }
  }

  @Test
  void guessingIsLockedOutAndSaysHowLong() {
    String email = user("viewer");
    for (int i = 0; i < Lockout.OF_ONE_EMAIL; i++) {
      PortalFixture.Answer wrong = signIn(email, "wrong " + i, Map.of());
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(wrong.code()).isEqualTo("bad_credentials");
    }
    PortalFixture.Answer locked = signIn(email.toUpperCase(Locale.ROOT), PASSWORD, Map.of());
    assertThat(locked.status()).isEqualTo(429);
    assertThat(locked.code()).isEqualTo("locked");
    int seconds = Integer.parseInt(locked.raw().headers().firstValue("Retry-After").orElseThrow());
    assertThat(seconds).isBetween(800, Lockout.SECONDS);
    assertThat(signIn(user("viewer"), PASSWORD, Map.of()).status()).isEqualTo(200);
  }

  @Test
  void theLockEndsAndGoodSignInsDoNotCount() throws Exception {
    String email = user("viewer");
    for (int i = 0; i < Lockout.OF_ONE_EMAIL + 1; i++) {
      signIn(email, "wrong", Map.of());
    }
    assertThat(signIn(email, PASSWORD, Map.of()).status()).isEqualTo(429);
    sql("UPDATE sign_in_failures SET began_at = now() - interval '901 seconds'");
    for (int i = 0; i < Lockout.OF_ONE_EMAIL + 1; i++) {
      assertThat(signIn(email, PASSWORD, Map.of()).status()).isEqualTo(200);
    }
  }

  @Test
  void oneAddressCannotTryManyEmails() {
    int refused = 0;
    for (int i = 0; i <= Lockout.OF_ONE_ADDRESS; i++) {
      refused += signIn("nobody" + i + "@corp.example", "x", Map.of()).status() == 429 ? 1 : 0;
    }
    assertThat(refused).isEqualTo(1);
  }

  @Test
  void anIdleAndAnOldSessionAreOver() throws Exception {
    String email = user("viewer");
    Browser browser = browser(signIn(email, PASSWORD, Map.of()));
    String of = " WHERE user_id = (SELECT id FROM users WHERE email = '" + email + "')";
    sql("UPDATE sessions SET last_seen_at = now() - interval '13 days'" + of);
    assertThat(browser.get("/api/session").status()).isEqualTo(200);
    assertThat(browser.get("/api/sessions").json().getJsonArray("sessions")).hasSize(1);
    sql("UPDATE sessions SET created_at = now() - interval '31 days'" + of);
    assertThat(browser.get("/api/session").status()).isEqualTo(401);
    sql("UPDATE sessions SET created_at = now(), last_seen_at = now() - interval '15 days'" + of);
    assertThat(browser.get("/api/session").status()).isEqualTo(401);
  }

  @Test
  void anotherSessionCanBeEndedAndANewPasswordEndsThemAll() {
    String email = user("editor");
    Browser one = browser(signIn(email, PASSWORD, Map.of("User-Agent", "one")));
    Browser two = browser(signIn(email, PASSWORD, Map.of("User-Agent", "two")));
    Browser three = browser(signIn(email, PASSWORD, Map.of()));
    JsonArray sessions = one.get("/api/sessions").json().getJsonArray("sessions");
    assertThat(sessions).hasSize(3);
    JsonObject other = named(sessions, "two");
    assertThat(other.getBoolean("current")).isFalse();
    assertThat(named(sessions, "one").getBoolean("current")).isTrue();
    assertThat(named(sessions, "one").getString("ip")).isEqualTo("127.0.0.1");
    assertThat(one.send("DELETE", "/api/sessions/" + other.getString("id"), null).status())
        .isEqualTo(204);
    assertThat(two.get("/api/session").status()).isEqualTo(401);
    assertThat(one.send("DELETE", "/api/sessions/nonsense", null).code())
        .isEqualTo("no_such_session");

    String wrong = "{\"current\":\"not it\",\"password\":\"another one 9\"}";
    assertThat(one.send("POST", "/api/password", wrong).code()).isEqualTo("wrong_password");
    String right = "{\"current\":\"long enough\",\"password\":\"another one 9\"}";
    assertThat(one.send("POST", "/api/password", right).status()).isEqualTo(204);
    assertThat(three.get("/api/session").status()).isEqualTo(401);
    assertThat(one.get("/api/session").status()).isEqualTo(200);
    assertThat(signIn(email, PASSWORD, Map.of()).status()).isEqualTo(401);
    assertThat(signIn(email, "another one 9", Map.of()).status()).isEqualTo(200);
  }

  @Test
  void aDisabledUserIsOutAtOnce() {
    String email = user("editor");
    Browser browser = browser(signIn(email, PASSWORD, Map.of()));
    String id = browser.get("/api/session").json().getJsonObject("user").getString("id");
    String token =
        portal
            .post("/api/tokens", new JsonObject().put("name", "t").put("user", id))
            .json()
            .getString("token");
    PortalFixture.Answer changed = patch(id, new JsonObject().put("disabled", true));
    assertThat(changed.json().getBoolean("disabled")).isTrue();
    assertThat(browser.get("/api/session").status()).isEqualTo(401);
    assertThat(portal.call("GET", "/api/apps", null, token).status()).isEqualTo(401);
    assertThat(signIn(email, PASSWORD, Map.of()).code()).isEqualTo("bad_credentials");
  }

  @Test
  void rolesAndAppsChangeForRunningSessions() {
    String email = user("viewer");
    Browser browser = browser(signIn(email, PASSWORD, Map.of()));
    String id = browser.get("/api/session").json().getJsonObject("user").getString("id");
    assertThat(browser.send("POST", "/api/apps/mine/keys", "{\"name\":\"k\"}").status())
        .isEqualTo(403);
    patch(id, new JsonObject().put("role", "editor"));
    assertThat(browser.send("POST", "/api/apps/mine/keys", "{\"name\":\"k\"}").status())
        .isEqualTo(201);
    patch(id, new JsonObject().put("apps", new JsonArray()));
    assertThat(browser.get("/api/apps/mine/keys").code()).isEqualTo("no_such_app");
    assertThat(patch(id, new JsonObject().put("apps", new JsonArray().add("nowhere"))).code())
        .isEqualTo("no_such_app");
    assertThat(portal.delete("/api/users/" + id).status()).isEqualTo(204);
    assertThat(browser.get("/api/session").status()).isEqualTo(401);
    assertThat(portal.delete("/api/users/" + id).code()).isEqualTo("no_such_user");
  }

  @Test
  void thereIsAlwaysAnAdmin() {
    String me = portal.get("/api/session").json().getJsonObject("user").getString("id");
    assertThat(portal.delete("/api/users/" + me).code()).isEqualTo("oneself");
    assertThat(patch(me, new JsonObject().put("disabled", true)).code()).isEqualTo("oneself");
    assertThat(patch(me, new JsonObject().put("role", "viewer")).code()).isEqualTo("last_admin");
  }

  @Test
  void theAuditLogSaysWhoDidWhatAndNoSecret() {
    String email = user("editor");
    signIn(email, "a wrong password", Map.of());
    Browser browser = browser(signIn(email, PASSWORD, Map.of()));
    JsonObject key = browser.send("POST", "/api/apps/mine/keys", "{\"name\":\"web\"}").json();
    browser.send("DELETE", "/api/apps/mine/keys/" + key.getString("id"), null);
    JsonObject page = portal.get("/api/audit?limit=4").json();
    JsonArray entries = page.getJsonArray("entries");
    assertThat(entries.stream().map(entry -> ((JsonObject) entry).getString("action")))
        .containsExactly("key.revoke", "key.create", "session.create", "session.refused");
    JsonObject created = entries.getJsonObject(1);
    assertThat(created.getString("user")).isEqualTo(email);
    assertThat(created.getString("app")).isEqualTo("mine");
    assertThat(created.getString("target")).isEqualTo(key.getString("id"));
    assertThat(created.getString("detail")).isEqualTo("web");
    assertThat(entries.getJsonObject(3).getString("user")).isEqualTo(email);
    String older = portal.get("/api/audit?limit=1000&cursor=" + page.getString("cursor")).text();
    assertThat(older).contains("user.create").doesNotContain("key.revoke");
    assertThat(older + page.encode())
        .doesNotContain(PASSWORD)
        .doesNotContain("a wrong password")
        .doesNotContain(key.getString("key"));
    assertThat(portal.get("/api/audit?cursor=x").status()).isEqualTo(400);
    assertThat(portal.get("/api/audit?limit=0").status()).isEqualTo(400);
  }

  private static String user(String role) {
    String email = UUID.randomUUID() + "@corp.example";
    portal.userWithToken(email, role, "mine");
    return email;
  }

  private static PortalFixture.Answer patch(String id, JsonObject change) {
    return portal.call("PATCH", "/api/users/" + id, change.encode(), PortalFixture.TOKEN);
  }

  private static PortalFixture.Answer signIn(
      String email, String password, Map<String, String> headers) {
    return portal.callWith(
        "POST",
        "/api/session",
        new JsonObject().put("email", email).put("password", password).encode(),
        headers);
  }

  private static Browser browser(PortalFixture.Answer signed) {
    String cookie = signed.raw().headers().firstValue("Set-Cookie").orElseThrow();
    return new Browser(cookie.substring(0, cookie.indexOf(';')), signed.json().getString("csrf"));
  }

  private static JsonObject named(JsonArray sessions, String agent) {
    return sessions.stream()
        .map(JsonObject.class::cast)
        .filter(session -> session.getString("user_agent").equals(agent))
        .findFirst()
        .orElseThrow();
  }

  private static void sql(String text) throws Exception {
    try (Connection c = portal.database();
        Statement statement = c.createStatement()) {
      statement.execute(text);
    }
  }
}
