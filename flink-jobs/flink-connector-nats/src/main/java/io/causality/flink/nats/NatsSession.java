package io.causality.flink.nats;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamOptions;
import io.nats.client.Nats;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection and the number of times that it came back. Whoever keeps state on the server (an
 * ordered consumer, a pull) compares {@link #reconnects} with what it saw last, and starts anew
 * when it changed: a server that was killed has forgotten both. Thread-safe.
 */
public final class NatsSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NatsSession.class);

  private final AtomicInteger reconnects = new AtomicInteger();
  private final NatsConnectionOptions options;
  private final Connection connection;

  private NatsSession(NatsConnectionOptions options, String name)
      throws IOException, InterruptedException {
    this.options = options;
    this.connection =
        Nats.connect(
            options.toBuilder(name)
                .connectionListener(new Listener(reconnects))
                .errorListener(new Errors())
                .build());
  }

  /**
   * Connects, once.
   *
   * @throws IOException when no server answers, or it refuses the credentials ({@code
   *     AuthenticationException})
   */
  public static NatsSession open(NatsConnectionOptions options, String name)
      throws IOException, InterruptedException {
    return new NatsSession(options, name);
  }

  public Connection connection() {
    return connection;
  }

  public JetStreamOptions jetStreamOptions() {
    return JetStreamOptions.builder().requestTimeout(options.requestTimeout()).build();
  }

  /** How often the connection was lost and came back. */
  public int reconnects() {
    return reconnects.get();
  }

  public boolean isConnected() {
    return connection.getStatus() == Connection.Status.CONNECTED;
  }

  /** Closed for good: jnats gives up on its own when credentials are refused twice. */
  public boolean isClosed() {
    return connection.getStatus() == Connection.Status.CLOSED;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Listener(AtomicInteger reconnects) implements ConnectionListener {
    @Override
    public void connectionEvent(Connection connection, Events type) {
      LOG.info("NATS connection {}: {}", connection.getOptions().getConnectionName(), type);
      if (type == Events.RECONNECTED) {
        reconnects.incrementAndGet();
      }
    }
  }

  private static final class Errors implements ErrorListener {
    @Override
    public void errorOccurred(Connection connection, String error) {
      LOG.warn("NATS server reports: {}", error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception exception) {
      LOG.warn("NATS connection: {}", exception.toString());
    }

    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
      LOG.warn("NATS slow consumer detected");
    }
  }
}
