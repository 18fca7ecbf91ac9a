package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.jobs.archive.ProgressStore;
import io.causality.jobs.lake.HourIndex;
import io.causality.proto.StreamNames;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The key-value bucket {@link StreamNames#LAKE}: which hours exist, how far the archive has come.
 * Connects when first used; not thread-safe.
 */
public final class NatsLake implements HourIndex, ProgressStore {
  /** How long a put is tried again while the server is away. */
  private static final int ATTEMPTS = 20;

  private static final long PAUSE_MS = 500;

  private final NatsConnectionOptions options;
  private final Set<String> known = new HashSet<>();
  private @Nullable Connection connection;

  /** An adapter that is not yet connected. */
  public NatsLake(NatsConnectionOptions options) {
    this.options = options;
  }

  @Override
  public void ensure(Collection<String> keys) throws IOException, InterruptedException {
    for (String key : keys) {
      if (!known.contains(key)) {
        putPatiently(key, state());
        known.add(key);
      }
    }
  }

  @Override
  public void changed(Collection<String> keys) throws IOException, InterruptedException {
    for (String key : keys) {
      putPatiently(key, state());
      known.add(key);
    }
  }

  /** A value that no hour has had before, whoever wrote it. */
  private static byte[] state() {
    return HexFormat.of()
        .toHexDigits(ThreadLocalRandom.current().nextLong())
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void put(String document) throws IOException, InterruptedException {
    put(StreamNames.PROGRESS, document.getBytes(StandardCharsets.UTF_8));
  }

  private void putPatiently(String key, byte[] value) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        put(key, value);
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        Thread.sleep(PAUSE_MS);
      }
    }
  }

  private void put(String key, byte[] value) throws IOException, InterruptedException {
    try {
      KeyValue bucket = connected().keyValue(StreamNames.LAKE);
      bucket.put(key, value);
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      // After a kill of the server a connection may come back and yet never see another answer.
      close();
      throw new IOException("could not write to the bucket " + StreamNames.LAKE, e);
    }
  }

  private Connection connected() throws IOException, InterruptedException {
    if (connection == null) {
      connection = NatsSetup.connect(options, "causality-jobs-lake");
    }
    return connection;
  }

  @Override
  public void close() throws IOException {
    Connection closing = connection;
    connection = null;
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
