package io.causality.flink.nats.source;

import io.causality.flink.nats.source.Inbox.Arrival;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all splits of one subtask over one connection. Everything but the arrival of messages
 * happens in the fetching thread, within {@link #fetch}: taking what arrived, asking for more where
 * there is room, and replacing whatever is broken or silent.
 */
final class JetStreamSplitReader implements SplitReader<StreamElement, JetStreamSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(JetStreamSplitReader.class);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final JetStreamSourceConfig config;
  private final String name;
  private final SourceMetrics metrics;
  private final Auditor auditor;
  private final Patience linkPatience;
  private final Map<String, Partition> partitions = new LinkedHashMap<>();
  private final Inbox inbox = new Inbox();
  private @Nullable Link link;
  private long retryLinkAtNanos = System.nanoTime();
  private long nextAuditNanos = System.nanoTime();
  private final AtomicInteger reconnects = new AtomicInteger();

  JetStreamSplitReader(JetStreamSourceConfig config, String name, SourceMetrics metrics) {
    this.config = config;
    this.name = name;
    this.metrics = metrics;
    this.auditor = new Auditor(config, metrics);
    this.linkPatience = new Patience(config.unavailableTimeout());
    metrics.reconnects(reconnects::get);
  }

  @Override
  public RecordsWithSplitIds<StreamElement> fetch() throws IOException {
    var batch = new Batch(inbox::nudge);
    try {
      accept(inbox.take(0), batch);
      while (true) {
        maintain(batch);
        if (inbox.takeWakeUp() || !batch.isEmpty()) {
          return batch;
        }
        accept(inbox.take(LOOK_AGAIN_NANOS), batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading stream " + config.stream(), e);
    }
  }

  private void accept(List<Arrival> arrivals, Batch batch) throws IOException {
    for (var arrival : arrivals) {
      var consumer = arrival.consumer();
      var partition = partitions.get(consumer.subject());
      if (partition == null || partition.consumer().orElse(null) != consumer) {
        continue; // it came for a consumer that was replaced: its successor brings it again
      }
      var message = arrival.message();
      switch (consumer.receive(message)) {
        case MESSAGE -> {
          var reply = consumer.reply();
          var size = message.consumeByteCount();
          partition.received(reply, size);
          metrics.messages.inc();
          metrics.bytes.inc(size);
          batch.add(partition, toMessage(message, reply), size);
        }
        case NEWS -> partition.heard();
        case TOO_LARGE -> partition.pullWasTooSmall(consumer.lastPullBytes());
        case BROKEN -> partition.stopped(consumer.fault(), new IOException(consumer.fault()));
      }
    }
  }

  private static JetStreamMessage toMessage(io.nats.client.Message message, AckReply reply) {
    return new JetStreamMessage(
        message.getSubject(),
        reply.streamSequence(),
        TimeUnit.NANOSECONDS.toMillis(reply.timestampNanos()),
        reply.pending(),
        message.getHeaders(),
        message.getData());
  }

  private void maintain(Batch batch) throws IOException, InterruptedException {
    var now = System.nanoTime();
    var usable = connectedLink(now);
    if (usable == null) {
      return;
    }
    try {
      startConsumers(usable, now, batch);
      askForMore(now);
      if (now - nextAuditNanos >= 0) {
        audit(usable, batch);
        nextAuditNanos = System.nanoTime() + config.auditInterval().toNanos();
      }
    } catch (IllegalStateException e) {
      // What jnats throws for a connection that closed in between: the next round opens another.
      if (usable.session().isConnected()) {
        throw e;
      }
      LOG.info("the connection was lost: {}", e.toString());
    }
  }

  private void askForMore(long now) throws IOException {
    var count = Math.max(1, partitions.size());
    var shareOfMessages = Math.max(1, config.maxBufferedMessages() / count);
    var shareOfBytes = Math.max(1, config.maxBufferedBytes() / count);
    for (var partition : partitions.values()) {
      var consumer = partition.consumer();
      if (consumer.isPresent() && consumer.get().silentFor(config.silenceTimeout(), now)) {
        var why = "nothing came for " + config.silenceTimeout();
        partition.stopped(why, new IOException(why));
      }
      partition.pullIfRoom(shareOfMessages, shareOfBytes);
    }
  }

  /** The link when it can be used now, a new one where it was lost, null while there is none. */
  private @Nullable Link connectedLink(long now) throws IOException, InterruptedException {
    var existing = link;
    if (existing != null && existing.session().isClosed()) {
      dropLink(existing);
      existing = null;
    }
    if (existing == null) {
      return now - retryLinkAtNanos >= 0 ? openLink() : null;
    }
    return existing.session().isConnected() ? existing : null;
  }

  private @Nullable Link openLink() throws IOException, InterruptedException {
    try {
      var opened = new Link(config, inbox, name);
      link = opened;
      linkPatience.succeeded();
      return opened;
    } catch (IOException | IllegalStateException e) {
      LOG.info("waiting for NATS at {}: {}", config.connection().url(), e.toString());
      var wait = linkPatience.failed("NATS at " + config.connection().url(), e);
      retryLinkAtNanos = System.nanoTime() + wait.toNanos();
      return null;
    }
  }

  private void dropLink(Link lost) {
    lost.close();
    link = null;
    reconnects.incrementAndGet();
    partitions.values().forEach(partition -> partition.restartNow("the connection was lost"));
  }

  private void startConsumers(Link usable, long now, Batch batch) throws IOException {
    for (var partition : partitions.values()) {
      if (partition.needsConsumer(now) && !start(usable, partition, batch)) {
        return;
      }
    }
  }

  /**
   * Returns whether the server answered: where not, the other partitions need not wait for it too.
   */
  private boolean start(Link usable, Partition partition, Batch batch) throws IOException {
    try {
      var first = !partition.wasStarted();
      partition.startedWith(usable.createConsumer(partition));
      if (!first) {
        metrics.recreatedConsumers.inc();
      }
      // Asked for after the consumer stands: what is there now, it will deliver.
      var facts = usable.facts();
      if (auditor.checkStart(usable, partition, facts) && partition.bindTo(facts)) {
        batch.add(partition, new PositionUpdate(partition.position()));
      }
      return true;
    } catch (JetStreamDataLossException e) {
      throw e;
    } catch (JetStreamApiException e) {
      partition.stopped(e.toString(), e);
      return true;
    } catch (IOException e) {
      partition.stopped(e.toString(), e);
      return false;
    }
  }

  private void audit(Link usable, Batch batch) throws IOException {
    StreamFacts facts = null;
    for (var partition : partitions.values()) {
      var consumer = partition.consumer();
      if (consumer.isEmpty()) {
        continue;
      }
      try {
        facts = facts == null ? usable.facts() : facts;
        auditor.check(usable, partition, consumer.get(), facts, batch);
      } catch (JetStreamDataLossException e) {
        throw e;
      } catch (JetStreamApiException e) {
        partition.stopped(e.toString(), e);
      } catch (IOException e) {
        partition.stopped(e.toString(), e);
        return;
      }
    }
  }

  @Override
  public void handleSplitsChanges(SplitsChange<JetStreamSplit> change) {
    if (!(change instanceof SplitsAddition)) {
      throw new UnsupportedOperationException("splits of a JetStream source never end: " + change);
    }
    for (var split : change.splits()) {
      var partition = new Partition(split, new Patience(config.unavailableTimeout()));
      partitions.put(split.splitId(), partition);
      metrics.register(partition);
    }
  }

  @Override
  public void pauseOrResumeSplits(
      Collection<JetStreamSplit> splitsToPause, Collection<JetStreamSplit> splitsToResume) {
    splitsToPause.forEach(split -> pause(split, true));
    splitsToResume.forEach(split -> pause(split, false));
  }

  private void pause(JetStreamSplit split, boolean paused) {
    var partition = partitions.get(split.splitId());
    if (partition != null) {
      partition.pause(paused);
    }
  }

  @Override
  public void wakeUp() {
    inbox.wakeUp();
  }

  @Override
  public void close() {
    var open = link;
    if (open == null) {
      return;
    }
    if (open.session().isConnected()) {
      for (var partition : partitions.values()) {
        partition.consumer().ifPresent(JetStreamSplitReader::deleteQuietly);
      }
    }
    open.close();
  }

  private static void deleteQuietly(OrderedConsumer consumer) {
    try {
      consumer.delete();
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      LOG.info("a consumer is left to expire on the server: {}", e.toString());
    }
  }
}
