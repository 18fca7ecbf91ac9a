package io.causality.portal.live;

import static net.logstash.logback.argument.StructuredArguments.kv;

import com.google.protobuf.InvalidProtocolBufferException;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.stream.NatsLink;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.EventBatch;
import io.causality.proto.v1.EventEnvelope;
import io.nats.client.Connection;
import io.nats.client.ConsumeOptions;
import io.nats.client.Dispatcher;
import io.nats.client.IterableConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.StreamContext;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.OrderedConsumerConfiguration;
import io.nats.client.impl.NatsJetStreamMetaData;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the stream once for all who watch, and goes on for ten minutes after the last one has left;
 * beginning thirty minutes back, so that the figures of active people are whole. Thread-safe.
 */
public final class LiveFeed implements AutoCloseable {
  /** Most viewers at a time. */
  static final int MOST_VIEWERS = 200;

  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final Duration LINGER = Duration.ofMinutes(10);
  private static final Duration STEP = Duration.ofMillis(100);
  private static final Duration RETRY = Duration.ofMillis(300);
  private static final Duration STALL = Duration.ofSeconds(3);
  private static final int MOST_APPS = 1_000;
  private static final ConsumeOptions READING =
      ConsumeOptions.builder().batchSize(200).expiresIn(3_000).build();

  private final NatsLink link;
  private final List<Viewer> viewers = new CopyOnWriteArrayList<>();
  private final Map<String, ActiveWindow> windows = new ConcurrentHashMap<>();
  private boolean running;
  private boolean closed;
  private volatile long wantedAt;
  private long seen;

  public LiveFeed(NatsLink link) {
    this.link = link;
  }

  /**
   * Begins to watch; the viewer must be closed.
   *
   * @throws ProblemException when too many watch already
   */
  synchronized Viewer watch(String app, String event, String search) {
    if (viewers.size() >= MOST_VIEWERS) {
      throw new ProblemException(
          Problem.of(ProblemCode.TOO_MANY_VIEWERS, MOST_VIEWERS + " live views are open")
              .retryAfter(30));
    }
    Viewer viewer = new Viewer(app, event, search, this::gone);
    viewers.add(viewer);
    wantedAt = System.nanoTime();
    if (!running && !closed) {
      running = true;
      Thread.ofVirtual().name("live-feed").start(this::read);
    }
    return viewer;
  }

  private void gone(Viewer viewer) {
    viewers.remove(viewer);
    wantedAt = System.nanoTime();
  }

  /** Number of viewers. */
  public int watching() {
    return viewers.size();
  }

  /** Who is active in an app now. */
  ActiveWindow.Figures figures(String app) {
    ActiveWindow window = windows.get(app);
    return (window == null ? new ActiveWindow() : window).at(minute(Instant.now()));
  }

  private static long minute(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), 60);
  }

  private void read() {
    try {
      while (isWanted()) {
        try {
          pass();
        } catch (IOException
            | JetStreamApiException
            | JetStreamStatusCheckedException
            | RuntimeException e) {
          LOG.debug("live begins again {}", kv("event", "live_feed_failed"), e);
          Thread.sleep(RETRY);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped();
    }
  }

  private synchronized void stopped() {
    running = false;
    windows.clear();
    seen = 0;
  }

  private boolean isWanted() {
    synchronized (this) {
      if (closed) {
        return false;
      }
    }
    return !viewers.isEmpty() || System.nanoTime() - wantedAt < LINGER.toNanos();
  }

  /** Reads until nobody wants more, the connection is another one, or something is strange. */
  private void pass()
      throws IOException,
          JetStreamApiException,
          JetStreamStatusCheckedException,
          InterruptedException {
    Connection connection = link.connection();
    StreamContext stream =
        connection.getStreamContext(StreamNames.EVENTS, NatsLink.jetStreamOptions());
    if (stream.getStreamInfo().getStreamState().getLastSequence() < seen) {
      seen = 0; // another stream than before
      windows.clear();
    }
    Dispatcher rejections = connection.createDispatcher(this::rejected);
    rejections.subscribe(StreamNames.REJECTED_PREFIX + "*");
    IterableConsumer messages = stream.createOrderedConsumer(beginning()).iterate(READING);
    try {
      long quietSince = System.nanoTime();
      while (isWanted() && link.isCurrent(connection)) {
        Message message = messages.nextMessage(STEP);
        if (message != null) {
          arrived(message);
          quietSince = System.nanoTime();
        } else if (System.nanoTime() - quietSince > STALL.toNanos()) {
          if (stream.getStreamInfo().getStreamState().getLastSequence() != seen && seen > 0) {
            return; // the consumer has stalled: begin again behind what was seen
          }
          quietSince = System.nanoTime();
        }
      }
    } finally {
      messages.stop();
      connection.closeDispatcher(rejections);
    }
  }

  private OrderedConsumerConfiguration beginning() {
    OrderedConsumerConfiguration from =
        new OrderedConsumerConfiguration().filterSubject(StreamNames.EVENTS_PREFIX + ">");
    return seen > 0
        ? from.deliverPolicy(DeliverPolicy.ByStartSequence).startSequence(seen + 1)
        : from.deliverPolicy(DeliverPolicy.ByStartTime)
            .startTime(
                Instant.now()
                    .minus(Duration.ofMinutes(ActiveWindow.MINUTES))
                    .atZone(ZoneOffset.UTC));
  }

  private void arrived(Message message) {
    NatsJetStreamMetaData data = message.metaData();
    Instant at = data.timestamp().toInstant();
    seen = data.streamSequence();
    EventBatch batch;
    try {
      batch = EventBatch.parseFrom(message.getData());
    } catch (InvalidProtocolBufferException e) {
      LOG.debug("not a batch {} {}", kv("event", "live_undecodable"), kv("sequence", seen));
      return; // the archive puts it among the dead letters
    }
    for (EventEnvelope event : batch.getEventsList()) {
      count(event, minute(at));
      for (Viewer viewer : viewers) {
        if (viewer.app().equals(event.getAppId()) && !at.isBefore(viewer.since())) {
          viewer.offer(event);
        }
      }
    }
  }

  private void count(EventEnvelope event, long minute) {
    ActiveWindow window = windows.get(event.getAppId());
    if (window == null) {
      if (windows.size() >= MOST_APPS) {
        return;
      }
      window = windows.computeIfAbsent(event.getAppId(), app -> new ActiveWindow());
    }
    window.add(minute, PersonSet.hash(LiveEvent.person(event)));
  }

  private void rejected(Message message) {
    String app = message.getSubject().substring(StreamNames.REJECTED_PREFIX.length());
    try {
      JsonObject notice = new JsonObject(new String(message.getData(), StandardCharsets.UTF_8));
      viewers.stream()
          .filter(viewer -> viewer.app().equals(app))
          .forEach(viewer -> viewer.rejected(notice));
    } catch (DecodeException e) {
      LOG.debug("not a notice {} {}", kv("event", "live_bad_notice"), kv("app", app), e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
