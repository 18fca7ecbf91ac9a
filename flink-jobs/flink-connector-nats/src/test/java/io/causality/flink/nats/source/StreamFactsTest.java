package io.causality.flink.nats.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.flink.nats.source.JetStreamSplit.Knowledge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StreamFactsTest {
  private static final long CREATED = 1000;

  @Test
  void aFreshSplitBeginsWithWhateverIsThere() {
    var facts = new StreamFacts(500, 900, CREATED);
    assertThat(facts.lossAt(JetStreamSplit.fresh("s", 1))).isEmpty();
    assertThat(facts.lossAt(JetStreamSplit.fresh("s", 5000))).isEmpty();
  }

  @Test
  void everythingReadAndExpiredIsNoLoss() {
    assertThat(new StreamFacts(101, 100, CREATED).lossAt(read(101))).isEmpty();
  }

  @Test
  void aFrontPastThePositionIsALoss() {
    assertThat(new StreamFacts(102, 200, CREATED).lossAt(read(101)))
        .hasValueSatisfying(why -> assertThat(why).contains("from 101 on", "begins at 102"));
  }

  @Test
  void anotherStreamOfTheSameNameIsALoss() {
    assertThat(new StreamFacts(1, 500, CREATED + 1).lossAt(read(101))).isPresent();
    assertThat(new StreamFacts(1, 99, CREATED).lossAt(read(101))).isPresent();
  }

  /**
   * A stream that loses messages at its front now and then, and a reader that settles now and then:
   * a loss is reported exactly when an unread message of the subject is gone, as long as the reader
   * settled after the last message that is gone had been stored.
   */
  @Property
  void reportsALossExactlyWhenUnreadMessagesOfItsOwnAreGone(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int steps) {
    var random = new Random(seed);
    var own = new ArrayList<Long>();
    long first = 1;
    long last = 0;
    var partition = new Partition(read(1), new Patience(java.time.Duration.ofMinutes(1)));
    for (int step = 0; step < steps; step++) {
      for (int count = random.nextInt(5); count > 0; count--) {
        last++;
        if (random.nextBoolean()) {
          own.add(last);
        }
      }
      var position = partition.position();
      if (random.nextBoolean()) {
        for (long sequence : own) {
          if (sequence >= position.nextSequence() && random.nextInt(3) > 0) {
            partition.received(new AckReply(sequence, 1, 0, 0), 1);
            position = partition.position();
          }
        }
      }
      var unread = firstAtOrAfter(own, partition.position().nextSequence());
      partition.settle(new StreamFacts(first, last, CREATED), unread);
      first = Math.max(first, 1 + random.nextLong(last + 1));
      var gone = unread.isPresent() && unread.get() < first;
      assertThat(new StreamFacts(first, last, CREATED).lossAt(partition.position()).isPresent())
          .isEqualTo(gone);
      if (gone) {
        return;
      }
    }
  }

  private static Optional<Long> firstAtOrAfter(List<Long> own, long sequence) {
    return own.stream().filter(candidate -> candidate >= sequence).findFirst();
  }

  private static JetStreamSplit read(long next) {
    return new JetStreamSplit("s", next, Knowledge.READ, CREATED);
  }
}
