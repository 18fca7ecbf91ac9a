package io.causality.flink.nats.source;

import io.causality.flink.nats.source.JetStreamSplit.Knowledge;
import io.nats.client.api.StreamInfo;
import java.util.Optional;

/**
 * What the stream says of itself, and what that means for a position in it.
 *
 * <p>Messages leave a stream at its front (age, size, purge), so all that is known after the fact
 * is the first sequence still there. A position is therefore kept honest beforehand: it stands at
 * the next unread message of its subject or, where there is none, behind everything the stream held
 * when that was last established (a few seconds ago, while the job runs). Then a front that is past
 * the position means that something was removed unread, and messages of other subjects, or those
 * that were read, never look like a loss.
 *
 * @param first sequence of the oldest message that is still there; one past {@code last} when empty
 * @param last sequence of the newest message ever stored
 * @param createdMillis when the stream was created
 */
record StreamFacts(long first, long last, long createdMillis) {

  static StreamFacts of(StreamInfo info) {
    var state = info.getStreamState();
    var last = state.getLastSequence();
    // An empty stream reports its first sequence as one past the last, a new one as 0 of 0.
    var first = state.getMsgCount() == 0 ? last + 1 : state.getFirstSequence();
    return new StreamFacts(first, last, info.getCreateTime().toInstant().toEpochMilli());
  }

  /** Why reading cannot go on from this position without a hole; empty when it can. */
  Optional<String> lossAt(JetStreamSplit position) {
    var another = anotherStreamAt(position);
    if (another.isPresent() || position.knowledge() == Knowledge.FRESH) {
      return another;
    }
    var next = position.nextSequence();
    if (first > next) {
      return Optional.of(
          position.knowledge() == Knowledge.UNREAD_HERE
              ? "an unread message at sequence %d is gone, the stream begins at %d"
                  .formatted(next, first)
              : "sequences from %d on were removed before they were read, the stream begins at %d"
                  .formatted(next, first));
    }
    return Optional.empty();
  }

  /** Why this cannot be the stream that the position speaks of; empty when it can. */
  Optional<String> anotherStreamAt(JetStreamSplit position) {
    if (position.knowledge() == Knowledge.FRESH) {
      return Optional.empty();
    }
    var next = position.nextSequence();
    if (position.streamCreatedMillis() != 0 && position.streamCreatedMillis() != createdMillis) {
      return Optional.of("the stream was deleted and created again since sequence " + next);
    }
    if (next > last + 1) {
      return Optional.of(
          "the stream ends at sequence %d, before the position %d: it is not the stream that was read"
              .formatted(last, next));
    }
    return Optional.empty();
  }
}
