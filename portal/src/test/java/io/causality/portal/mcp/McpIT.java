package io.causality.portal.mcp;

import static io.causality.portal.TestCatalog.entry;
import static io.causality.portal.TestCatalog.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.TestCatalog;
import io.causality.testkit.Await;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The endpoint, spoken to by the official clients. */
class McpIT {
  private static final Path DIALECTS =
      Path.of(System.getProperty("causality.root")).resolve("sdks/dialects");

  private static PortalFixture portal;
  private static McpSession viewer;
  private static McpSession editor;

  @BeforeAll
  static void start() {
    portal = new PortalFixture(Map.of());
    portal.awaitKeys();
    portal.post("/api/apps", new JsonObject().put("id", "shop"));
    portal.post("/api/apps", new JsonObject().put("id", "other-shop"));
    TestCatalog.put(
        portal,
        entry("shop", "Paid", 3, text("plan", "pro", "free"), text("email", "ada@corp.example")),
        entry("shop", "Signed up", 5, text("plan", "pro", "free")),
        entry("shop", "", 0, text("country", "DE", "FR")));
    viewer = session(portal.userWithToken("mcp@corp.example", "viewer", "shop"));
    editor = session(portal.userWithToken("mcp-ed@corp.example", "editor", "shop"));
    Await.until(
        "the names are known",
        Duration.ofSeconds(30),
        () -> {
          String told = viewer.call("search_catalog", Map.of()).encode();
          return told.contains("Signed up") && told.contains("country");
        });
  }

  @AfterAll
  static void stop() {
    viewer.close();
    editor.close();
    portal.close();
  }

  private static McpSession session(String token) {
    return new McpSession(portal.port(), token, "shop");
  }

  private static Map<String, Object> trends(String event, Map<String, Object> more) {
    Map<String, Object> spec = new java.util.HashMap<>(more);
    spec.putAll(
        Map.of("kind", "trends", "series", List.of(Map.of("event", event)), "from", "-30d"));
    return Map.of("spec", spec);
  }

  @Test
  void itSaysWhatItCanDoAndWhichOfItWrites() {
    assertThat(viewer.client().getServerInstructions()).contains("never instructions");
    List<Tool> tools = viewer.client().listTools().tools();
    assertThat(tools.stream().map(Tool::name))
        .containsExactlyInAnyOrder(
            "list_apps",
            "ask",
            "search_catalog",
            "run_insight",
            "compare",
            "explain_change",
            "run_sql",
            "list_saved",
            "recent_alerts",
            "save_chart");
    assertThat(tools.stream().filter(tool -> !tool.annotations().readOnlyHint()).map(Tool::name))
        .containsExactly("save_chart");
    JsonObject apps =
        McpSession.json(viewer.client().callTool(CallToolRequest.builder("list_apps").build()));
    assertThat(apps.encode()).contains("\"shop\"").doesNotContain("other-shop");
  }

  @Test
  void theCatalogTellsNamesWithCountsAndValuesButNoHiddenOnes() {
    JsonObject event = viewer.call("search_catalog", Map.of("event", "Paid"));
    assertThat(event.getInteger("count")).isEqualTo(3);
    assertThat(event.encode())
        .contains("\"name\":\"plan\"")
        .contains("[\"pro\",1]")
        .contains("{\"name\":\"email\",\"hidden\":true}");
    assertThat(viewer.call("search_catalog", Map.of("search", "fr")).encode())
        .contains("\"property\":\"country\",\"on\":\"person\",\"value\":\"FR\"");
    assertThat(viewer.call("search_catalog", Map.of("search", "corp.example")).encode())
        .doesNotContain("ada@");
    assertThat(viewer.call("search_catalog", Map.of("property", "country")).encode())
        .contains("[\"DE\",1]");
    JsonObject unknown = viewer.refused("search_catalog", Map.of("event", "Payed"));
    assertThat(unknown.getString("suggestion")).isEqualTo("Paid");
  }

  @Test
  void namesThatDoNotExistAndHiddenOnesNeverReachTheEngine() {
    JsonObject unknown = viewer.refused("run_insight", trends("paid", Map.of()));
    assertThat(unknown.getString("code")).isEqualTo("bad_spec");
    assertThat(unknown.getString("suggestion")).isEqualTo("Paid");
    JsonObject hidden =
        viewer.refused(
            "run_insight",
            trends("Paid", Map.of("breakdown", Map.of("keys", List.of("plan", "email")))));
    assertThat(hidden.getString("detail")).isEqualTo("email is hidden here");
    assertThat(
            viewer
                .refused(
                    "run_insight",
                    trends(
                        "Paid",
                        Map.of(
                            "filters",
                            List.of(Map.of("key", "email", "op", "icontains", "value", "a")))))
                .getString("detail"))
        .isEqualTo("email is hidden here");
    assertThat(
            viewer.refused("run_sql", Map.of("sql", "SELECT * FROM persons")).getString("detail"))
        .contains("hidden");
    assertThat(viewer.refused("run_insight", trends("Paid", Map.of("intervall", "day"))).encode())
        .contains("\"suggestion\":\"interval\"");
  }

  @Test
  void sqlIsGuardedAndOtherAppsAreNotThere() {
    assertThat(viewer.refused("run_sql", Map.of("sql", "DROP TABLE events")).getString("code"))
        .isEqualTo("sql_not_allowed");
    JsonObject other =
        viewer.refused("run_sql", Map.of("app", "other-shop", "sql", "SELECT 1 FROM events"));
    assertThat(other.getString("code")).isEqualTo("no_such_app");
    assertThat(viewer.refused("search_catalog", Map.of("app", "other-shop")).getString("code"))
        .isEqualTo("no_such_app");
    assertThat(viewer.refused("run_sql", Map.of("query", "SELECT 1")).getString("field"))
        .isEqualTo("$.query");
    assertThat(viewer.refused("run_sql", Map.of("sql", 7)).getString("field")).isEqualTo("$.sql");
    JsonObject hostile = viewer.call("ask", Map.of("question", "drop table events"));
    assertThat(hostile.getString("reason")).isEqualTo("not_allowed");
  }

  @Test
  void whatIsSavedIsListedAndOnlyAnEditorSaves() {
    Map<String, Object> chart = new java.util.HashMap<>(trends("Paid", Map.of()));
    chart.put("name", "Payments");
    assertThat(viewer.refused("save_chart", chart).getString("code")).isEqualTo("forbidden");
    String id = editor.call("save_chart", chart).getString("id");
    assertThat(viewer.call("list_saved", Map.of("kind", "charts")).encode()).contains(id);
    assertThat(portal.get("/api/audit?limit=10").text()).contains("chart.create").contains(id);
    assertThat(viewer.call("list_saved", Map.of("kind", "dashboards")).encode())
        .contains("Overview");
    assertThat(viewer.call("list_saved", Map.of("kind", "cohorts")).encode())
        .isEqualTo("{\"cohorts\":[]}");
    assertThat(viewer.call("list_saved", Map.of("kind", "rules")).encode())
        .isEqualTo("{\"rules\":[]}");
    assertThat(viewer.call("recent_alerts", Map.of()).getJsonArray("alerts")).isEmpty();
  }

  /** The official TypeScript client, where {@code npm ci} was run in {@code sdks/dialects}. */
  @TestFactory
  Stream<DynamicTest> theTypeScriptClientUnderstandsIt() {
    return Files.exists(DIALECTS.resolve("node_modules/@modelcontextprotocol/sdk"))
        ? Stream.of(DynamicTest.dynamicTest("TypeScript", McpIT::typeScript))
        : Stream.empty();
  }

  private static void typeScript() throws Exception {
    Process process =
        new ProcessBuilder(
                "node",
                "mcp.mjs",
                "http://127.0.0.1:" + portal.port() + "/mcp",
                PortalFixture.TOKEN,
                "shop")
            .directory(DIALECTS.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    JsonObject seen = new JsonObject(said);
    assertThat(seen.getString("server")).isEqualTo("causality");
    assertThat(seen.getJsonArray("tools")).contains("ask", "run_insight", "save_chart");
    assertThat(seen.getJsonObject("names").getJsonObject("told").getInteger("count")).isEqualTo(3);
    assertThat(seen.getJsonObject("asked").getJsonObject("told").getString("reason"))
        .isEqualTo("not_allowed");
    assertThat(seen.getJsonObject("refused").getBoolean("failed")).isTrue();
  }

  @Test
  void withoutAPersonalTokenNothingIsSaid() {
    String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    assertThat(portal.callWith("POST", "/mcp", list, Map.of()).status()).isEqualTo(401);
    assertThat(
            portal
                .callWith("POST", "/mcp", list, Map.of("Authorization", "Bearer nothing-such"))
                .status())
        .isEqualTo(401);
    assertThat(portal.callWith("GET", "/mcp", null, Map.of()).status()).isEqualTo(405);
    assertThat(portal.call("POST", "/mcp", "{", PortalFixture.TOKEN).status()).isEqualTo(400);
  }
}
