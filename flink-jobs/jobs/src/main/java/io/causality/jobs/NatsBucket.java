package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.jobs.detection.StatusStore;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key-value bucket. Connects when first used, and anew after a failure; not thread-safe. */
final class NatsBucket implements StatusStore {
  private final LazyConnection connection;
  private final String name;

  NatsBucket(NatsConnectionOptions options, String name) {
    this(new LazyConnection(options, "causality-jobs-" + name), name);
  }

  /** A bucket over a connection that it shares, and closes after a failure too. */
  NatsBucket(LazyConnection connection, String name) {
    this.connection = connection;
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
      return value(connection.get().keyValue(name).get(key));
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      throw broken(e);
    }
  }

  /** All that it holds, by key. */
  Map<String, String> all() throws IOException, InterruptedException {
    try {
      KeyValue bucket = connection.get().keyValue(name);
      Map<String, String> all = new HashMap<>();
      for (String key : bucket.keys()) {
        value(bucket.get(key)).ifPresent(value -> all.put(key, value));
      }
      return all;
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

  private static Optional<String> value(@Nullable KeyValueEntry entry) {
    return Optional.ofNullable(entry).map(KeyValueEntry::getValueAsString);
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
