package io.causality.portal.pipeline;

import com.google.protobuf.InvalidProtocolBufferException;
import io.causality.portal.stream.NatsLink;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.DeadLetter;
import io.causality.proto.v1.EventBatch;
import io.causality.proto.v1.EventEnvelope;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamState;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the stream of dead letters, and puts events back into the stream of events. Blocking. */
final class DeadLetterStream {
  private static final int NOT_FOUND = 404;
  private static final int FIRST_STEP = 256;

  private final NatsLink link;

  DeadLetterStream(NatsLink link) {
    this.link = link;
  }

  /**
   * A dead letter where it lies.
   *
   * @param sequence in the stream of dead letters
   */
  record Letter(long sequence, Instant at, DeadLetter content) {
    /** The event in it, where there is one that can be read. */
    Optional<EventEnvelope> event() {
      try {
        EventEnvelope event = EventEnvelope.parseFrom(content.getPayload());
        return event.getAppId().equals(content.getAppId())
                && event.getUnknownFields().asMap().isEmpty()
            ? Optional.of(event)
            : Optional.empty();
      } catch (InvalidProtocolBufferException e) {
        return Optional.empty(); // what could not be read then cannot be read now
      }
    }
  }

  /** The app's letters before that sequence, newest first. */
  List<Letter> before(String app, long sequence, int limit) {
    try {
      JetStreamManagement stream = management();
      StreamState state = stream.getStreamInfo(StreamNames.DEAD_LETTERS).getStreamState();
      long end = Math.min(sequence, state.getLastSequence() + 1);
      List<Letter> found = new ArrayList<>();
      for (long step = FIRST_STEP;
          found.size() < limit && end > state.getFirstSequence();
          step *= 4) {
        long from = Math.max(state.getFirstSequence(), end - step);
        List<Letter> part = between(stream, app, from, end);
        found.addAll(part.reversed());
        end = from;
      }
      return found.size() > limit ? List.copyOf(found.subList(0, limit)) : found;
    } catch (JetStreamApiException e) {
      if (e.getErrorCode() == NOT_FOUND) {
        return List.of();
      }
      throw NatsLink.down();
    } catch (IOException e) {
      throw NatsLink.down();
    }
  }

  /** The app's letter of that sequence. */
  Optional<Letter> at(String app, long sequence) {
    return before(app, sequence + 1, 1).stream()
        .filter(letter -> letter.sequence() == sequence)
        .findFirst();
  }

  private static List<Letter> between(JetStreamManagement stream, String app, long from, long end)
      throws IOException, JetStreamApiException {
    List<Letter> found = new ArrayList<>();
    String subject = StreamNames.DEAD_LETTERS_PREFIX + app;
    for (long at = from; at < end; at++) {
      MessageInfo next;
      try {
        next = stream.getNextMessage(StreamNames.DEAD_LETTERS, at, subject);
      } catch (JetStreamApiException e) {
        if (e.getErrorCode() == NOT_FOUND) {
          return found;
        }
        throw e;
      }
      at = next.getSeq();
      if (at < end) {
        found.add(new Letter(at, next.getTime().toInstant(), DeadLetter.parseFrom(next.getData())));
      }
    }
    return found;
  }

  /** Stores the event again, where it came from, and returns when it is stored. */
  void replay(Letter letter, EventEnvelope event) {
    Headers headers = new Headers();
    headers.add(StreamNames.COUNTS_HEADER, event.getAppId() + "=1");
    String origin = letter.content().getOriginSubject();
    String subject =
        origin.startsWith(StreamNames.EVENTS_PREFIX) ? origin : StreamNames.eventsSubject(0);
    try {
      link.connection()
          .jetStream(NatsLink.jetStreamOptions())
          .publish(
              NatsMessage.builder()
                  .subject(subject)
                  .headers(headers)
                  .data(EventBatch.newBuilder().addEvents(event).build().toByteArray())
                  .build());
    } catch (IOException | JetStreamApiException e) {
      throw NatsLink.down();
    }
  }

  private JetStreamManagement management() throws IOException {
    return link.connection().jetStreamManagement(NatsLink.jetStreamOptions());
  }
}
