package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.nats.client.Connection;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A connection to NATS that is made when it is first used, and anew when it was closed. Who meets a
 * failure closes it: after a kill of the server a connection may come back and yet never see
 * another answer. Not thread-safe.
 */
final class LazyConnection implements Closeable {
  private final NatsConnectionOptions options;
  private final String name;
  private @Nullable Connection connection;

  /** Not yet connected; {@code name} is what the server lists it under. */
  LazyConnection(NatsConnectionOptions options, String name) {
    this.options = options;
    this.name = name;
  }

  Connection get() throws IOException, InterruptedException {
    Connection open = connection;
    if (open == null) {
      open = NatsSetup.connect(options, name);
      connection = open;
    }
    return open;
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
