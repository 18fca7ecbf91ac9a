package io.causality.gateway.publish;

import io.causality.gateway.decode.DecodedEvents;
import io.causality.gateway.decode.ReceivedStamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit of one event loop: events that wait at the same moment share messages.
 *
 * <p>Requests fill a round of messages while the round before is on its way; when that is
 * acknowledged, and a millisecond after the round before at the earliest, the round goes out in
 * order: without the pause, a gateway that is half busy would spend as much on small messages as a
 * busy one on large ones. A round has one message per partition where it can: the events of one
 * request for one partition join the partition's latest message, except where that stands before a
 * message that holds earlier events of the same request; then a further message is opened. So the
 * messages of a request keep the order of their first events.
 *
 * <p>A message that is not acknowledged, or whose connection broke, is sent again under the same
 * id, in order, until nobody waits for it any more; the stream keeps one of the copies.
 *
 * <p>All methods run on the event loop, and so do the callbacks; answers are brought there.
 */
public final class StreamWriter implements EventStream.Answers {
  private static final Logger LOG = LoggerFactory.getLogger(StreamWriter.class);
  private static final int FIRST_CAPACITY = 512;

  /** The event loop of a writer. Thread-safe. */
  public interface Loop {
    /** Runs a task on the event loop, after what it is doing now. */
    void execute(Runnable task);

    /** Runs a task on the event loop after a pause of at least a millisecond. */
    void after(Duration pause, Runnable task);
  }

  private final EventStream.Outlet outlet;
  private final EventStream stream;
  private final WriterSettings settings;
  private final Loop loop;
  private final PublishMetrics metrics;
  private final String idPrefix = UUID.randomUUID().toString().replace("-", "") + "-";

  private List<StreamMessage> round = new ArrayList<>();
  private final @Nullable StreamMessage[] latest;
  private final @Nullable StreamMessage[] joined;
  private final int[] joinedEvents;
  private final Map<Long, StreamMessage> unanswered = new LinkedHashMap<>();
  private long nextNumber;
  private boolean flushScheduled;
  private long lastFlushNanos = System.nanoTime() - Duration.ofDays(1).toNanos();

  /** A writer for one event loop. */
  public StreamWriter(
      EventStream stream, WriterSettings settings, Loop loop, PublishMetrics metrics) {
    this.stream = stream;
    this.settings = settings;
    this.loop = loop;
    this.metrics = metrics;
    latest = new StreamMessage[settings.partitions()];
    joined = new StreamMessage[settings.partitions()];
    joinedEvents = new int[settings.partitions()];
    outlet = stream.open(this);
  }

  /**
   * Takes the accepted events of a request, at least one. Copies them; the arguments are free again
   * when it returns.
   *
   * @param requestId under which the log tells which messages carry the events
   * @param done called once, on the event loop, when every event is durable or that has failed
   */
  public void submit(
      DecodedEvents events,
      ReceivedStamp stamp,
      String appId,
      String requestId,
      Consumer<PublishOutcome> done) {
    Submission submission =
        new Submission(requestId, System.nanoTime() + settings.requestTimeout().toNanos(), done);
    int maxBytes = Math.min(settings.maxMessageBytes(), stream.maxMessageBytes());
    int lowestPlace = 0;
    Arrays.fill(joined, null);
    for (int event = 0; event < events.accepted(); event++) {
      int partition = events.partition(event);
      byte[] tail = stamp.tail(events.timestampMs(event));
      int start = events.start(event);
      int end = events.end(event);
      int framed = stamp.head().size() + (end - start) + tail.length + 6;
      StreamMessage message = joined[partition];
      if (message == null || !message.fits(framed, maxBytes)) {
        countJoined(partition, appId);
        message = latest[partition];
        if (message == null || message.place < lowestPlace || !message.fits(framed, maxBytes)) {
          message = new StreamMessage(partition, round.size(), Math.max(FIRST_CAPACITY, framed));
          round.add(message);
          latest[partition] = message;
        }
        message.join(submission);
        joined[partition] = message;
        lowestPlace = Math.max(lowestPlace, message.place);
      }
      message.add(stamp, events.bytes(), start, end, tail);
      joinedEvents[partition]++;
    }
    for (int partition = 0; partition < joined.length; partition++) {
      countJoined(partition, appId);
    }
    // Not at once: what the event loop decodes in the same turn goes along.
    if (!flushScheduled && unanswered.size() <= settings.overlap()) {
      flushScheduled = true;
      if (pauseIsOver()) {
        loop.execute(this::flush);
      } else {
        loop.after(settings.roundPause(), this::flush);
      }
    }
  }

  private void countJoined(int partition, String appId) {
    StreamMessage message = joined[partition];
    if (message != null) {
      message.count(appId, joinedEvents[partition]);
      joinedEvents[partition] = 0;
    }
  }

  /** Sends again what was not answered, and gives up requests whose time has passed. */
  public void tick(long nowNanos) {
    Iterator<StreamMessage> messages = unanswered.values().iterator();
    while (messages.hasNext()) {
      if (messages.next().expire(nowNanos)) {
        messages.remove();
        metrics.abandoned();
      }
    }
    for (StreamMessage message : round) {
      message.expire(nowNanos);
    }
    long patience = settings.answerTimeout().toNanos();
    unanswered.forEach(
        (number, message) -> {
          if (nowNanos - message.lastAttemptNanos > patience) {
            metrics.repeated();
            send(number, message);
          }
        });
    flushIfFree();
  }

  /** Whether every request that was submitted is finished. */
  public boolean idle() {
    return unanswered.isEmpty() && round.isEmpty();
  }

  @Override
  public void answered(long number, Answer answer) {
    loop.execute(() -> take(number, answer));
  }

  @Override
  public void reconnected() {
    loop.execute(
        () -> {
          unanswered.forEach(
              (number, message) -> {
                metrics.repeated();
                send(number, message);
              });
          flushIfFree();
        });
  }

  private void take(long number, Answer answer) {
    switch (answer) {
      case Answer.Stored stored -> {
        StreamMessage message = unanswered.remove(number);
        if (message != null) {
          metrics.stored(message.events(), message.data().length);
          message.stored();
        }
      }
      case Answer.Full full -> {
        StreamMessage message = unanswered.remove(number);
        if (message != null) {
          metrics.full();
          message.finish(PublishOutcome.STREAM_FULL);
        }
      }
      case Answer.NotNow notNow -> {
        // It stays among the unanswered and is sent again by the next ticks.
        metrics.refused();
        LOG.atWarn().addKeyValue("reason", notNow.reason()).log("stream_refused");
      }
    }
    flushIfFree();
  }

  private void flushIfFree() {
    if (!flushScheduled && !round.isEmpty() && unanswered.size() <= settings.overlap()) {
      if (pauseIsOver()) {
        flush();
      } else {
        flushScheduled = true;
        loop.after(settings.roundPause(), this::flush);
      }
    }
  }

  private boolean pauseIsOver() {
    return System.nanoTime() - lastFlushNanos >= settings.roundPause().toNanos();
  }

  private void flush() {
    flushScheduled = false;
    List<StreamMessage> leaving = round;
    round = new ArrayList<>();
    Arrays.fill(latest, null);
    long now = System.nanoTime();
    lastFlushNanos = now;
    for (StreamMessage message : leaving) {
      if (message.expire(now)) {
        metrics.abandoned();
        continue;
      }
      message.seal();
      long number = nextNumber++;
      unanswered.put(number, message);
      if (LOG.isDebugEnabled()) {
        LOG.atDebug()
            .addKeyValue("message", idPrefix + number)
            .addKeyValue("partition", message.partition)
            .addKeyValue("request_ids", message.requestIds())
            .log("message_sent");
      }
      send(number, message);
    }
  }

  private void send(long number, StreamMessage message) {
    message.lastAttemptNanos = System.nanoTime();
    try {
      outlet.send(
          message.partition, number, idPrefix + number, message.countsHeader(), message.data());
    } catch (IllegalStateException e) {
      // Not connected: it is sent again when the connection is back, as long as somebody waits.
      metrics.unsent();
    }
  }
}
