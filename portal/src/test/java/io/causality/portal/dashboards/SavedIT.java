package io.causality.portal.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.proto.CatalogEntries;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogProperty;
import io.causality.proto.v1.CatalogType;
import io.causality.proto.v1.CatalogValue;
import io.causality.testkit.Await;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Settings, names, charts, cohorts and dashboards over HTTP. */
class SavedIT {
  private static final JsonObject SPEC =
      new JsonObject("{\"kind\":\"trends\",\"series\":[{\"event\":\"Paid\"}],\"from\":\"-7d\"}");

  private static PortalFixture portal;

  @BeforeAll
  static void start() throws Exception {
    portal = new PortalFixture(Map.of());
    portal.awaitKeys();
    for (String app : new String[] {"shop", "views", "fresh"}) {
      portal.post("/api/apps", new JsonObject().put("id", app));
    }
    try (Connection nats = Nats.connect(portal.nats().url())) {
      Await.until(
          "the bucket is there",
          Duration.ofSeconds(30),
          () -> nats.keyValueManagement().getBucketNames().contains(StreamNames.CATALOG));
      KeyValue catalog = nats.keyValue(StreamNames.CATALOG);
      put(
          catalog,
          entry("shop", "page_view", "custom", 900)
              .addProperties(text("page_path", 900, "/", "/pricing"))
              .addProperties(text("utm_source", 100, "news")));
      put(
          catalog,
          entry("shop", "Signed up", "custom", 90).addProperties(text("plan", 90, "pro", "free")));
      put(
          catalog,
          entry("shop", "Paid", "custom", 9)
              .addProperties(text("plan", 9, "pro"))
              .addProperties(text("amount", 9, "20").setType(CatalogType.CATALOG_TYPE_NUMBER)));
      put(catalog, entry("shop", "identify", "custom", 5_000));
      put(catalog, entry("shop", "", "", 80).addProperties(text("country", 80, "DE")));
      put(
          catalog,
          entry("views", "page_view", "custom", 4)
              .addProperties(text("page_path", 4, "/"))
              .addProperties(text("country", 4, "DE")));
    }
    Await.until(
        "the catalog is known",
        Duration.ofSeconds(30),
        () -> portal.get("/api/apps/views/names/events").text().contains("page_view"));
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  @Test
  void anAppsSettingsChangeAndAreChecked() {
    JsonObject filter =
        new JsonObject(
            "{\"key\":\"email\",\"op\":\"not_icontains\",\"value\":\"@corp\",\"on\":\"person\"}");
    PortalFixture.Answer changed =
        patch(
            "/api/apps/fresh",
            new JsonObject()
                .put("name", "Fresh")
                .put("timezone", "Europe/Berlin")
                .put("week_start", "sunday")
                .put("internal_filters", new JsonArray().add(filter)));
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    JsonObject app = named(portal.get("/api/apps").json().getJsonArray("apps"), "id", "fresh");
    assertThat(app).isEqualTo(changed.json());
    assertThat(app.getString("timezone")).isEqualTo("Europe/Berlin");
    assertThat(app.getJsonArray("internal_filters")).containsExactly(filter);
    patch("/api/apps/fresh", new JsonObject().put("name", "Fresher"));
    assertThat(portal.get("/api/apps").text()).contains("Fresher", "Europe/Berlin");

    PortalFixture.Answer refused =
        patch("/api/apps/fresh", new JsonObject().put("timezone", "Berlin"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().getString("field")).isEqualTo("$.timezone");
    assertThat(patch("/api/apps/fresh", new JsonObject().put("week_start", "friday")).status())
        .isEqualTo(400);
    assertThat(patch("/api/apps/none", new JsonObject().put("name", "x")).code())
        .isEqualTo("no_such_app");
    String shown = portal.get("/api/dashboards/fresh:overview").text();
    assertThat(shown).contains("Europe/Berlin", "\"exclude_internal\":true");
  }

  @Test
  void namesComeFromTheCatalogByCount() {
    assertThat(names("/api/apps/shop/names/events", "events", "name"))
        .containsExactly("identify", "page_view", "Signed up", "Paid");
    assertThat(names("/api/apps/shop/names/events?search=PAI&limit=5", "events", "name"))
        .containsExactly("Paid");
    assertThat(names("/api/apps/shop/names/events?limit=1", "events", "name")).hasSize(1);
    JsonArray properties =
        portal.get("/api/apps/shop/names/properties").json().getJsonArray("properties");
    assertThat(named(properties, "name", "plan").getLong("count")).isEqualTo(99);
    assertThat(named(properties, "name", "amount").getString("type")).isEqualTo("number");
    assertThat(names("/api/apps/shop/names/properties?event=Paid", "properties", "name"))
        .containsExactly("amount", "plan");
    assertThat(names("/api/apps/shop/names/properties?event=Unheard", "properties", "name"))
        .isEmpty();
    assertThat(names("/api/apps/shop/names/properties?on=person", "properties", "name"))
        .containsExactly("country");
    assertThat(
            portal.get("/api/apps/shop/names/values?property=plan").json().getJsonArray("values"))
        .first()
        .isEqualTo(new JsonObject("{\"value\":\"pro\",\"count\":20}"));
    assertThat(names("/api/apps/shop/names/values?property=plan&search=fr", "values", "value"))
        .containsExactly("free");
    assertThat(names("/api/apps/shop/names/values?property=country&on=person", "values", "value"))
        .containsExactly("DE");
    assertThat(portal.get("/api/apps/shop/names/values").status()).isEqualTo(400);
    assertThat(names("/api/apps/fresh/names/events", "events", "name")).isEmpty();
  }

  @Test
  void aChartIsSavedChangedAndDeleted() {
    JsonObject chart =
        new JsonObject()
            .put("name", "Payments")
            .put("query", SPEC)
            .put("display", new JsonObject().put("chart", "bar"));
    JsonObject made = portal.post("/api/apps/shop/charts", chart).json();
    String path = "/api/apps/shop/charts/" + made.getString("id");
    assertThat(made.getString("created_by")).isEqualTo("admin@corp.example");
    assertThat(portal.get(path).json()).isEqualTo(made);
    assertThat(made.getJsonObject("query")).isEqualTo(SPEC);
    assertThat(put(path, chart.copy().put("name", "Paid")).json().getString("name"))
        .isEqualTo("Paid");
    assertThat(names("/api/apps/shop/charts", "charts", "name")).contains("Paid");
    assertThat(portal.get(path.replace("/shop/", "/views/")).status()).isEqualTo(404);
    assertThat(portal.delete(path).status()).isEqualTo(204);
    assertThat(portal.get(path).status()).isEqualTo(404);
    assertThat(portal.get("/api/apps/shop/charts/nonsense").code()).isEqualTo("not_found");
    assertThat(portal.post("/api/apps/shop/charts", new JsonObject().put("name", "x")).status())
        .isEqualTo(400);
  }

  @Test
  void aStaticCohortKeepsItsPeople() {
    JsonObject draft =
        new JsonObject()
            .put("name", "VIP")
            .put("kind", "static")
            .put("people", new JsonArray().add("ada").add("ben").add("ada"));
    JsonObject made = portal.post("/api/apps/shop/cohorts", draft).json();
    assertThat(made.getInteger("size")).isEqualTo(2);
    String path = "/api/apps/shop/cohorts/" + made.getString("id");
    draft.put("people", new JsonArray().add("cyd"));
    assertThat(put(path, draft).json().getInteger("size")).isEqualTo(1);
    assertThat(portal.get(path).json().getString("kind")).isEqualTo("static");
    assertThat(portal.delete(path).status()).isEqualTo(204);
    draft.remove("people");
    assertThat(portal.post("/api/apps/shop/cohorts", draft).json().getString("field"))
        .isEqualTo("$.people");
    assertThat(
            portal
                .post("/api/apps/shop/cohorts", draft.put("kind", "dynamic"))
                .json()
                .getString("field"))
        .isEqualTo("$.definition");
  }

  @Test
  void aDashboardShowsSavedChartsAndQueriesOfItsOwn() {
    String chart =
        portal
            .post("/api/apps/shop/charts", new JsonObject().put("name", "c").put("query", SPEC))
            .json()
            .getString("id");
    JsonObject draft =
        new JsonObject()
            .put("app", "shop")
            .put("name", "Mine")
            .put("refresh_s", 60)
            .put("range", new JsonObject().put("from", "-7d"))
            .put(
                "tiles",
                new JsonArray()
                    .add(tile("saved").put("chart", chart))
                    .add(tile("own").put("query", SPEC).put("x", 6)));
    PortalFixture.Answer answer = portal.post("/api/dashboards", draft);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    JsonObject made = answer.json();
    String path = "/api/dashboards/" + made.getString("id");
    assertThat(made.getJsonArray("tiles").getJsonObject(0).getJsonObject("query")).isEqualTo(SPEC);
    assertThat(portal.get(path).json()).isEqualTo(made);
    assertThat(names("/api/dashboards?app=shop", "dashboards", "name"))
        .startsWith("Overview", "Acquisition", "Engagement", "Conversion", "Retention", "Real time")
        .contains("Mine");
    portal.delete("/api/apps/shop/charts/" + chart);
    assertThat(portal.get(path).json().getJsonArray("tiles").getJsonObject(0).getValue("query"))
        .isNull();

    JsonObject wide = tile("wide").put("query", SPEC).put("x", 8);
    draft.put("tiles", new JsonArray().add(wide));
    assertThat(put(path, draft).json().getString("field")).isEqualTo("$.tiles[0].w");
    draft.put("tiles", new JsonArray().add(tile("nothing")));
    assertThat(put(path, draft).json().getString("field")).isEqualTo("$.tiles[0]");
    draft.put("tiles", new JsonArray().add(tile("gone").put("chart", chart)));
    assertThat(put(path, draft).json().getString("field")).isEqualTo("$.tiles[0].chart");
    assertThat(portal.delete(path).status()).isEqualTo(204);
  }

  @Test
  void builtInDashboardsAreReadOnlyAndCanBeCopied() {
    assertThat(portal.delete("/api/dashboards/shop:overview").code()).isEqualTo("read_only");
    assertThat(put("/api/dashboards/shop:overview", new JsonObject().put("name", "x")).code())
        .isEqualTo("read_only");
    assertThat(portal.get("/api/dashboards/shop:nothing").status()).isEqualTo(404);
    assertThat(portal.get("/api/dashboards/none:overview").code()).isEqualTo("no_such_app");
    JsonObject copy =
        portal
            .post(
                "/api/dashboards",
                new JsonObject()
                    .put("app", "shop")
                    .put("name", "My overview")
                    .put("copy_of", "shop:overview"))
            .json();
    assertThat(copy.getBoolean("built_in")).isFalse();
    assertThat(copy.getJsonArray("tiles"))
        .isEqualTo(portal.get("/api/dashboards/shop:overview").json().getJsonArray("tiles"));
  }

  @Test
  void theConversionDashboardIsMadeOfTheAppsOwnEvents() {
    assertThat(funnelSteps("shop", "event")).containsExactly("page_view", "Signed up", "Paid");
    assertThat(portal.get("/api/dashboards/shop:conversion").text()).contains("utm_source");
    assertThat(funnelSteps("views", "event")).containsOnly("page_view").hasSize(4);
    assertThat(funnelSteps("views", "label"))
        .containsExactly("First view", "Second view", "Third view", "Fourth view");
    assertThat(funnelSteps("fresh", "event")).containsOnly("page_view");
  }

  @Test
  void newPeopleStandOnAMapWhereEventsTellACountry() {
    assertThat(charts("views")).contains("map");
    assertThat(charts("shop")).isNotEmpty().doesNotContain("map");
  }

  private static List<String> charts(String app) {
    JsonArray tiles =
        portal.get("/api/dashboards/" + app + ":acquisition").json().getJsonArray("tiles");
    return objects(tiles).map(tile -> tile.getJsonObject("display").getString("chart")).toList();
  }

  @Test
  void everyBuiltInTileHasASpecAndAPlace() {
    for (String app : List.of("shop", "views", "fresh")) {
      for (String id : names("/api/dashboards?app=" + app, "dashboards", "id")) {
        if (!id.contains(":")) {
          continue;
        }
        JsonArray tiles = portal.get("/api/dashboards/" + id).json().getJsonArray("tiles");
        assertThat(tiles).as(id).hasSizeGreaterThan(1);
        for (int i = 0; i < tiles.size(); i++) {
          JsonObject tile = tiles.getJsonObject(i);
          assertThat(tile.getInteger("x") + tile.getInteger("w")).isBetween(1, 12);
          PortalFixture.Answer saved =
              portal.post(
                  "/api/apps/" + app + "/charts",
                  new JsonObject().put("name", id).put("query", tile.getJsonObject("query")));
          assertThat(saved.status()).as("%s %s", id, saved.text()).isEqualTo(201);
        }
      }
    }
  }

  private static List<String> funnelSteps(String app, String field) {
    JsonArray steps =
        portal
            .get("/api/dashboards/" + app + ":conversion")
            .json()
            .getJsonArray("tiles")
            .getJsonObject(0)
            .getJsonObject("query")
            .getJsonArray("steps");
    return objects(steps).map(step -> step.getString(field)).toList();
  }

  private static JsonObject tile(String title) {
    return new JsonObject()
        .put("title", title)
        .put("x", 0)
        .put("y", 0)
        .put("w", 6)
        .put("h", 4)
        .put("display", new JsonObject().put("chart", "bar"));
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  private static List<String> names(String path, String list, String field) {
    return objects(portal.get(path).json().getJsonArray(list))
        .map(one -> one.getString(field))
        .toList();
  }

  private static JsonObject named(JsonArray array, String field, String value) {
    return objects(array)
        .filter(one -> value.equals(one.getString(field)))
        .findFirst()
        .orElseThrow();
  }

  private static PortalFixture.Answer patch(String path, JsonObject body) {
    return portal.call("PATCH", path, body.encode(), PortalFixture.TOKEN);
  }

  private static PortalFixture.Answer put(String path, JsonObject body) {
    return portal.call("PUT", path, body.encode(), PortalFixture.TOKEN);
  }

  private static CatalogEntry.Builder entry(String app, String name, String category, long count) {
    return CatalogEntry.newBuilder()
        .setAppId(app)
        .setName(name)
        .setCategory(category)
        .setCount(count)
        .setFirstSeenMs(1)
        .setLastSeenMs(2);
  }

  /** Values of it, ten events each. */
  private static CatalogProperty.Builder text(String name, long count, String... values) {
    CatalogProperty.Builder property =
        CatalogProperty.newBuilder()
            .setName(name)
            .setType(CatalogType.CATALOG_TYPE_STRING)
            .setCount(count)
            .setLastSeenMs(2);
    for (String value : values) {
      property.addValues(CatalogValue.newBuilder().setValue(value).setCount(10));
    }
    return property;
  }

  private static void put(KeyValue catalog, CatalogEntry.Builder entry) throws Exception {
    catalog.put(
        CatalogEntries.key(entry.getAppId(), entry.getName()),
        CatalogEntries.text(entry.build().toByteArray()).getBytes(StandardCharsets.UTF_8));
  }
}
