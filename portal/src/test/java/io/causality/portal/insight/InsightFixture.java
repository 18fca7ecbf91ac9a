package io.causality.portal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.insight.oracle.Event;
import io.causality.proto.CatalogEntries;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogProperty;
import io.causality.proto.v1.CatalogType;
import io.causality.proto.v1.CatalogValue;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A portal over a lake into which tests write events: the answers are those of a real Trino. */
public final class InsightFixture implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final PortalFixture portal;
  private final LakeFiles files;

  /** Starts a portal with a bucket of its own, and further configuration. */
  public InsightFixture(String bucket, Map<String, String> keys) {
    Servers.s3().createBucket(bucket);
    Map<String, String> environment = new HashMap<>(keys);
    environment.putIfAbsent("CAUSALITY_TRINO_URL", Servers.trino().url());
    environment.put("CAUSALITY_S3_BUCKET", bucket);
    environment.put("CAUSALITY_SQL_PATIENCE_MS", "180000");
    portal = new PortalFixture(environment);
    files = new LakeFiles(bucket);
    portal.awaitReady();
  }

  public PortalFixture portal() {
    return portal;
  }

  /** The files of the lake. */
  public LakeFiles files() {
    return files;
  }

  /** Writes an entry of the bucket that says what the lake holds. */
  public void lake(String key, String value) {
    try (Connection nats = Nats.connect(portal.nats().url())) {
      nats.keyValue(StreamNames.LAKE).put(key, value.getBytes(StandardCharsets.UTF_8));
    } catch (IOException | JetStreamApiException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Makes an app and writes its events; returns when insights see them. */
  public void app(String app, List<Event> events) {
    assertThat(portal.post("/api/apps", new JsonObject().put("id", app)).status()).isEqualTo(201);
    Set<String> hours = files.write(app, events);
    try (Connection nats = Nats.connect(portal.nats().url())) {
      KeyValue lake = nats.keyValue(StreamNames.LAKE);
      for (String hour : hours) {
        lake.put(hour, new byte[0]);
      }
      KeyValue catalog = nats.keyValue(StreamNames.CATALOG);
      for (CatalogEntry entry : catalog(app, events)) {
        catalog.put(
            CatalogEntries.key(app, entry.getName()),
            CatalogEntries.text(entry.toByteArray()).getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException | JetStreamApiException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    JsonObject all = new JsonObject().put("sql", "SELECT count(*) FROM events").put("app", app);
    Await.until(
        "the events of " + app + " are seen",
        SOON,
        () -> portal.post("/api/sql", all).text().contains("\"rows\":[[" + events.size() + "]]"));
  }

  /** What the archive would know of the names. */
  private static List<CatalogEntry> catalog(String app, List<Event> events) {
    Map<String, CatalogEntry.Builder> entries = new TreeMap<>();
    Map<String, Map<String, Map<String, Long>>> values = new TreeMap<>();
    Map<String, CatalogType> types = new HashMap<>();
    for (Event event : events) {
      CatalogEntry.Builder entry =
          entries.computeIfAbsent(
              event.name(),
              name ->
                  CatalogEntry.newBuilder()
                      .setAppId(app)
                      .setName(name)
                      .setFirstSeenMs(Long.MAX_VALUE));
      entry
          .setCount(entry.getCount() + 1)
          .setFirstSeenMs(Math.min(entry.getFirstSeenMs(), event.ts()))
          .setLastSeenMs(Math.max(entry.getLastSeenMs(), event.ts()));
      event.properties().forEach((name, value) -> count(values, types, event.name(), name, value));
      event.columns().forEach((name, value) -> count(values, types, event.name(), name, value));
      event.traits().forEach((name, value) -> count(values, types, "", name, value));
    }
    entries.put("", CatalogEntry.newBuilder().setAppId(app));
    List<CatalogEntry> all = new ArrayList<>();
    entries.forEach(
        (event, entry) -> {
          values
              .getOrDefault(event, Map.of())
              .forEach((name, counts) -> entry.addProperties(property(name, types, counts)));
          all.add(entry.build());
        });
    return all;
  }

  private static void count(
      Map<String, Map<String, Map<String, Long>>> values,
      Map<String, CatalogType> types,
      String event,
      String name,
      Object value) {
    types.merge(
        name,
        value instanceof Number
            ? CatalogType.CATALOG_TYPE_NUMBER
            : value instanceof Boolean
                ? CatalogType.CATALOG_TYPE_BOOLEAN
                : CatalogType.CATALOG_TYPE_STRING,
        (one, other) -> one == other ? one : CatalogType.CATALOG_TYPE_STRING);
    if (value != null) {
      values
          .computeIfAbsent(event, key -> new TreeMap<>())
          .computeIfAbsent(name, key -> new TreeMap<>())
          .merge(LakeFiles.text(value), 1L, Long::sum);
    }
  }

  private static CatalogProperty property(
      String name, Map<String, CatalogType> types, Map<String, Long> counts) {
    CatalogProperty.Builder property =
        CatalogProperty.newBuilder()
            .setName(name)
            .setType(types.get(name))
            .setCount(counts.values().stream().mapToLong(Long::longValue).sum());
    counts.forEach(
        (value, count) ->
            property.addValues(CatalogValue.newBuilder().setValue(value).setCount(count)));
    return property.build();
  }

  /** Asks; whatever the answer is. */
  public PortalFixture.Answer ask(String app, JsonObject spec) {
    return portal.post("/api/apps/" + app + "/insights/query", spec);
  }

  /** The result of a spec that must be answered. */
  public JsonObject result(String app, JsonObject spec) {
    return answer(app, spec).getJsonObject("result");
  }

  /** Result and meta of a spec that must be answered. */
  public JsonObject answer(String app, JsonObject spec) {
    PortalFixture.Answer answer = ask(app, spec);
    assertThat(answer.status()).as(spec.encode() + "\n" + answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** The persons of a cell: the body of {@code insights/people}. */
  public JsonObject people(String app, JsonObject body) {
    PortalFixture.Answer answer = portal.post("/api/apps/" + app + "/insights/people", body);
    assertThat(answer.status()).as(body.encode() + "\n" + answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** Their ids. */
  public List<String> persons(String app, JsonObject body) {
    JsonArray people = people(app, body).getJsonArray("people");
    return people.stream().map(person -> ((JsonObject) person).getString("person_id")).toList();
  }

  @Override
  public void close() {
    portal.close();
  }
}
