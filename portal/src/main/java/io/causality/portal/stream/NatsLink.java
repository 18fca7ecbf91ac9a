package io.causality.portal.stream;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.nats.client.Connection;
import io.nats.client.JetStreamOptions;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to NATS, made in the background. A broken one is replaced, not revived: the client
 * library's own reconnect can leave its writer waiting, connected, with nothing sent until pings
 * fail. Thread-safe.
 */
public final class NatsLink implements AutoCloseable {
  /** How long one request to JetStream may take. */
  static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(NatsLink.class);
  private static final Duration RETRY = Duration.ofMillis(250);

  private final QuietErrors errors = new QuietErrors();
  private final Options options;
  private final List<Runnable> whenConnected = new CopyOnWriteArrayList<>();
  private final Semaphore wake = new Semaphore(0);
  private final Thread connector;
  private volatile @Nullable Connection connection;
  private String lastReason = "";

  /**
   * A link that is not yet connected.
   *
   * @param user empty for none
   */
  public NatsLink(String url, Optional<String> user, Optional<String> password) {
    Options.Builder builder =
        Options.builder()
            .server(url)
            .connectionName("causality-portal")
            .noReconnect()
            .connectionTimeout(Duration.ofSeconds(2))
            .pingInterval(Duration.ofSeconds(2))
            .maxPingsOut(2)
            .connectionListener((at, event) -> wake.release())
            .errorListener(errors);
    if (user.isPresent()) {
      builder.userInfo(user.get(), password.orElse(""));
    }
    this.options = builder.build();
    this.connector = Thread.ofVirtual().name("nats-connector").unstarted(this::connect);
  }

  /** Starts connecting, and goes on until connected or closed. */
  public void start() {
    connector.start();
  }

  /** Calls this for each new connection, on the link's thread: must be quick. */
  public void whenConnected(Runnable action) {
    whenConnected.add(action);
    if (isConnected()) {
      action.run();
    }
  }

  public boolean isConnected() {
    Connection now = connection;
    return now != null && now.getStatus() == Connection.Status.CONNECTED;
  }

  /**
   * The connection, connected a moment ago.
   *
   * @throws ProblemException {@code stream_down} when it is not
   */
  public Connection connection() {
    Connection now = connection;
    if (now == null || now.getStatus() != Connection.Status.CONNECTED) {
      throw down();
    }
    return now;
  }

  /** What a call ends with when the stream does not answer. */
  public static ProblemException down() {
    return new ProblemException(
        Problem.of(ProblemCode.STREAM_DOWN, "the stream does not answer").retryAfter(2));
  }

  /** Requests are answered soon or not at all. */
  public static JetStreamOptions jetStreamOptions() {
    return JetStreamOptions.builder().requestTimeout(REQUEST_TIMEOUT).build();
  }

  /** Whether this is the connection in use, and it works. */
  public boolean isCurrent(Connection one) {
    return one == connection && isConnected();
  }

  private void connect() {
    try {
      while (true) {
        try {
          Connection fresh = Nats.connect(options);
          lastReason = "";
          connection = fresh;
          LOG.info("connected to the stream {}", kv("event", "nats_connected"));
          tellConnected();
          while (fresh.getStatus() == Connection.Status.CONNECTED) {
            wake.acquire();
          }
          LOG.warn("the connection to the stream broke {}", kv("event", "nats_disconnected"));
          fresh.close();
        } catch (IOException e) {
          tellOnce(e.getMessage() + errors.takeRefusal());
          Thread.sleep(RETRY);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The same reason is told once, as it comes back four times a second. */
  private void tellOnce(String reason) {
    if (!reason.equals(lastReason)) {
      lastReason = reason;
      LOG.warn("not connected to the stream: {} {}", reason, kv("event", "nats_not_ready"));
    }
  }

  private void tellConnected() {
    whenConnected.forEach(Runnable::run);
  }

  @Override
  public void close() throws InterruptedException {
    connector.interrupt();
    connector.join();
    Connection last = connection;
    if (last != null) {
      last.close();
    }
  }
}
