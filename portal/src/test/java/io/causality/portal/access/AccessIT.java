package io.causality.portal.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccessIT {
  private static PortalFixture portal;

  @BeforeAll
  static void start() {
    portal = new PortalFixture(Map.of());
    portal.awaitKeys();
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  @Test
  void withoutAGoodTokenNothingIsAnswered() {
    for (String token : new String[] {null, "wrong", "", "x".repeat(3_000)}) {
      PortalFixture.Answer answer = portal.call("GET", "/api/apps", null, token);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.code()).isEqualTo("not_authenticated");
      assertThat(answer.raw().headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }
  }

  @Test
  void anAppIsMadeOnceUnderAGoodId() {
    JsonObject shop = new JsonObject().put("id", "shop").put("name", "Shop");
    PortalFixture.Answer made = portal.post("/api/apps", shop);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().getString("name")).isEqualTo("Shop");
    assertThat(portal.post("/api/apps", shop).status()).isEqualTo(409);
    assertThat(portal.post("/api/apps", shop).code()).isEqualTo("app_exists");
    assertThat(portal.post("/api/apps", new JsonObject().put("id", "causality")).code())
        .isEqualTo("reserved_app_id");
    for (String bad : new String[] {"", "Shop", "a b", "-x", "x".repeat(64), "a.b", "ü"}) {
      PortalFixture.Answer refused = portal.post("/api/apps", new JsonObject().put("id", bad));
      assertThat(refused.status()).as(bad).isEqualTo(400);
      assertThat(refused.json().getString("field")).isEqualTo("$.id");
    }
    assertThat(portal.get("/api/apps").text()).contains("\"shop\"");
  }

  @Test
  void rolesAndGivenAppsDecide() {
    portal.post("/api/apps", new JsonObject().put("id", "mine"));
    portal.post("/api/apps", new JsonObject().put("id", "other"));
    String viewer = portal.userWithToken("viewer@corp.example", "viewer", "mine");
    String editor = portal.userWithToken("editor@corp.example", "editor", "mine");

    assertThat(portal.call("GET", "/api/apps", null, viewer).json().getJsonArray("apps"))
        .hasSize(1);
    assertThat(portal.call("GET", "/api/apps/mine/keys", null, viewer).status()).isEqualTo(200);
    String name = "{\"name\":\"k\"}";
    assertThat(portal.call("POST", "/api/apps/mine/keys", name, viewer).status()).isEqualTo(403);
    assertThat(portal.call("POST", "/api/apps/mine/keys", name, editor).status()).isEqualTo(201);
    assertThat(portal.call("POST", "/api/apps/other/keys", name, editor).code())
        .isEqualTo("no_such_app");
    assertThat(portal.call("GET", "/api/apps/other/freshness", null, editor).status())
        .isEqualTo(404);
    assertThat(
            portal
                .call("POST", "/api/sql", "{\"sql\":\"SELECT 1\",\"app\":\"other\"}", viewer)
                .code())
        .isEqualTo("no_such_app");
    assertThat(portal.call("POST", "/api/apps", "{\"id\":\"new\"}", editor).status())
        .isEqualTo(403);
    assertThat(portal.call("GET", "/api/users", null, editor).status()).isEqualTo(403);
    assertThat(portal.get("/api/users").text()).contains("editor@corp.example");
  }

  @Test
  void aTokenWorksUntilItIsDeleted() {
    JsonObject made = portal.post("/api/tokens", new JsonObject().put("name", "laptop")).json();
    String token = made.getString("token");
    assertThat(portal.call("GET", "/api/tokens", null, token).text())
        .contains(made.getString("id"))
        .doesNotContain(token);
    assertThat(portal.delete("/api/tokens/" + made.getString("id")).status()).isEqualTo(204);
    assertThat(portal.call("GET", "/api/apps", null, token).status()).isEqualTo(401);
    assertThat(portal.delete("/api/tokens/" + made.getString("id")).status()).isEqualTo(404);
  }

  @Test
  void aUserIsMadeOnceAndForAppsThatExist() {
    JsonObject user =
        new JsonObject()
            .put("email", "Twice@corp.example")
            .put("password", "long enough")
            .put("role", "viewer");
    assertThat(portal.post("/api/users", user).status()).isEqualTo(201);
    assertThat(portal.post("/api/users", user.put("email", "twice@CORP.example")).status())
        .isEqualTo(409);
    user.put("email", "third@corp.example").put("apps", new JsonArray().add("nowhere"));
    assertThat(portal.post("/api/users", user).code()).isEqualTo("no_such_app");
    assertThat(portal.get("/api/users").text()).doesNotContain("third@");
  }
}
