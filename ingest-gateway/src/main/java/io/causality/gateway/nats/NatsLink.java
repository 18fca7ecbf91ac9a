package io.causality.gateway.nats;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's connection to NATS. It is made in the background, however long that takes, and
 * comes back by itself. Its users set themselves up on a thread of the link, each time that it is
 * up again; what fails is tried again every second. Thread-safe.
 */
public final class NatsLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NatsLink.class);
  private static final Duration RETRY = Duration.ofMillis(250);

  /** Something that lives on the connection. Its methods are called by the link's own thread. */
  public interface User {
    /** There is a new connection, or something on it is gone. Blocks; called again if it throws. */
    void setUp(Connection connection)
        throws IOException, JetStreamApiException, InterruptedException;
  }

  private final NatsSettings settings;
  private final List<User> users = new CopyOnWriteArrayList<>();
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile @Nullable Connection connection;
  private volatile boolean stale = true;
  private volatile boolean closing;
  private String lastReason = "";
  private volatile String refusal = "";

  /** A link that connects once it is started. */
  public NatsLink(NatsSettings settings) {
    this.settings = settings;
    thread = Thread.ofPlatform().daemon().name("nats-link").unstarted(this::run);
  }

  /** Adds a user, in the order of set-up; before the start. */
  public void add(User user) {
    users.add(user);
  }

  /** Starts to connect. */
  public void start() {
    thread.start();
  }

  /** The connection while it is up, else null. */
  public @Nullable Connection current() {
    return connection;
  }

  /** Has the users set themselves up again soon, as something of theirs seems to be gone. */
  public void renew() {
    stale = true;
    wake.release();
  }

  private void run() {
    while (!closing) {
      try {
        try {
          setUp();
          wake.acquire();
        } catch (IOException | JetStreamApiException | IllegalStateException e) {
          tellOnce(e.getMessage() + refusal);
          TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
        }
        wake.drainPermits();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** The same reason is told once, as it comes back four times a second. */
  private void tellOnce(String reason) {
    if (!reason.equals(lastReason)) {
      lastReason = reason;
      LOG.atWarn().addKeyValue("reason", reason).log("nats_not_ready");
    }
  }

  private void setUp() throws IOException, JetStreamApiException, InterruptedException {
    Connection link = connection;
    if (link == null) {
      refusal = "";
      link = Nats.connect(options());
      connection = link;
      if (link.getStatus() != Connection.Status.CONNECTED) {
        connection = null;
        throw new IOException("the connection broke at once");
      }
      stale = true;
      LOG.atInfo().addKeyValue("url", link.getConnectedUrl()).log("nats_connected");
    }
    if (stale) {
      stale = false;
      try {
        for (User user : users) {
          user.setUp(link);
        }
      } catch (IOException | JetStreamApiException | RuntimeException e) {
        stale = true;
        throw e;
      }
      lastReason = "";
      LOG.info("nats_ready");
    }
  }

  private Options options() {
    Options.Builder options =
        new Options.Builder()
            .servers(settings.url().split(","))
            .connectionName("causality-gateway")
            .connectionTimeout(Duration.ofSeconds(2))
            .noReconnect()
            .pingInterval(Duration.ofSeconds(5))
            .maxMessagesInOutgoingQueue(0)
            .connectionListener(new Events())
            .errorListener(new Errors());
    if (!settings.user().isEmpty()) {
      options.userInfo(settings.user(), settings.password());
    }
    return options.build();
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    thread.interrupt();
    thread.join(2000);
    Connection link = connection;
    if (link != null) {
      link.close();
    }
  }

  private final class Events implements ConnectionListener {
    @Override
    @SuppressWarnings("deprecation") // The overload that replaces it calls this one.
    public void connectionEvent(Connection source, ConnectionListener.Events type) {
      switch (type) {
        case DISCONNECTED, CLOSED -> lost(source);
        case CONNECTED, RECONNECTED, RESUBSCRIBED, DISCOVERED_SERVERS, LAME_DUCK -> {
          // A new connection tells by itself that it is up.
        }
      }
    }
  }

  private void lost(Connection source) {
    if (source == connection) {
      connection = null;
      if (!closing) {
        LOG.warn("nats_disconnected");
      }
      wake.release();
    }
  }

  private final class Errors implements ErrorListener {
    @Override
    public void errorOccurred(Connection source, String error) {
      LOG.atWarn().addKeyValue("reason", error).log("nats_error");
    }

    @Override
    public void exceptionOccurred(Connection source, Exception exception) {
      // What the attempt itself ends with names the address alone.
      for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
        if (cause instanceof SSLException) {
          refusal = ": " + cause.getMessage();
        }
      }
      LOG.atDebug().addKeyValue("reason", String.valueOf(exception)).log("nats_exception");
    }
  }
}
