package io.causality.portal.alerts;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.http.ProblemException;
import io.causality.portal.stream.DetectionStreams;
import io.causality.portal.stream.NatsLink;
import io.causality.proto.StreamNames;
import io.nats.client.Connection;
import io.nats.client.ConsumeOptions;
import io.nats.client.ConsumerContext;
import io.nats.client.IterableConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes alerts out of the stream into the database. A message is acknowledged when its alert is
 * kept: what a crash or an outage interrupts comes again, and the alert's id makes it count once.
 * Several portals share the work.
 */
public final class AlertReader implements AutoCloseable {
  /** The durable consumer that all portals share. */
  public static final String CONSUMER = "portal";

  private static final Logger LOG = LoggerFactory.getLogger(AlertReader.class);
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofMillis(300);
  private static final Duration AGAIN = Duration.ofSeconds(2);

  /** How long what a killed portal had taken stays away; a batch takes milliseconds. */
  private static final Duration ACK_WAIT = Duration.ofSeconds(5);

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final int MOST_UNACKNOWLEDGED = 2_000;
  private static final int MOST_AT_ONCE = 200;
  private static final int MOST_TRIES = 20;
  private static final ConsumeOptions READING =
      ConsumeOptions.builder().batchSize(200).expiresIn(5_000).build();

  private final NatsLink link;
  private final Alerts alerts;
  private final int replicas;
  private final Runnable kept;
  private final AlertObserver observer;
  private final Thread reader = Thread.ofVirtual().name("alerts").unstarted(this::run);

  /**
   * A reader that reads nothing yet.
   *
   * @param replicas of the stream, where this has to make it
   * @param kept called after alerts were kept
   */
  public AlertReader(
      NatsLink link, Alerts alerts, int replicas, Runnable kept, AlertObserver observer) {
    this.link = link;
    this.alerts = alerts;
    this.replicas = replicas;
    this.kept = kept;
    this.observer = observer;
  }

  /** Begins, and goes on until closed. */
  public void start() {
    reader.start();
  }

  private void run() {
    try {
      while (true) {
        try {
          pass();
        } catch (IOException
            | JetStreamApiException
            | JetStreamStatusCheckedException
            | RuntimeException e) {
          LOG.debug("alerts begin again {}", kv("event", "alerts_again"), e);
        }
        Thread.sleep(RETRY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads until the connection or the consumer is another one. */
  private void pass()
      throws IOException,
          JetStreamApiException,
          JetStreamStatusCheckedException,
          InterruptedException {
    Connection connection = link.connection();
    DetectionStreams.ensureAlerts(
        connection.jetStreamManagement(NatsLink.jetStreamOptions()), replicas);
    ConsumerContext consumer =
        connection
            .getStreamContext(StreamNames.ALERTS, NatsLink.jetStreamOptions())
            .createOrUpdateConsumer(
                ConsumerConfiguration.builder()
                    .durable(CONSUMER)
                    .deliverPolicy(DeliverPolicy.All)
                    .ackPolicy(AckPolicy.Explicit)
                    .ackWait(ACK_WAIT)
                    .maxAckPending(MOST_UNACKNOWLEDGED)
                    .build());
    IterableConsumer messages = consumer.iterate(READING);
    long looked = System.nanoTime();
    try {
      while (link.isCurrent(connection)) {
        Message first = messages.nextMessage(STEP);
        if (first != null) {
          List<Message> batch = new ArrayList<>();
          for (Message next = first; next != null; next = messages.nextMessage(1)) {
            batch.add(next);
            if (batch.size() == MOST_AT_ONCE) {
              break;
            }
          }
          take(batch);
        } else if (System.nanoTime() - looked > LOOK.toNanos()) {
          looked = System.nanoTime();
          consumer.getConsumerInfo(); // throws when somebody deleted it
        }
      }
    } finally {
      messages.stop();
    }
  }

  private record Read(Message message, Alert alert) {}

  private void take(List<Message> batch) {
    List<Read> read = new ArrayList<>();
    for (Message message : batch) {
      parse(message).ifPresent(alert -> read.add(new Read(message, alert)));
    }
    try {
      keep(read);
    } catch (ProblemException e) {
      read.forEach(one -> one.message().nakWithDelay(AGAIN));
    } catch (RuntimeException e) {
      LOG.warn("alerts not kept together {}", kv("event", "alerts_one_by_one"), e);
      read.forEach(this::keepAlone);
    }
  }

  private void keep(List<Read> read) {
    if (read.isEmpty()) {
      return;
    }
    int fresh = alerts.keep(read.stream().map(Read::alert).toList());
    read.forEach(one -> one.message().ack());
    observer.arrived("kept", fresh);
    observer.arrived("known", read.size() - fresh);
    kept.run();
  }

  private void keepAlone(Read one) {
    try {
      keep(List.of(one));
    } catch (ProblemException e) {
      one.message().nakWithDelay(AGAIN);
    } catch (RuntimeException e) {
      if (one.message().metaData().deliveredCount() < MOST_TRIES) {
        one.message().nakWithDelay(AGAIN);
      } else {
        refuse(one.message(), "cannot be kept");
      }
    }
  }

  private Optional<Alert> parse(Message message) {
    String app = message.getSubject().substring(StreamNames.ALERTS_PREFIX.length());
    try {
      return Optional.of(Alert.parse(app, new String(message.getData(), StandardCharsets.UTF_8)));
    } catch (Alert.MalformedException e) {
      refuse(message, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void refuse(Message message, String reason) {
    LOG.error(
        "no alert {} {} {}",
        kv("event", "alert_refused"),
        kv("sequence", message.metaData().streamSequence()),
        kv("reason", reason));
    observer.arrived("refused", 1);
    message.term();
  }

  @Override
  public void close() throws InterruptedException {
    reader.interrupt();
    reader.join();
  }
}
