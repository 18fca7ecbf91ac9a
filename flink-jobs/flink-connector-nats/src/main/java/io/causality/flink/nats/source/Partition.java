package io.causality.flink.nats.source;

import io.causality.flink.nats.source.JetStreamSplit.Knowledge;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fetching thread's view of one split: how far it received (which is ahead of what was
 * emitted), what it may ask for, and the consumer that reads it at the moment, if one does.
 */
final class Partition {
  private static final Logger LOG = LoggerFactory.getLogger(Partition.class);

  private final Backlog backlog = new Backlog();
  private final Patience patience;
  private JetStreamSplit position;
  private @Nullable OrderedConsumer consumer;
  private boolean paused;
  private boolean started;
  private long retryAtNanos = System.nanoTime();
  private long smallestPull = 1;
  private long lastReceived;
  private long lastPending = -1;
  private long vanishedAfter = -1;
  private int quietAudits;
  private int unservedAudits;
  private boolean hadNoRoom;
  private volatile long pendingOnServer;
  private volatile long receivedUpTo;

  Partition(JetStreamSplit split, Patience patience) {
    this.position = split;
    this.patience = patience;
    this.receivedUpTo = split.nextSequence() - 1;
  }

  JetStreamSplit position() {
    return position;
  }

  String subject() {
    return position.subject();
  }

  Backlog backlog() {
    return backlog;
  }

  Optional<OrderedConsumer> consumer() {
    return Optional.ofNullable(consumer);
  }

  /** Messages of the subject that the job has not emitted. Read by the metrics' thread. */
  long pending() {
    return pendingOnServer + backlog.messages();
  }

  /** Stream sequence up to which all was received. Read by the metrics' thread. */
  long receivedUpTo() {
    return receivedUpTo;
  }

  void pause(boolean paused) {
    this.paused = paused;
  }

  boolean needsConsumer(long nowNanos) {
    return consumer == null && nowNanos - retryAtNanos >= 0;
  }

  /** Another consumer takes over from the position. */
  void startedWith(OrderedConsumer consumer) {
    this.consumer = consumer;
    started = true;
    pendingOnServer = consumer.pendingAtCreation();
    lastPending = -1;
    quietAudits = 0;
    unservedAudits = 0;
  }

  /** Positions remember which stream they speak of. Returns whether that is news. */
  boolean bindTo(StreamFacts facts) {
    if (position.streamCreatedMillis() == facts.createdMillis()) {
      return false;
    }
    position =
        new JetStreamSplit(
            position.subject(),
            position.nextSequence(),
            position.knowledge(),
            facts.createdMillis());
    return true;
  }

  boolean wasStarted() {
    return started;
  }

  /** Forgets the consumer; another one starts after a wait that grows while none delivers. */
  void stopped(String why, Exception cause) throws IOException {
    LOG.info("consumer of {} is started anew: {}", subject(), why);
    retryLater(cause);
    var old = consumer;
    consumer = null;
    if (old != null) {
      old.abandon();
    }
  }

  /** No consumer could be started. */
  void retryLater(Exception cause) throws IOException {
    retryAtNanos = System.nanoTime() + patience.failed("reading " + subject(), cause).toNanos();
  }

  /** Starts anew at once: the reason is known and over. */
  void restartNow(String why) {
    LOG.info("consumer of {} is started anew: {}", subject(), why);
    var old = consumer;
    consumer = null;
    retryAtNanos = System.nanoTime();
    if (old != null) {
      old.abandon();
    }
  }

  /** Asks for as much as there is room for, once half of the share is free. */
  void pullIfRoom(int shareOfMessages, long shareOfBytes) {
    var reader = consumer;
    if (reader == null || reader.pulling()) {
      return;
    }
    var freeMessages = shareOfMessages - backlog.messages();
    var freeBytes = shareOfBytes - backlog.bytes();
    var empty = backlog.messages() == 0;
    var half = freeMessages * 2 >= shareOfMessages && freeBytes * 2 >= shareOfBytes;
    if (!paused && (empty || (half && freeBytes >= smallestPull))) {
      reader.pull(Math.max(1, freeMessages), Math.max(smallestPull, freeBytes));
    } else {
      hadNoRoom = true;
    }
  }

  /** A whole pull was too small for the next message. */
  void pullWasTooSmall(long tried) {
    smallestPull = Math.max(smallestPull, tried) * 2;
    LOG.info(
        "{} has a message of more than {} bytes, asking for {}", subject(), tried, smallestPull);
  }

  /** A message in order came. */
  void received(AckReply reply, long size) {
    patience.succeeded();
    quietAudits = 0;
    unservedAudits = 0;
    backlog.add(size);
    // More messages may come, but none goes while it waits, except by removal.
    if (lastPending >= 0 && reply.pending() < lastPending - 1 && vanishedAfter < 0) {
      vanishedAfter = lastReceived;
    }
    lastPending = reply.pending();
    lastReceived = reply.streamSequence();
    pendingOnServer = reply.pending();
    moveTo(reply.streamSequence() + 1, Knowledge.READ);
  }

  /** Anything else came: the server is there. */
  void heard() {
    patience.succeeded();
  }

  /** Sequence after which messages seem to have been removed unread; forgotten when asked. */
  Optional<Long> takeVanishedAfter() {
    var result = vanishedAfter < 0 ? Optional.<Long>empty() : Optional.of(vanishedAfter);
    vanishedAfter = -1;
    return result;
  }

  /** Counts an audit. Returns how many in a row saw no message come between them. */
  int countAudit() {
    unservedAudits = hadNoRoom ? 0 : unservedAudits + 1;
    hadNoRoom = false;
    return ++quietAudits;
  }

  /** Audits in a row without a message although there was room for it all the time. */
  int unservedAudits() {
    return unservedAudits;
  }

  /** After a loss that was accepted: what the stream holds now is the beginning. */
  void beginAnewAt(StreamFacts facts) {
    position =
        new JetStreamSplit(
            position.subject(),
            Math.max(1, facts.first()),
            Knowledge.FRESH,
            position.streamCreatedMillis());
    receivedUpTo = position.nextSequence() - 1;
    restartNow("data was lost");
  }

  /**
   * Compares with the stream while nothing is on its way: moves an idle position to the end of the
   * stream, or onto the next unread message.
   *
   * @param facts of the stream, asked for before anything else here
   * @param next sequence of the next message of the subject that is still there, empty if none
   * @return whether the position moved
   */
  boolean settle(StreamFacts facts, Optional<Long> next) {
    var before = position;
    if (next.isPresent()) {
      moveTo(Math.max(next.get(), before.nextSequence()), Knowledge.UNREAD_HERE);
    } else if (facts.last() + 1 >= before.nextSequence()) {
      moveTo(facts.last() + 1, Knowledge.READ);
    }
    return !position.equals(before);
  }

  /** Server-side count of waiting messages, from an audit. */
  void pendingOnServer(long count) {
    pendingOnServer = count;
  }

  private void moveTo(long next, Knowledge knowledge) {
    position =
        new JetStreamSplit(position.subject(), next, knowledge, position.streamCreatedMillis());
    receivedUpTo = next - 1;
  }
}
