package io.causality.flink.nats.source;

import io.causality.flink.nats.source.JetStreamSplit.Knowledge;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what was received with what the stream says: at each start of a consumer, and every few
 * seconds. Notices data that vanished unread, consumers that do not deliver what they have, and
 * moves idle positions on so that they stay comparable.
 */
final class Auditor {
  private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);

  /** Audits in a row without a message after which nothing can be on its way any more. */
  private static final int QUIET = 2;

  /** Audits in a row with a pull under way, a message waiting and none delivered. */
  private static final int STUCK = 3;

  private final String stream;
  private final DataLossPolicy policy;
  private final SourceMetrics metrics;

  Auditor(JetStreamSourceConfig config, SourceMetrics metrics) {
    this.stream = config.stream();
    this.policy = config.dataLossPolicy();
    this.metrics = metrics;
  }

  /**
   * A consumer was just created at the position: is everything from there on still there?
   *
   * @return whether the consumer may read; if not, another one has to start elsewhere
   */
  boolean checkStart(Link link, Partition partition, StreamFacts facts)
      throws IOException, JetStreamApiException {
    var position = partition.position();
    var loss = facts.lossAt(position);
    if (loss.isEmpty() && position.knowledge() == Knowledge.UNREAD_HERE) {
      var next = link.nextMessage(position.subject(), position.nextSequence());
      if (next.isEmpty() || next.get() != position.nextSequence()) {
        loss = Optional.of("an unread message at sequence " + position.nextSequence() + " is gone");
      }
    }
    if (loss.isEmpty()) {
      return true;
    }
    lost(partition, loss.get());
    partition.beginAnewAt(facts);
    return false;
  }

  /**
   * The regular comparison; adds to the batch where a position moved.
   *
   * @param facts of the stream, asked for after all that was received had been taken
   */
  void check(
      Link link, Partition partition, OrderedConsumer consumer, StreamFacts facts, Batch batch)
      throws IOException, JetStreamApiException {
    var vanishedAfter = partition.takeVanishedAfter();
    if (vanishedAfter.isPresent() && facts.first() > vanishedAfter.get() + 1) {
      lost(
          partition,
          "messages after sequence %d were removed before they were read, the stream begins at %d"
              .formatted(vanishedAfter.get(), facts.first()));
    }
    var info = consumer.info();
    partition.pendingOnServer(info.getNumPending());
    var quiet = partition.countAudit();
    if (quiet < QUIET) {
      return;
    }
    if (info.getDelivered().getConsumerSequence() >= consumer.nextDelivery()) {
      partition.restartNow("what it delivered did not come");
      return;
    }
    // A consumer that had room all the time, and of which nothing waits, was given each message of
    // its subject when it was stored: it may idle while the messages of others come and go.
    var upToDate = partition.unservedAudits() >= QUIET && info.getNumPending() == 0;
    var position = partition.position();
    var loss = upToDate ? facts.anotherStreamAt(position) : facts.lossAt(position);
    if (loss.isPresent()) {
      lost(partition, loss.get());
      partition.beginAnewAt(facts);
      return;
    }
    settle(link, partition, facts, batch);
  }

  private static void settle(Link link, Partition partition, StreamFacts facts, Batch batch)
      throws IOException, JetStreamApiException {
    var position = partition.position();
    var known = position.knowledge() == Knowledge.UNREAD_HERE;
    var next =
        known
            ? Optional.of(position.nextSequence())
            : link.nextMessage(position.subject(), position.nextSequence());
    if (partition.settle(facts, next)) {
      batch.add(partition, new PositionUpdate(partition.position()));
    }
    if (next.isPresent() && partition.unservedAudits() > STUCK) {
      partition.restartNow("it does not deliver what waits");
    }
  }

  private void lost(Partition partition, String what) throws JetStreamDataLossException {
    metrics.dataLosses.inc();
    var message = "stream %s, subject %s: %s".formatted(stream, partition.subject(), what);
    if (policy == DataLossPolicy.FAIL) {
      throw new JetStreamDataLossException(message);
    }
    LOG.error("data lost, reading on as configured: {}", message);
  }
}
