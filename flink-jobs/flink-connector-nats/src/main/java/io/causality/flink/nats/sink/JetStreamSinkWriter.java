package io.causality.flink.nats.sink;

import io.causality.flink.nats.JetStreamMetrics;
import io.nats.client.AuthenticationException;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes without waiting, keeps each message until the stream acknowledged it, and tries again
 * with the same message id when that takes too long or fails. Runs in the task's thread; a timer
 * looks after messages while none is written.
 */
final class JetStreamSinkWriter<T> implements SinkWriter<T> {
  private static final long WAIT_MILLIS = 50;
  private static final long TICK_MILLIS = 250;
  private static final long RETRY_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** The stream refuses messages of this size: no try will help. */
  private static final int MESSAGE_TOO_LARGE = 10054;

  private record Try(Outgoing outgoing, int number) {}

  private final JetStreamSinkConfig config;
  private final MessageFormat<T> format;
  private final Publisher publisher;
  private final ProcessingTimeService timers;
  private final Counter sent;
  private final Counter retries;
  private final Counter duplicates;

  /** In their order; those that were settled meanwhile are skipped. */
  private final Deque<Try> published = new ArrayDeque<>();

  private final Deque<Outgoing> waiting = new ArrayDeque<>();
  private int inFlight;
  private long inFlightBytes;
  private @Nullable ScheduledFuture<?> nextTick;
  private boolean closed;

  private JetStreamSinkWriter(
      JetStreamSinkConfig config,
      MessageFormat<T> format,
      Publisher publisher,
      WriterInitContext context) {
    this.config = config;
    this.format = format;
    this.publisher = publisher;
    this.timers = context.getProcessingTimeService();
    this.sent = context.metricGroup().getNumRecordsSendCounter();
    var group = context.metricGroup().addGroup(JetStreamMetrics.GROUP);
    this.retries = group.counter(JetStreamMetrics.RETRIES);
    this.duplicates = group.counter(JetStreamMetrics.DUPLICATES);
    Gauge<Integer> inFlightGauge = () -> inFlight;
    Gauge<Integer> reconnects = publisher::reconnects;
    group.gauge(JetStreamMetrics.IN_FLIGHT, inFlightGauge);
    group.gauge(JetStreamMetrics.RECONNECTS, reconnects);
  }

  static <T> JetStreamSinkWriter<T> open(
      JetStreamSinkConfig config, MessageFormat<T> format, WriterInitContext context) {
    try {
      format.data().open(context.asSerializationSchemaInitializationContext());
    } catch (Exception e) {
      throw new FlinkRuntimeException("the serializer does not open", e);
    }
    var name = "flink-sink-" + context.getTaskInfo().getIndexOfThisSubtask();
    return new JetStreamSinkWriter<>(config, format, new Publisher(config, name), context);
  }

  @Override
  public void write(T element, Context context) throws IOException, InterruptedException {
    var message = format.format(element);
    var size = Publisher.sizeOf(message);
    takeOutcomes(0);
    while (inFlight > 0
        && (inFlight >= config.maxInFlightMessages()
            || inFlightBytes + size > config.maxInFlightBytes())) {
      takeOutcomes(WAIT_MILLIS);
    }
    var outgoing = new Outgoing(message, size, System.nanoTime());
    inFlight++;
    inFlightBytes += size;
    publish(outgoing);
    sent.inc();
    scheduleTick();
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    while (inFlight > 0) {
      takeOutcomes(WAIT_MILLIS);
    }
  }

  @Override
  public void close() {
    closed = true;
    if (nextTick != null) {
      nextTick.cancel(false);
    }
    publisher.close();
  }

  /** Takes every outcome that is there, waiting for the first; then tries again what is due. */
  private void takeOutcomes(long maxWaitMillis) throws IOException, InterruptedException {
    var outcome = publisher.nextOutcome(maxWaitMillis);
    while (outcome != null) {
      take(outcome);
      outcome = publisher.nextOutcome(0);
    }
    var now = System.nanoTime();
    noticeSilence(now);
    publishAgain(now);
  }

  private void take(Publisher.Outcome outcome) throws IOException {
    var outgoing = outcome.outgoing();
    if (outgoing.acknowledged) {
      return;
    }
    var failure = outcome.failure();
    if (failure == null) {
      outgoing.acknowledged = true;
      inFlight--;
      inFlightBytes -= outgoing.size;
      if (outcome.duplicate()) {
        duplicates.inc();
      }
    } else if (outcome.tryNumber() == outgoing.tries && !outgoing.waiting) {
      failIfHopeless(outgoing, failure);
      tryLater(outgoing, failure);
    }
  }

  private static void failIfHopeless(Outgoing outgoing, Throwable failure) throws IOException {
    var tooLarge =
        failure instanceof JetStreamApiException api && api.getApiErrorCode() == MESSAGE_TOO_LARGE;
    if (tooLarge || failure instanceof AuthenticationException) {
      throw new IOException("cannot publish to " + outgoing.message.getSubject(), failure);
    }
  }

  private void noticeSilence(long now) throws IOException {
    for (var oldest = published.peek(); oldest != null; oldest = published.peek()) {
      var outgoing = oldest.outgoing();
      var open = !outgoing.acknowledged && !outgoing.waiting && oldest.number() == outgoing.tries;
      if (open && now - outgoing.lastTryNanos < config.ackTimeout().toNanos()) {
        return;
      }
      published.remove();
      if (open) {
        tryLater(outgoing, new IOException("no acknowledgement within " + config.ackTimeout()));
      }
    }
  }

  private void tryLater(Outgoing outgoing, Throwable failure) throws IOException {
    var now = System.nanoTime();
    if (now - outgoing.firstTryNanos > config.deliveryTimeout().toNanos()) {
      throw new IOException(
          "%s did not take a message within %s"
              .formatted(outgoing.message.getSubject(), config.deliveryTimeout()),
          failure);
    }
    outgoing.waiting = true;
    outgoing.nextTryNanos = now + RETRY_PAUSE_NANOS;
    waiting.add(outgoing);
  }

  private void publishAgain(long now) throws InterruptedException {
    for (var next = waiting.peek(); next != null; next = waiting.peek()) {
      if (!next.acknowledged && now - next.nextTryNanos < 0) {
        return;
      }
      waiting.remove();
      if (!next.acknowledged) {
        retries.inc();
        publish(next);
      }
    }
  }

  private void publish(Outgoing outgoing) throws InterruptedException {
    outgoing.tries++;
    outgoing.waiting = false;
    outgoing.lastTryNanos = System.nanoTime();
    published.add(new Try(outgoing, outgoing.tries));
    publisher.publish(outgoing);
  }

  private void scheduleTick() {
    if (nextTick == null) {
      nextTick =
          timers.registerTimer(timers.getCurrentProcessingTime() + TICK_MILLIS, time -> tick());
    }
  }

  private void tick() throws IOException, InterruptedException {
    nextTick = null;
    if (!closed) {
      takeOutcomes(0);
      if (inFlight > 0) {
        scheduleTick();
      }
    }
  }
}
