package io.causality.flink.nats.source;

import io.causality.flink.nats.NatsSession;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import java.io.IOException;
import java.util.Optional;

/**
 * A reader's connection with what hangs on it. Asks and answers in JetStream's terms; confined to
 * the fetching thread.
 */
final class Link implements AutoCloseable {
  private static final int NO_MESSAGE_FOUND = 10037;

  private final JetStreamSourceConfig config;
  private final Inbox inbox;
  private final NatsSession session;
  private final Dispatcher dispatcher;
  private final JetStreamManagement management;

  Link(JetStreamSourceConfig config, Inbox inbox, String name)
      throws IOException, InterruptedException {
    this.config = config;
    this.inbox = inbox;
    this.session = NatsSession.open(config.connection(), name);
    this.management = session.connection().jetStreamManagement(session.jetStreamOptions());
    this.dispatcher = session.connection().createDispatcher();
    // No more comes than the pulls ask for; dropping any of it would only cost time.
    dispatcher.setPendingLimits(0, 0);
  }

  NatsSession session() {
    return session;
  }

  OrderedConsumer createConsumer(Partition partition) throws IOException, JetStreamApiException {
    return new OrderedConsumer(
        session.connection(),
        management,
        dispatcher,
        inbox,
        config,
        partition.subject(),
        partition.position().nextSequence());
  }

  StreamFacts facts() throws IOException, JetStreamApiException {
    return StreamFacts.of(management.getStreamInfo(config.stream()));
  }

  /** Sequence of the first message of the subject at or after the given one. */
  Optional<Long> nextMessage(String subject, long from) throws IOException, JetStreamApiException {
    try {
      return Optional.of(management.getNextMessage(config.stream(), from, subject).getSeq());
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == NO_MESSAGE_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
