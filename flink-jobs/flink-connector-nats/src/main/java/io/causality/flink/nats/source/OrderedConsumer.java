package io.causality.flink.nats.source;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.support.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer on the server for one subject, without acknowledgements and in memory, that delivers
 * each message once and in order. It is never repaired: when a delivery is missing, the server
 * forgot it or it falls silent, it is thrown away and another one takes over at the next sequence.
 *
 * <p>Confined to the fetching thread, but for the time of the last arrival.
 */
final class OrderedConsumer {
  /** What an arrival means. */
  enum Arrived {
    /** A message in order; {@link #reply()} has its numbers. */
    MESSAGE,
    /** Nothing to do beyond what happened here. */
    NEWS,
    /** The next message is larger than a whole pull. */
    TOO_LARGE,
    /** This consumer is of no use any more; {@link #fault()} says why. */
    BROKEN
  }

  private static final Logger LOG = LoggerFactory.getLogger(OrderedConsumer.class);
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);
  private static final String API = "$JS.API.CONSUMER.MSG.NEXT.";

  private final Connection connection;
  private final Dispatcher dispatcher;
  private final JetStreamManagement management;
  private final String stream;
  private final String subject;
  private final ConsumerInfo created;
  private final String replyPrefix;
  private final Subscription subscription;
  private final String pullTail;

  private volatile long heardNanos = System.nanoTime();
  private long nextDelivery = 1;
  private long pulls;
  private @Nullable Pull pull;
  private AckReply reply = new AckReply(0, 0, 0, 0);
  private String fault = "";

  /** Creates it on the server; the first message will be the first at or after {@code from}. */
  OrderedConsumer(
      Connection connection,
      JetStreamManagement management,
      Dispatcher dispatcher,
      Inbox inbox,
      JetStreamSourceConfig config,
      String subject,
      long from)
      throws IOException, JetStreamApiException {
    this.connection = connection;
    this.dispatcher = dispatcher;
    this.management = management;
    this.stream = config.stream();
    this.subject = subject;
    this.created = management.createConsumer(stream, configuration(subject, from));
    this.pullTail =
        ",\"expires\":%d,\"idle_heartbeat\":%d}"
            .formatted(config.pullExpiry().toNanos(), config.heartbeat().toNanos());
    this.replyPrefix = connection.createInbox() + ".";
    this.subscription =
        dispatcher.subscribe(
            replyPrefix + "*",
            message -> {
              heardNanos = System.nanoTime();
              inbox.add(this, message);
            });
  }

  private static ConsumerConfiguration configuration(String subject, long from) {
    return ConsumerConfiguration.builder()
        .filterSubject(subject)
        .deliverPolicy(DeliverPolicy.ByStartSequence)
        .startSequence(from)
        .ackPolicy(AckPolicy.None)
        .maxDeliver(1)
        .memStorage(true)
        .numReplicas(1)
        .inactiveThreshold(FORGOTTEN_AFTER)
        .build();
  }

  /** Asks for messages; only when no pull is under way. */
  void pull(int messages, long bytes) {
    pulls++;
    pull = new Pull(pulls, messages, bytes);
    heardNanos = System.nanoTime();
    var request = "{\"batch\":" + messages + ",\"max_bytes\":" + bytes + pullTail;
    connection.publish(
        API + stream + "." + created.getName(),
        replyPrefix + pulls,
        request.getBytes(StandardCharsets.UTF_8));
  }

  boolean pulling() {
    return pull != null && !pull.ended();
  }

  /** A pull is under way and nothing came for so long, not even a heartbeat. */
  boolean silentFor(Duration time, long nowNanos) {
    return pulling() && nowNanos - heardNanos > time.toNanos();
  }

  Arrived receive(Message message) {
    return message.isStatusMessage() ? receiveStatus(message) : receiveData(message);
  }

  private Arrived receiveData(Message message) {
    var before = reply;
    reply = AckReply.parse(message.getReplyTo());
    if (pull != null) {
      pull.delivered(message.consumeByteCount());
    }
    if (reply.consumerSequence() != nextDelivery) {
      return broken(
          "delivery %d (%s) came instead of %d, after %s"
              .formatted(reply.consumerSequence(), message.getReplyTo(), nextDelivery, before));
    }
    nextDelivery++;
    return Arrived.MESSAGE;
  }

  private Arrived receiveStatus(Message message) {
    var status = message.getStatus();
    return switch (status.getCode()) {
      case Status.FLOW_OR_HEARTBEAT_STATUS_CODE -> heartbeat(message);
      case Status.NOT_FOUND_CODE, Status.REQUEST_TIMEOUT_CODE -> {
        endPull(message.getSubject());
        yield Arrived.NEWS;
      }
      case Status.CONFLICT_CODE -> conflict(message, status);
      default -> broken(status.getMessageWithCode());
    };
  }

  private Arrived conflict(Message message, Status status) {
    if (status.getMessage().equals(Status.BATCH_COMPLETED)) {
      endPull(message.getSubject());
      return Arrived.NEWS;
    }
    if (status.getMessage().equals(Status.MESSAGE_SIZE_EXCEEDS_MAX_BYTES)) {
      var ended = endPull(message.getSubject());
      return ended != null && ended.untouched() ? Arrived.TOO_LARGE : Arrived.NEWS;
    }
    return broken(status.getMessageWithCode());
  }

  /** A heartbeat comes after every message sent before it, so it betrays one that got lost. */
  private Arrived heartbeat(Message message) {
    var headers = message.getHeaders();
    var last = headers == null ? null : headers.getFirst("Nats-Last-Consumer");
    if (last != null && Long.parseLong(last) >= nextDelivery) {
      return broken("delivery " + nextDelivery + " of " + last + " never came");
    }
    return Arrived.NEWS;
  }

  private Arrived broken(String why) {
    fault = why;
    return Arrived.BROKEN;
  }

  /** Ends the pull if it is the one that the status speaks of: one of a pull before may be late. */
  private @Nullable Pull endPull(String statusSubject) {
    if (pull == null || !statusSubject.equals(replyPrefix + pull.number())) {
      return null;
    }
    pull.end();
    return pull;
  }

  /** The filter subject: messages may carry others where it has wildcards. */
  String subject() {
    return subject;
  }

  /** What the last pull asked for. */
  long lastPullBytes() {
    return pull == null ? 0 : pull.maxBytes();
  }

  /** The numbers of the message that came last. */
  AckReply reply() {
    return reply;
  }

  String fault() {
    return fault;
  }

  /** How many messages waited on the server when it was created. */
  long pendingAtCreation() {
    return created.getNumPending();
  }

  /** The delivery that is to come next, counted from 1. */
  long nextDelivery() {
    return nextDelivery;
  }

  /** What the server says of it now. */
  ConsumerInfo info() throws IOException, JetStreamApiException {
    return management.getConsumerInfo(stream, created.getName());
  }

  /** Stops listening; the server forgets the consumer by itself. */
  void abandon() {
    try {
      dispatcher.unsubscribe(subscription);
    } catch (IllegalStateException e) {
      LOG.debug("the connection is closed, and with it every subscription", e);
    }
  }

  /** Stops listening and removes it from the server. */
  void delete() throws IOException, JetStreamApiException {
    abandon();
    management.deleteConsumer(stream, created.getName());
  }
}
