package io.causality.portal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.insight.oracle.Event;
import io.causality.proto.CatalogEntries;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogProperty;
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
import java.util.TreeSet;

/** A portal over a lake into which tests write events: the answers are those of a real Trino. */
public final class InsightFixture implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final PortalFixture portal;
  private final LakeFiles files;

  /** Starts a portal with a bucket of its own, and further configuration. */
  public InsightFixture(String bucket, Map<String, String> keys) {
    Servers.s3().createBucket(bucket);
    Map<String, String> environment = new HashMap<>(keys);
    environment.put("CAUSALITY_TRINO_URL", Servers.trino().url());
    environment.put("CAUSALITY_S3_BUCKET", bucket);
    environment.put("CAUSALITY_SQL_PATIENCE_MS", "180000");
    portal = new PortalFixture(environment);
    files = new LakeFiles(bucket);
    portal.awaitReady();
  }

  public PortalFixture portal() {
    return portal;
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

  /** What the archive would know of the names, as far as insights look at them. */
  private static List<CatalogEntry> catalog(String app, List<Event> events) {
    Map<String, Set<String>> properties = new TreeMap<>();
    for (Event event : events) {
      Set<String> names = properties.computeIfAbsent(event.name(), name -> new TreeSet<>());
      names.addAll(event.properties().keySet());
      names.addAll(event.columns().keySet());
      properties.computeIfAbsent("", none -> new TreeSet<>()).addAll(event.traits().keySet());
    }
    List<CatalogEntry> entries = new ArrayList<>();
    properties.forEach(
        (event, names) ->
            entries.add(
                CatalogEntry.newBuilder()
                    .setAppId(app)
                    .setName(event)
                    .addAllProperties(
                        names.stream()
                            .map(name -> CatalogProperty.newBuilder().setName(name).build())
                            .toList())
                    .build()));
    return entries;
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
