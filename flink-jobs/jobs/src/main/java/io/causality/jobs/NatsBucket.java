package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.jobs.catalog.CatalogStore;
import io.causality.jobs.detection.StatusStore;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A key-value bucket. Connects when first used, and anew after a failure; not thread-safe. */
final class NatsBucket implements CatalogStore, StatusStore {
  private final NatsConnectionOptions options;
  private final String name;
  private @Nullable Connection connection;
  private @Nullable KeyValue bucket;

  NatsBucket(NatsConnectionOptions options, String name) {
    this.options = options;
    this.name = name;
  }

  @Override
  public void put(String key, String value) throws IOException, InterruptedException {
    try {
      bucket().put(key, value.getBytes(StandardCharsets.UTF_8));
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      throw broken(e);
    }
  }

  @Override
  public void delete(String key) throws IOException, InterruptedException {
    try {
      bucket().delete(key);
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      throw broken(e);
    }
  }

  /** After a kill of the server a connection may come back and yet never see another answer. */
  private IOException broken(Exception cause) throws IOException {
    close();
    return new IOException("could not write to the bucket " + name, cause);
  }

  private KeyValue bucket() throws IOException, InterruptedException {
    KeyValue open = bucket;
    if (open == null) {
      Connection connected = NatsSetup.connect(options, "causality-jobs-" + name);
      connection = connected;
      open = connected.keyValue(name);
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
