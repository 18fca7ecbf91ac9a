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
import java.util.concurrent.TimeoutException;
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
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration PROOF = Duration.ofSeconds(1);

  /** Something that lives on the connection. Its methods are called by the link's own thread. */
  public interface User {
    /** The connection is up, for the first time or again. Blocks; is called again if it throws. */
    void setUp(Connection connection)
        throws IOException, JetStreamApiException, InterruptedException;
  }

  private final NatsSettings settings;
  private final List<User> users = new CopyOnWriteArrayList<>();
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile @Nullable Connection connection;
  private volatile boolean up;
  private volatile boolean stale = true;
  private volatile boolean closing;

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
    return up ? connection : null;
  }

  /** Has the users set themselves up again soon, as something of theirs seems to be gone. */
  public void renew() {
    stale = true;
    wake.release();
  }

  private void run() {
    while (!closing) {
      boolean done = false;
      try {
        done = setUp();
      } catch (IOException | JetStreamApiException | IllegalStateException e) {
        LOG.atWarn().addKeyValue("reason", String.valueOf(e.getMessage())).log("nats_not_ready");
      } catch (InterruptedException e) {
        return;
      }
      try {
        if (done) {
          wake.acquire();
        } else if (wake.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
          LOG.debug("nats_retry_early");
        }
        wake.drainPermits();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** True when there is nothing to do until the next event. */
  private boolean setUp() throws IOException, JetStreamApiException, InterruptedException {
    Connection link = connection;
    if (link == null) {
      link = Nats.connect(options());
      connection = link;
      up = true;
      LOG.atInfo().addKeyValue("url", link.getConnectedUrl()).log("nats_connected");
    }
    if (!up) {
      return true;
    }
    if (stale) {
      stale = false;
      proveAlive(link);
      try {
        for (User user : users) {
          user.setUp(link);
        }
      } catch (IOException | JetStreamApiException | RuntimeException e) {
        stale = true;
        throw e;
      }
      LOG.info("nats_ready");
    }
    return true;
  }

  /**
   * After a reconnect the client library's writer may wait for ever for the end of the reconnect:
   * it can take the marker for it before the mode that waits for the marker is set. All looks well,
   * but nothing is sent until pings fail seconds later. A round trip tells at once.
   */
  private static void proveAlive(Connection link) throws IOException, InterruptedException {
    try {
      link.flush(PROOF);
    } catch (TimeoutException e) {
      LOG.warn("nats_half_open");
      link.forceReconnect();
    }
  }

  private Options options() {
    Options.Builder options =
        new Options.Builder()
            .servers(settings.url().split(","))
            .connectionName("causality-gateway")
            .connectionTimeout(Duration.ofSeconds(2))
            .maxReconnects(-1)
            .reconnectWait(Duration.ofMillis(100))
            .reconnectJitter(Duration.ofMillis(100))
            .pingInterval(Duration.ofSeconds(5))
            // Nothing is sent while the connection is down: writers send again in their own order.
            .reconnectBufferSize(0)
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
        case RESUBSCRIBED -> {
          up = true;
          LOG.info("nats_reconnected");
          renew();
        }
        case DISCONNECTED, CLOSED -> {
          if (up) {
            up = false;
            LOG.warn("nats_disconnected");
          }
        }
        case CONNECTED, RECONNECTED, DISCOVERED_SERVERS, LAME_DUCK -> {
          // RESUBSCRIBED follows where it matters.
        }
      }
    }
  }

  private static final class Errors implements ErrorListener {
    @Override
    public void errorOccurred(Connection source, String error) {
      LOG.atWarn().addKeyValue("reason", error).log("nats_error");
    }

    @Override
    public void exceptionOccurred(Connection source, Exception exception) {
      LOG.atDebug().addKeyValue("reason", String.valueOf(exception)).log("nats_exception");
    }
  }
}
