package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.jobs.detection.StatusStore;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.KeyValueEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A key-value bucket. Connects when first used, and anew after a failure; not thread-safe. */
final class NatsBucket implements StatusStore {
  private final LazyConnection connection;
  private final String name;

  NatsBucket(NatsConnectionOptions options, String name) {
    this.connection = new LazyConnection(options, "causality-jobs-" + name);
    this.name = name;
  }

  @Override
  public void put(String key, String value) throws IOException, InterruptedException {
    try {
      connection.get().keyValue(name).put(key, value.getBytes(StandardCharsets.UTF_8));
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      throw broken(e);
    }
  }

  /** The value of a key; empty when there is none. */
  Optional<String> get(String key) throws IOException, InterruptedException {
    try {
      return Optional.ofNullable(connection.get().keyValue(name).get(key))
          .map(KeyValueEntry::getValueAsString);
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      throw broken(e);
    }
  }

  @Override
  public void delete(String key) throws IOException, InterruptedException {
    try {
      connection.get().keyValue(name).delete(key);
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      throw broken(e);
    }
  }

  private IOException broken(Exception cause) throws IOException {
    close();
    return new IOException("could not use the bucket " + name, cause);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
