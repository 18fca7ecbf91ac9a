package io.causality.portal.freshness;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.stream.NatsLink;
import io.causality.proto.StreamNames;
import io.nats.client.Connection;
import io.nats.client.ConsumeOptions;
import io.nats.client.IterableConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.StreamContext;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.OrderedConsumerConfiguration;
import io.nats.client.api.StreamInfoOptions;
import io.nats.client.api.StreamState;
import io.nats.client.impl.NatsJetStreamMetaData;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what lies in the stream beyond the archive's progress, from the headers of the messages.
 * Reads only while somebody asks: it stops a minute after the last question. Thread-safe.
 */
public final class StreamCounter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamCounter.class);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration STEP = Duration.ofMillis(100);
  private static final Duration STALL = Duration.ofSeconds(3);
  private static final ConsumeOptions READING =
      ConsumeOptions.builder().batchSize(1_000).expiresIn(3_000).build();
  private static final int MOST_ENTRIES = 1_000_000;
  private static final int NOT_FOUND = 404;

  private final NatsLink link;
  private final Supplier<Progress> progress;
  private Backlog backlog = new Backlog();
  private boolean running;
  private boolean closed;
  private long askedAt;

  /** Every message up to this sequence has been counted; -1 while that is not known. */
  private long seen = -1;

  /**
   * A counter that is not reading yet.
   *
   * @param progress the archive's progress now; quick
   */
  public StreamCounter(NatsLink link, Supplier<Progress> progress) {
    this.link = link;
    this.progress = progress;
  }

  /** An app's numbers of one moment, with everything that was in the stream before the question. */
  record Count(Progress.Done done, Backlog.Waiting waiting) {}

  /**
   * Counts.
   *
   * @return empty when the stream could not be counted within {@code wait}
   * @throws io.causality.portal.http.ProblemException {@code stream_down}
   */
  Optional<Count> count(String app, Duration wait) throws InterruptedException {
    long target = lastSequence();
    long until = System.nanoTime() + wait.toNanos();
    synchronized (this) {
      ask();
      while (seen < target) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return Optional.empty();
        }
        wait(left);
        ask();
      }
      Progress now = progress.get();
      backlog.done(now);
      return Optional.of(new Count(now.of(app), backlog.of(app)));
    }
  }

  private void ask() {
    askedAt = System.nanoTime();
    if (!running && !closed) {
      running = true;
      Thread.ofVirtual().name("stream-counter").start(this::read);
    }
  }

  private long lastSequence() {
    try {
      return link.connection()
          .jetStreamManagement(NatsLink.jetStreamOptions())
          .getStreamInfo(StreamNames.EVENTS)
          .getStreamState()
          .getLastSequence();
    } catch (JetStreamApiException e) {
      if (e.getErrorCode() == NOT_FOUND) {
        return -1;
      }
      throw NatsLink.down();
    } catch (IOException e) {
      throw NatsLink.down();
    }
  }

  private void read() {
    try {
      while (isWanted()) {
        begin();
        try {
          pass();
        } catch (IOException
            | JetStreamApiException
            | JetStreamStatusCheckedException
            | RuntimeException e) {
          LOG.debug("counting begins again {}", kv("event", "stream_counter_failed"), e);
          Thread.sleep(STEP);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped();
    }
  }

  /** Reads from the archive's progress on, until nobody asks or something is strange. */
  private void pass()
      throws IOException,
          JetStreamApiException,
          JetStreamStatusCheckedException,
          InterruptedException {
    Connection connection = link.connection();
    StreamContext stream =
        connection.getStreamContext(StreamNames.EVENTS, NatsLink.jetStreamOptions());
    long first = firstToCount(stream);
    counted(first - 1);
    IterableConsumer messages = stream.createOrderedConsumer(from(first)).iterate(READING);
    try {
      long quietSince = System.nanoTime();
      while (isWanted() && link.isCurrent(connection)) {
        Message message = messages.nextMessage(STEP);
        if (message != null) {
          add(message);
          quietSince = System.nanoTime();
        } else if (System.nanoTime() - quietSince > STALL.toNanos()) {
          if (lastSequence() > seen()) {
            return;
          }
          quietSince = System.nanoTime();
        }
      }
    } finally {
      messages.stop();
    }
  }

  /** The first message that is not done: of each partition the one after the archive's position. */
  private long firstToCount(StreamContext stream) throws IOException, JetStreamApiException {
    Progress now = progress.get();
    StreamState state =
        stream
            .getStreamInfo(StreamInfoOptions.filterSubjects(StreamNames.EVENTS_PREFIX + ">"))
            .getStreamState();
    long first = state.getLastSequence() + 1;
    for (String subject : state.getSubjectMap().keySet()) {
      long position = now.position(partition(subject));
      if (stream.getLastMessage(subject).getSeq() > position) {
        first = Math.min(first, position + 1);
      }
    }
    return first;
  }

  private static OrderedConsumerConfiguration from(long sequence) {
    return new OrderedConsumerConfiguration()
        .filterSubject(StreamNames.EVENTS_PREFIX + ">")
        .deliverPolicy(DeliverPolicy.ByStartSequence)
        .startSequence(sequence)
        .headersOnly(true);
  }

  private static int partition(String subject) {
    return Integer.parseInt(subject.substring(StreamNames.EVENTS_PREFIX.length()));
  }

  private void add(Message message) throws InterruptedException {
    NatsJetStreamMetaData data = message.metaData();
    Map<String, Integer> counts =
        message.hasHeaders()
            ? CountsHeader.parse(message.getHeaders().getFirst(StreamNames.COUNTS_HEADER))
            : Map.of();
    synchronized (this) {
      while (backlog.size() >= MOST_ENTRIES && !closed) {
        // The archive is far behind: count on when it has done some of this.
        wait(STEP.toMillis());
        backlog.done(progress.get());
      }
      backlog.add(
          partition(message.getSubject()),
          data.streamSequence(),
          data.timestamp().toInstant().toEpochMilli(),
          counts);
      seen = data.streamSequence();
      notifyAll();
    }
  }

  private synchronized void begin() {
    backlog = new Backlog();
    seen = -1;
  }

  private synchronized void counted(long sequence) {
    seen = sequence;
    notifyAll();
  }

  private synchronized long seen() {
    return seen;
  }

  private synchronized boolean isWanted() {
    backlog.done(progress.get());
    return !closed && System.nanoTime() - askedAt < IDLE.toNanos();
  }

  private synchronized void stopped() {
    running = false;
    begin();
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
