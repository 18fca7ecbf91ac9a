package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.flink.nats.source.JetStreamSplit;
import io.causality.flink.nats.source.PositionsListener;
import io.causality.jobs.StreamTrim.Position;
import io.causality.proto.StreamNames;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the bucket {@link StreamNames#POSITIONS} how far a job has read the events, as far as no
 * checkpoint that it keeps needs them any more: some checkpoints late, so a position may be lower
 * than it could be. A job that begins below what is told there, anew or with an older state, takes
 * that back. What cannot be written is tried again with what comes after it.
 */
final class PublishedPositions implements PositionsListener {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedPositions.class);

  /** One more than are kept, for a savepoint that is complete between two of them. */
  private static final int COMPLETE_AFTER_IT = FlinkSettings.RETAINED_CHECKPOINTS;

  private final String job;
  private final NatsBucket bucket;
  private final Deque<List<JetStreamSplit>> complete = new ArrayDeque<>();
  private final AtomicReference<@Nullable List<JetStreamSplit>> waiting = new AtomicReference<>();
  private final Queue<JetStreamSplit> begun = new ConcurrentLinkedQueue<>();
  private final Map<String, String> written = new HashMap<>();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "positions");
            thread.setDaemon(true);
            return thread;
          });

  private PublishedPositions(String job, NatsConnectionOptions nats) {
    this.job = job;
    this.bucket = new NatsBucket(nats, StreamNames.POSITIONS);
  }

  /** For a job's source of events. */
  static PositionsListener.Factory of(String job, NatsConnectionOptions nats) {
    return () -> new PublishedPositions(job, nats);
  }

  @Override
  public void begin(List<JetStreamSplit> positions) {
    begun.addAll(positions);
    writer.execute(this::write);
  }

  @Override
  public void complete(List<JetStreamSplit> positions) {
    complete.addLast(positions);
    if (complete.size() <= COMPLETE_AFTER_IT) {
      return;
    }
    waiting.set(complete.removeFirst());
    writer.execute(this::write);
  }

  private void write() {
    try {
      for (JetStreamSplit split = begun.peek(); split != null; split = begun.peek()) {
        takeBack(split);
        begun.remove();
      }
      List<JetStreamSplit> positions = waiting.getAndSet(null);
      if (positions != null) {
        for (JetStreamSplit split : positions) {
          put(key(split), position(split).text());
        }
      }
    } catch (IOException e) {
      LOG.warn("event=positions_not_published job={} reason={}", job, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is there may be from a run that came further, of which this one knows nothing. */
  private void takeBack(JetStreamSplit split) throws IOException, InterruptedException {
    Optional<String> told = bucket.get(key(split));
    Position now = position(split);
    if (told.isPresent() && Position.read(told.get()).filter(now::confirms).isEmpty()) {
      LOG.info("event=position_taken_back key={} before={} now={}", key(split), told.get(), now);
      put(key(split), now.text());
    }
  }

  private void put(String key, String text) throws IOException, InterruptedException {
    if (!text.equals(written.get(key))) {
      bucket.put(key, text);
      written.put(key, text);
    }
  }

  private String key(JetStreamSplit split) {
    return StreamNames.positionKey(
        job, Integer.parseInt(split.subject().substring(StreamNames.EVENTS_PREFIX.length())));
  }

  private static Position position(JetStreamSplit split) {
    return new Position(split.nextSequence(), split.streamCreatedMillis());
  }

  @Override
  public void close() {
    writer.execute(this::disconnect);
    writer.shutdown();
  }

  private void disconnect() {
    try {
      bucket.close();
    } catch (IOException e) {
      LOG.debug("event=connection_not_closed reason={}", e.toString());
    }
  }
}
