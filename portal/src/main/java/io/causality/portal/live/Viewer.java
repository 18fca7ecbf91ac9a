package io.causality.portal.live;

import io.causality.proto.Events;
import io.causality.proto.v1.EventEnvelope;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who watches one app. Takes what fits; the rest is counted and never waited for. Offers
 * come from the feed's threads, one other thread takes.
 */
final class Viewer implements AutoCloseable {
  /** Most messages that wait for the client. */
  static final int WAITING = 500;

  /** Nobody reads more than that in a second. */
  static final int PER_SECOND = 100;

  private final String app;
  private final String event;
  private final String search;
  private final Consumer<Viewer> closed;
  private final BlockingQueue<Message> waiting = new ArrayBlockingQueue<>(WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final Instant since = Instant.now();
  private long second;
  private int inSecond;

  /** What a viewer gets: the kind of message and its content. */
  sealed interface Message {
    String kind();

    JsonObject json();
  }

  record Arrived(EventEnvelope event) implements Message {
    @Override
    public String kind() {
      return "event";
    }

    @Override
    public JsonObject json() {
      return LiveEvent.json(event);
    }
  }

  record Rejected(JsonObject json) implements Message {
    @Override
    public String kind() {
      return "rejected";
    }
  }

  /**
   * A viewer of an app.
   *
   * @param event only of that name; empty for all
   * @param search only what contains this text; empty for all
   */
  Viewer(String app, String event, String search, Consumer<Viewer> closed) {
    this.app = app;
    this.event = event;
    this.search = search.toLowerCase(Locale.ROOT);
    this.closed = closed;
  }

  String app() {
    return app;
  }

  /** When the viewer came: what arrived earlier is not shown. */
  Instant since() {
    return since;
  }

  /** Offers an event of the viewer's app. */
  void offer(EventEnvelope arrived) {
    if ((event.isEmpty() || Events.name(arrived).equals(event))
        && (search.isEmpty() || LiveEvent.contains(arrived, search))) {
      offer(new Arrived(arrived));
    }
  }

  /** Offers a notice of something that the gateway refused. */
  void rejected(JsonObject notice) {
    offer(new Rejected(notice));
  }

  private synchronized void offer(Message message) {
    long now = System.nanoTime() / 1_000_000_000;
    if (now != second) {
      second = now;
      inSecond = 0;
    }
    if (inSecond == PER_SECOND || !waiting.offer(message)) {
      dropped.incrementAndGet();
    } else {
      inSecond++;
    }
  }

  /** The next message; null when none comes in time. */
  @Nullable Message next(Duration patience) throws InterruptedException {
    return waiting.poll(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
  }

  /** How many were left out since the last question. */
  long takeDropped() {
    return dropped.getAndSet(0);
  }

  @Override
  public void close() {
    closed.accept(this);
  }
}
