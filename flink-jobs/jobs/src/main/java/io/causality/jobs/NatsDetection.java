package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.jobs.detection.StatusStore;
import io.causality.proto.StreamNames;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The key-value bucket {@link StreamNames#DETECTION}. Connects when first used, and anew after a
 * failure; not thread-safe.
 */
final class NatsDetection implements StatusStore {
  private final NatsConnectionOptions options;
  private @Nullable Connection connection;
  private @Nullable KeyValue bucket;

  NatsDetection(NatsConnectionOptions options) {
    this.options = options;
  }

  @Override
  public void put(String key, String document) throws IOException, InterruptedException {
    try {
      bucket().put(key, document.getBytes(StandardCharsets.UTF_8));
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
    return new IOException("could not write to the bucket " + StreamNames.DETECTION, cause);
  }

  private KeyValue bucket() throws IOException, InterruptedException {
    KeyValue open = bucket;
    if (open == null) {
      Connection connected = NatsSetup.connect(options, "causality-jobs-detection");
      connection = connected;
      open = connected.keyValue(StreamNames.DETECTION);
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
