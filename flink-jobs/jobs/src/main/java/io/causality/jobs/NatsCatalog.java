package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.jobs.catalog.CatalogStore;
import io.causality.proto.StreamNames;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The key-value bucket {@link StreamNames#CATALOG}. Connects when first used, and anew after a
 * failure; not thread-safe.
 */
final class NatsCatalog implements CatalogStore {
  private final NatsConnectionOptions options;
  private @Nullable Connection connection;
  private @Nullable KeyValue bucket;

  NatsCatalog(NatsConnectionOptions options) {
    this.options = options;
  }

  @Override
  public void put(String key, String value) throws IOException, InterruptedException {
    try {
      bucket().put(key, value.getBytes(StandardCharsets.UTF_8));
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      // After a kill of the server a connection may come back and yet never see another answer.
      close();
      throw new IOException("could not write to the bucket " + StreamNames.CATALOG, e);
    }
  }

  private KeyValue bucket() throws IOException, InterruptedException {
    KeyValue open = bucket;
    if (open == null) {
      Connection connected = NatsSetup.connect(options, "causality-jobs-catalog");
      connection = connected;
      open = connected.keyValue(StreamNames.CATALOG);
      bucket = open;
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    Connection closing = connection;
    connection = null;
    bucket = null;
    if (closing != null) {
      try {
        closing.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while closing a connection", e);
      }
    }
  }
}
