package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.flink.nats.source.JetStreamSplit;
import io.causality.flink.nats.source.PositionsListener;
import io.causality.proto.StreamNames;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the bucket {@link StreamNames#POSITIONS} how far a job has read the events, as far as no
 * checkpoint that it keeps needs them any more: some checkpoints late. What cannot be written is
 * replaced by what comes after it; a position that is older than the truth keeps messages for
 * longer, and does no harm.
 */
final class PublishedPositions implements PositionsListener {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedPositions.class);

  /** One more than are kept, for a savepoint that is complete between two of them. */
  private static final int COMPLETE_AFTER_IT = FlinkSettings.RETAINED_CHECKPOINTS;

  private final String job;
  private final NatsBucket bucket;
  private final Deque<List<JetStreamSplit>> complete = new ArrayDeque<>();
  private final AtomicReference<@Nullable List<JetStreamSplit>> waiting = new AtomicReference<>();
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
  public void complete(List<JetStreamSplit> positions) {
    complete.addLast(positions);
    if (complete.size() <= COMPLETE_AFTER_IT) {
      return;
    }
    if (waiting.getAndSet(complete.removeFirst()) == null) {
      writer.execute(this::write);
    }
  }

  private void write() {
    List<JetStreamSplit> positions = waiting.getAndSet(null);
    if (positions == null) {
      return;
    }
    try {
      for (Map.Entry<String, String> entry : entries(positions).entrySet()) {
        if (!entry.getValue().equals(written.get(entry.getKey()))) {
          bucket.put(entry.getKey(), entry.getValue());
          written.put(entry.getKey(), entry.getValue());
        }
      }
    } catch (IOException e) {
      LOG.warn("event=positions_not_published job={} reason={}", job, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, String> entries(List<JetStreamSplit> positions) {
    Map<String, String> entries = new TreeMap<>();
    for (JetStreamSplit split : positions) {
      int partition =
          Integer.parseInt(split.subject().substring(StreamNames.EVENTS_PREFIX.length()));
      entries.put(
          StreamNames.positionKey(job, partition),
          "{\"next\":%d,\"stream_ms\":%d}"
              .formatted(split.nextSequence(), split.streamCreatedMillis()));
    }
    return entries;
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
