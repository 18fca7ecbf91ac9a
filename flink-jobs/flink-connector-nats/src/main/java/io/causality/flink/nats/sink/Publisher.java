package io.causality.flink.nats.sink;

import io.causality.flink.nats.NatsSession;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.PublishAck;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One connection for publishing, opened when first needed and again when it was lost. What becomes
 * of a message arrives as an {@link Outcome}. Confined to the task's thread, but for the queue of
 * outcomes.
 */
final class Publisher implements AutoCloseable {
  /** What became of one try; the failure is null when the stream has the message. */
  record Outcome(
      Outgoing outgoing, int tryNumber, boolean duplicate, @Nullable Throwable failure) {}

  private static final long RECONNECT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final JetStreamSinkConfig config;
  private final String name;
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private @Nullable NatsSession session;
  private @Nullable JetStream jetStream;
  private long nextOpenNanos = System.nanoTime();
  private final AtomicInteger reconnects = new AtomicInteger();

  Publisher(JetStreamSinkConfig config, String name) {
    this.config = config;
    this.name = name;
  }

  /** The next outcome, waiting for it for so long at most; null when there is none. */
  @Nullable Outcome nextOutcome(long maxWaitMillis) throws InterruptedException {
    return outcomes.poll(maxWaitMillis, TimeUnit.MILLISECONDS);
  }

  /** One try. Its outcome comes later, or at once when there is no connection. */
  void publish(Outgoing outgoing) throws InterruptedException {
    var tryNumber = outgoing.tries;
    try {
      // Failures are outcomes too, so nothing is left in the future itself.
      var unused =
          connected()
              .publishAsync(outgoing.message)
              .whenComplete(
                  (ack, failure) -> outcomes.add(outcome(outgoing, tryNumber, ack, failure)));
    } catch (IOException | IllegalStateException e) {
      outcomes.add(new Outcome(outgoing, tryNumber, false, e));
    }
  }

  /** How often a connection was lost and came back. Read by the metrics' thread. */
  int reconnects() {
    return reconnects.get();
  }

  private static Outcome outcome(
      Outgoing outgoing, int tryNumber, @Nullable PublishAck ack, @Nullable Throwable failure) {
    return ack == null
        ? new Outcome(outgoing, tryNumber, false, cause(failure))
        : new Outcome(outgoing, tryNumber, ack.isDuplicate(), null);
  }

  /** jnats wraps what it throws within futures. */
  private static Throwable cause(@Nullable Throwable failure) {
    var result = failure == null ? new IOException("no acknowledgement") : failure;
    while (result.getCause() != null
        && (result instanceof CompletionException || !isSpecific(result))) {
      result = result.getCause();
    }
    return result;
  }

  private static boolean isSpecific(Throwable failure) {
    return failure instanceof IOException || failure instanceof JetStreamApiException;
  }

  private JetStream connected() throws IOException, InterruptedException {
    var existing = session;
    var usable = jetStream;
    if (existing != null && usable != null && !existing.isClosed()) {
      if (!existing.isConnected()) {
        throw new IOException("disconnected from " + config.connection().url());
      }
      return usable;
    }
    var now = System.nanoTime();
    if (now - nextOpenNanos < 0) {
      throw new IOException("not connected to " + config.connection().url());
    }
    nextOpenNanos = now + RECONNECT_PAUSE_NANOS;
    if (existing != null) {
      existing.close();
      reconnects.incrementAndGet();
      session = null;
    }
    var opened = NatsSession.open(config.connection(), name);
    session = opened;
    jetStream = opened.connection().jetStream(opened.jetStreamOptions());
    return jetStream;
  }

  /** Size that a message occupies, roughly as the server counts it. */
  static long sizeOf(Message message) {
    return message.consumeByteCount();
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
  }
}
