package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.jobs.catalog.CatalogStore;
import io.causality.proto.StreamNames;
import java.io.IOException;
import java.util.Map;

/**
 * The catalog in the bucket that the portal mirrors, and what is to be forgotten of it. Connects
 * when first used, and anew after a failure; not thread-safe.
 */
final class NatsCatalog implements CatalogStore {
  private final LazyConnection connection;
  private final NatsBucket catalog;
  private final NatsBucket forgotten;

  NatsCatalog(NatsConnectionOptions options) {
    this.connection = new LazyConnection(options, "causality-jobs-" + StreamNames.CATALOG);
    this.catalog = new NatsBucket(connection, StreamNames.CATALOG);
    this.forgotten = new NatsBucket(connection, StreamNames.FORGOTTEN_VALUES);
  }

  @Override
  public void put(String key, String value) throws IOException, InterruptedException {
    catalog.put(key, value);
  }

  @Override
  public Map<String, String> toForget() throws IOException, InterruptedException {
    return forgotten.all();
  }

  @Override
  public void forgotten(String key) throws IOException, InterruptedException {
    forgotten.delete(key);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
