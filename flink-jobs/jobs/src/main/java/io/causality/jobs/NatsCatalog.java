package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.jobs.catalog.CatalogStore;
import io.causality.proto.StreamNames;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The catalog in the bucket that the portal mirrors, and what is to be forgotten of it. Connects
 * when first used, and anew after a failure; not thread-safe.
 */
final class NatsCatalog implements CatalogStore {
  private final LazyConnection connection;

  NatsCatalog(NatsConnectionOptions options) {
    this.connection = new LazyConnection(options, "causality-jobs-" + StreamNames.CATALOG);
  }

  @Override
  public void put(String key, String value) throws IOException, InterruptedException {
    try {
      connection
          .get()
          .keyValue(StreamNames.CATALOG)
          .put(key, value.getBytes(StandardCharsets.UTF_8));
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      throw broken(StreamNames.CATALOG, e);
    }
  }

  @Override
  public Map<String, String> toForget() throws IOException, InterruptedException {
    try {
      KeyValue bucket = connection.get().keyValue(StreamNames.FORGOTTEN_VALUES);
      Map<String, String> all = new HashMap<>();
      for (String key : bucket.keys()) {
        KeyValueEntry entry = bucket.get(key);
        if (entry != null && entry.getValue() != null) {
          all.put(key, entry.getValueAsString());
        }
      }
      return all;
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      throw broken(StreamNames.FORGOTTEN_VALUES, e);
    }
  }

  @Override
  public void forgotten(String key) throws IOException, InterruptedException {
    try {
      connection.get().keyValue(StreamNames.FORGOTTEN_VALUES).delete(key);
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      throw broken(StreamNames.FORGOTTEN_VALUES, e);
    }
  }

  private IOException broken(String bucket, Exception cause) throws IOException {
    close();
    return new IOException("could not use the bucket " + bucket, cause);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
