package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.jobs.archive.ProgressStore;
import io.causality.jobs.lake.HourIndex;
import io.causality.proto.StreamNames;
import io.causality.proto.lake.HourEntries;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The key-value bucket {@link StreamNames#LAKE}: which hours exist, how far the archive has come.
 * Connects when first used; not thread-safe.
 */
public final class NatsLake implements HourIndex, ProgressStore {
  /** How long a put is tried again while the server is away. */
  private static final int ATTEMPTS = 20;

  private static final long PAUSE_MS = 500;

  private final NatsBucket bucket;
  private final Set<String> known = new HashSet<>();

  /** An adapter that is not yet connected. */
  public NatsLake(NatsConnectionOptions options) {
    this.bucket = new NatsBucket(options, StreamNames.LAKE);
  }

  @Override
  public void ensure(Collection<String> keys) throws IOException, InterruptedException {
    for (String key : keys) {
      if (!known.contains(key)) {
        putPatiently(key);
      }
    }
  }

  @Override
  public void changed(Collection<String> keys) throws IOException, InterruptedException {
    for (String key : keys) {
      putPatiently(key);
    }
  }

  @Override
  public void put(String document) throws IOException, InterruptedException {
    bucket.put(StreamNames.PROGRESS, document);
  }

  private void putPatiently(String key) throws IOException, InterruptedException {
    String state = HourEntries.newState();
    for (int attempt = 1; ; attempt++) {
      try {
        bucket.put(key, state);
        known.add(key);
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        Thread.sleep(PAUSE_MS);
      }
    }
  }

  @Override
  public void close() throws IOException {
    bucket.close();
  }
}
