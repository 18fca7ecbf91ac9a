package io.causality.flink.nats.source;

import java.util.Objects;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One subject of the stream and how far it was read.
 *
 * @param subject the filter subject, also the split's id
 * @param nextSequence no unread message of the subject lies below this stream sequence (1 or more)
 * @param knowledge what else is known of that place
 * @param streamCreatedMillis when the stream was created, to notice another of the same name; 0
 *     while unknown
 */
public record JetStreamSplit(
    String subject, long nextSequence, Knowledge knowledge, long streamCreatedMillis)
    implements SourceSplit {

  /** How strictly the stream is held to the position. */
  public enum Knowledge {
    /** Nothing was read yet: whatever the stream holds from here on is the beginning. */
    FRESH('f'),
    /** Read up to here: what was removed at or above the position was removed unread. */
    READ('r'),
    /** As READ, and a message of the subject was seen to lie exactly here. */
    UNREAD_HERE('u');

    /** Its form in checkpoints: must not change. */
    final char code;

    Knowledge(char code) {
      this.code = code;
    }
  }

  public JetStreamSplit {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(knowledge, "knowledge");
    if (nextSequence < 1) {
      throw new IllegalArgumentException("sequence " + nextSequence + " of " + subject);
    }
  }

  static JetStreamSplit fresh(String subject, long nextSequence) {
    return new JetStreamSplit(subject, nextSequence, Knowledge.FRESH, 0);
  }

  @Override
  public String splitId() {
    return subject;
  }
}
