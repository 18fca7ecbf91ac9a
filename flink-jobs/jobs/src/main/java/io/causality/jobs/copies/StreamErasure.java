package io.causality.jobs.copies;

import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.InvalidProtocolBufferException;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.DeadLetter;
import io.causality.proto.v1.EventBatch;
import io.causality.proto.v1.EventEnvelope;
import io.nats.client.Connection;
import io.nats.client.IterableConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.OrderedConsumerConfiguration;
import io.nats.client.api.StreamInfoOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Takes messages with a person's events out of the streams. What else is in such a message goes
 * with it: it is in the lake. For one thread, over a connection that belongs to somebody else.
 */
final class StreamErasure {
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final String DONE = "stream_messages";

  private final Connection connection;
  private final long lastEvent;

  /**
   * An eraser.
   *
   * @param lastEvent sequence of the last message of {@code EVENTS} to look at; it and all before
   *     it have been archived
   */
  StreamErasure(Connection connection, long lastEvent) {
    this.connection = connection;
    this.lastEvent = lastEvent;
  }

  /** Once for a request. */
  void erase(ErasureRequest request, PersonRows rows) throws IOException, InterruptedException {
    if (request.has(DONE)) {
      return;
    }
    String app = request.app();
    request.names(rows.names());
    Predicate<EventEnvelope> theirs = event -> event.getAppId().equals(app) && rows.isTheirs(event);
    try {
      request.put(
          "dead_letters",
          erase(
              StreamNames.DEAD_LETTERS,
              StreamNames.DEAD_LETTERS_PREFIX + app,
              Long.MAX_VALUE,
              message -> isDeadLetterOf(message.getData(), theirs)));
      List<String> names =
          rows.names().stream().map(name -> TextNode.valueOf(name).toString()).toList();
      request.put(
          "alert_messages",
          erase(
              StreamNames.ALERTS,
              StreamNames.alertSubject(app),
              Long.MAX_VALUE,
              message -> mentions(message.getData(), names)));
      request.put(
          DONE,
          erase(
              StreamNames.EVENTS,
              StreamNames.EVENTS_PREFIX + ">",
              lastEvent,
              message -> holds(message.getData(), theirs)));
    } catch (JetStreamApiException | JetStreamStatusCheckedException | IllegalStateException e) {
      throw new IOException("the streams could not be read", e);
    }
  }

  private long erase(String stream, String subject, long last, Predicate<Message> theirs)
      throws IOException,
          InterruptedException,
          JetStreamApiException,
          JetStreamStatusCheckedException {
    JetStreamManagement management = connection.jetStreamManagement();
    long end = Math.min(last, management.getStreamInfo(stream).getStreamState().getLastSequence());
    var matching = management.getStreamInfo(stream, StreamInfoOptions.filterSubjects(subject));
    if (matching.getStreamState().getSubjectMap().isEmpty()) {
      return 0;
    }
    OrderedConsumerConfiguration all =
        new OrderedConsumerConfiguration().filterSubject(subject).deliverPolicy(DeliverPolicy.All);
    long erased = 0;
    try (IterableConsumer messages =
        connection.getStreamContext(stream).createOrderedConsumer(all).iterate()) {
      while (true) {
        Message message = messages.nextMessage(SILENCE);
        if (message == null) {
          throw new IOException("the stream " + stream + " does not go on");
        }
        long sequence = message.metaData().streamSequence();
        if (sequence <= end && theirs.test(message)) {
          management.deleteMessage(stream, sequence, true);
          erased++;
        }
        if (sequence >= end || message.metaData().pendingCount() == 0) {
          return erased;
        }
      }
    } catch (IOException | InterruptedException | JetStreamApiException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the stream " + stream + " could not be read", e);
    }
  }

  private static boolean holds(byte[] batch, Predicate<EventEnvelope> theirs) {
    try {
      return EventBatch.parseFrom(batch).getEventsList().stream().anyMatch(theirs);
    } catch (InvalidProtocolBufferException e) {
      return false; // a dead letter by now
    }
  }

  private static boolean isDeadLetterOf(byte[] letter, Predicate<EventEnvelope> theirs) {
    try {
      return theirs.test(EventEnvelope.parseFrom(DeadLetter.parseFrom(letter).getPayload()));
    } catch (InvalidProtocolBufferException e) {
      return false; // nobody can read whose it is; it expires
    }
  }

  private static boolean mentions(byte[] document, List<String> names) {
    String text = new String(document, StandardCharsets.UTF_8);
    return names.stream().anyMatch(text::contains);
  }
}
