package io.causality.flink.nats;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamOptions;
import io.nats.client.Nats;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection for as long as it lasts. When it is lost it closes for good, and whoever used it
 * opens another: a server that was killed has forgotten what hung on it anyway. Thread-safe.
 */
public final class NatsSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NatsSession.class);

  private final NatsConnectionOptions options;
  private final Connection connection;

  private NatsSession(NatsConnectionOptions options, String name)
      throws IOException, InterruptedException {
    this.options = options;
    this.connection =
        Nats.connect(
            options.toBuilder(name)
                .connectionListener(new Listener())
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

  public boolean isConnected() {
    return connection.getStatus() == Connection.Status.CONNECTED;
  }

  /** Lost or closed, for good. */
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

  private static final class Listener implements ConnectionListener {
    @Override
    public void connectionEvent(Connection connection, Events type) {
      LOG.info("NATS connection {}: {}", connection.getOptions().getConnectionName(), type);
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
