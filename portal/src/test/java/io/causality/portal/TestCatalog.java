package io.causality.portal;

import io.causality.proto.CatalogEntries;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogProperty;
import io.causality.proto.v1.CatalogType;
import io.causality.proto.v1.CatalogValue;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Names of an app as the archive would keep them, for tests without events. */
public final class TestCatalog {
  private TestCatalog() {}

  /** Puts them where a portal reads them; it knows them a moment later. */
  public static void put(PortalFixture portal, CatalogEntry... entries) {
    try (Connection nats = Nats.connect(portal.nats().url())) {
      KeyValue catalog = nats.keyValue(StreamNames.CATALOG);
      for (CatalogEntry entry : entries) {
        catalog.put(
            CatalogEntries.key(entry.getAppId(), entry.getName()),
            CatalogEntries.text(entry.toByteArray()).getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException | JetStreamApiException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** An event, of 2026-11-02 to 2026-11-04; without a name, the traits. */
  public static CatalogEntry entry(
      String app, String name, long count, CatalogProperty... properties) {
    return CatalogEntry.newBuilder()
        .setAppId(app)
        .setName(name)
        .setCount(count)
        .setFirstSeenMs(Instant.parse("2026-11-02T08:00:00Z").toEpochMilli())
        .setLastSeenMs(Instant.parse("2026-11-04T08:00:00Z").toEpochMilli())
        .addAllProperties(List.of(properties))
        .build();
  }

  /** A property with these values, each once. */
  public static CatalogProperty text(String name, String... values) {
    CatalogProperty.Builder property =
        CatalogProperty.newBuilder()
            .setName(name)
            .setType(CatalogType.CATALOG_TYPE_STRING)
            .setCount(values.length);
    for (String value : values) {
      property.addValues(CatalogValue.newBuilder().setValue(value).setCount(1));
    }
    return property.build();
  }
}
