package io.causality.gateway.publish;

import io.causality.gateway.nats.NatsLink;
import io.causality.proto.StreamNames;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The stream EVENTS over NATS. A message is a plain publish with a reply subject that holds its
 * number; one subscription for each writer takes the acknowledgements. Compared with the client
 * library's own asynchronous publish this spares a future, a timer and a thread change for each
 * message, and a late acknowledgement of an earlier attempt still counts.
 */
public final class NatsEventStream implements EventStream, NatsLink.User {
  /** Room for subject, headers and reply subject in the server's limit. */
  private static final int MESSAGE_OVERHEAD = 4096;

  /** Room for what the gateway adds to an event; most of it is the user agent. */
  private static final int STAMP_BYTES = 32 * 1024;

  private static final int NOT_FOUND = 404;

  private final NatsLink link;
  private final StreamSettings settings;
  private final String[] subjects;
  private final List<NatsOutlet> outlets = new CopyOnWriteArrayList<>();
  private volatile boolean ready;
  private volatile int maxMessageBytes = Integer.MAX_VALUE;

  /** A stream on that link; becomes a user of the link. */
  public NatsEventStream(NatsLink link, StreamSettings settings) {
    this.link = link;
    this.settings = settings;
    subjects =
        IntStream.range(0, settings.partitions())
            .mapToObj(StreamNames::eventsSubject)
            .toArray(String[]::new);
    link.add(this);
  }

  @Override
  public void setUp(Connection connection)
      throws IOException, JetStreamApiException, InterruptedException {
    ready = false;
    maxMessageBytes =
        (int) Math.min(Integer.MAX_VALUE, connection.getMaxPayload()) - MESSAGE_OVERHEAD;
    int needed = settings.maxEventBytes() + STAMP_BYTES;
    if (maxMessageBytes < needed) {
      throw new IOException(
          "max_payload of the server is too small: events need "
              + (needed + MESSAGE_OVERHEAD)
              + " bytes");
    }
    ensureExists(connection.jetStreamManagement());
    for (NatsOutlet outlet : outlets) {
      outlet.attach(connection);
    }
    ready = true;
    for (NatsOutlet outlet : outlets) {
      outlet.answers.reconnected();
    }
  }

  private void ensureExists(JetStreamManagement management)
      throws IOException, JetStreamApiException {
    try {
      management.getStreamInfo(StreamNames.EVENTS);
    } catch (JetStreamApiException e) {
      if (e.getErrorCode() != NOT_FOUND) {
        throw e;
      }
      management.addStream(
          StreamConfiguration.builder()
              .name(StreamNames.EVENTS)
              .description("Accepted events, one EventBatch a message")
              .subjects(subjects)
              .storageType(StorageType.File)
              .retentionPolicy(RetentionPolicy.Limits)
              .discardPolicy(DiscardPolicy.New)
              .maxAge(settings.maxAge())
              .maxBytes(settings.maxBytes())
              .replicas(settings.replicas())
              .duplicateWindow(StreamSettings.DUPLICATE_WINDOW)
              .build());
    }
  }

  /** Whether the stream exists and can be reached, as far as is known. */
  public boolean ready() {
    return ready && connected();
  }

  @Override
  public boolean connected() {
    return link.current() != null;
  }

  @Override
  public int maxMessageBytes() {
    return maxMessageBytes;
  }

  @Override
  public Outlet open(Answers answers) {
    NatsOutlet outlet = new NatsOutlet(answers);
    outlets.add(outlet);
    Connection connection = link.current();
    if (connection != null) {
      outlet.attach(connection);
    }
    return outlet;
  }

  private final class NatsOutlet implements Outlet {
    private final Answers answers;
    private final String inbox = "_INBOX." + UUID.randomUUID().toString().replace("-", "") + ".";
    private @Nullable Connection attachedTo;

    NatsOutlet(Answers answers) {
      this.answers = answers;
    }

    /** Subscribes, once on each connection. */
    synchronized void attach(Connection connection) {
      if (attachedTo != connection) {
        Dispatcher dispatcher = connection.createDispatcher(this::answer);
        dispatcher.subscribe(inbox + "*");
        attachedTo = connection;
      }
    }

    @Override
    public void send(int partition, long number, String messageId, String counts, byte[] data) {
      Connection connection = link.current();
      if (connection == null) {
        throw new IllegalStateException("not connected");
      }
      Headers headers = new Headers();
      headers.put("Nats-Msg-Id", messageId);
      headers.put(StreamNames.COUNTS_HEADER, counts);
      connection.publish(
          NatsMessage.builder()
              .subject(subjects[partition])
              .replyTo(inbox + number)
              .headers(headers)
              .data(data)
              .build());
    }

    private void answer(Message message) {
      long number =
          Long.parseLong(message.getSubject(), inbox.length(), message.getSubject().length(), 10);
      if (message.isStatusMessage()) {
        // No stream listens to the subject: it is not there, or JetStream is starting.
        link.renew();
        answers.answered(number, new Answer.NotNow("no stream takes the subject"));
      } else {
        answers.answered(number, Answer.parse(message.getData()));
      }
    }
  }
}
