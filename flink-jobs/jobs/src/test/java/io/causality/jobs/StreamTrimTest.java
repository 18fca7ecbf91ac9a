package io.causality.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.jobs.StreamTrim.Marks;
import io.causality.jobs.StreamTrim.Position;
import io.causality.jobs.StreamTrim.Reach;
import io.causality.jobs.StreamTrim.Stream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StreamTrimTest {
  private static final long MADE = 1_000;
  private static final Marks MARKS = Marks.of(75, Duration.ofMinutes(30));

  /** With a hundred bytes in each message. */
  private static Stream stream(long first, long last, long maxBytes) {
    long messages = last - first + 1;
    return new Stream(
        MADE,
        first,
        last,
        messages,
        messages * 100,
        maxBytes,
        List.of("events.0", "events.1", "events.2"));
  }

  private static Map<String, Position> positions(long... archiveThenDetection) {
    Map<String, Position> positions = new HashMap<>();
    for (int i = 0; i < 3; i++) {
      positions.put("archive." + i, new Position(archiveThenDetection[i], MADE));
      positions.put("detection." + i, new Position(archiveThenDetection[i + 3], MADE));
    }
    return positions;
  }

  private static Reach reach(long sequence) {
    return new Reach(sequence, "archive.0");
  }

  @Test
  void theSlowestPartitionOfTheSlowerJobHoldsTheRest() {
    assertThat(StreamTrim.reach(stream(1, 900, 0), positions(500, 400, 901, 450, 350, 901)))
        .isEqualTo(new Reach(349, "detection.1"));
    assertThat(StreamTrim.reach(stream(1, 900, 0), positions(300, 400, 901, 450, 350, 901)))
        .isEqualTo(new Reach(299, "archive.0"));
  }

  @Test
  void whatAllHaveReadEndsWithTheStream() {
    assertThat(
            StreamTrim.reach(stream(1, 900, 0), positions(901, 990, 901, 901, 901, 901)).sequence())
        .isEqualTo(900);
  }

  @Test
  void nothingIsKnownToBeReadWithoutAPositionOfEachJobInEachPartition() {
    Map<String, Position> positions = positions(500, 400, 901, 450, 350, 901);
    for (String key : List.copyOf(positions.keySet())) {
      Map<String, Position> others = new HashMap<>(positions);
      others.remove(key);
      assertThat(StreamTrim.reach(stream(1, 900, 0), others))
          .isEqualTo(new Reach(0, key + " has no position"));
    }
    assertThat(StreamTrim.keys(stream(1, 900, 0)))
        .containsExactlyInAnyOrderElementsOf(positions.keySet());
  }

  @Test
  void positionsInAStreamThatWasMadeBeforeSayNothing() {
    Map<String, Position> positions = positions(500, 400, 901, 450, 350, 901);
    positions.put("detection.2", new Position(901, MADE - 1));
    assertThat(StreamTrim.reach(stream(1, 900, 0), positions).sequence()).isZero();
  }

  @Test
  void aPositionIsConfirmedFromThereOnInTheSameStreamOnly() {
    Position told = Position.read("{\"next\":500,\"stream_ms\":1000}").orElseThrow();
    assertThat(told).isEqualTo(new Position(500, MADE));
    assertThat(Position.read(told.text())).contains(told);
    assertThat(new Position(500, MADE).confirms(told)).isTrue();
    assertThat(new Position(499, MADE).confirms(told)).isFalse();
    assertThat(new Position(900, MADE + 1).confirms(told)).isFalse();
    assertThat(new Position(1, 0).confirms(told)).as("a job that begins anew").isFalse();
    assertThat(Position.read("{\"next\":\"500\",\"stream_ms\":1}")).isEmpty();
    assertThat(Position.read("")).isEmpty();
    assertThat(Position.read("no document")).isEmpty();
  }

  @Test
  void aSubjectThatIsNoPartitionMayHoldWhatNobodyReads() {
    Stream stream = new Stream(MADE, 1, 900, 900, 9_000, 0, List.of("events.*"));
    assertThat(StreamTrim.reach(stream, positions(901, 901, 901, 901, 901, 901)).sequence())
        .isZero();
    assertThat(StreamTrim.keys(stream)).isEmpty();
  }

  @Test
  void nothingHasToLeaveBelowTheMark() {
    assertThat(MARKS.passed(stream(1, 750, 100_000))).isFalse();
    assertThat(MARKS.passed(stream(1, 751, 100_000))).isTrue();
    assertThat(MARKS.passed(stream(1, 751, -1))).as("a stream without a bound").isFalse();
    assertThat(Marks.of(0, Duration.ZERO).passed(stream(1, 999, 100_000))).as("never").isFalse();
  }

  @Test
  void theOldestLeaveInStepsDownToTwoThirdsOfTheMark() {
    long none = Long.MAX_VALUE;
    // 80,000 of 100,000 bytes, down to 50,000: a sixteenth of the bound at a time.
    assertThat(StreamTrim.upTo(stream(101, 900, 100_000), MARKS, reach(900), none, none))
        .isEqualTo(163);
    assertThat(StreamTrim.upTo(stream(381, 900, 100_000), MARKS, reach(900), none, none))
        .isEqualTo(401);
    assertThat(StreamTrim.upTo(stream(401, 900, 100_000), MARKS, reach(900), none, none))
        .isEqualTo(400);
  }

  @Test
  void nobodyElseWaitsLongForAStepOfALargeStream() {
    long none = Long.MAX_VALUE;
    long mib = 1L << 20;
    Stream large = new Stream(MADE, 1, 900, 900, 900 * mib, 1_000 * mib, List.of("events.0"));
    assertThat(StreamTrim.upTo(large, MARKS, reach(900), none, none)).isEqualTo(63);
    large = new Stream(MADE, 1, 9_000, 9_000, 9_000 * mib, 10_000 * mib, List.of("events.0"));
    assertThat(StreamTrim.upTo(large, MARKS, reach(9_000), none, none)).isEqualTo(129);
  }

  @Test
  void whatIsUnreadStaysHoweverFullTheStreamIs() {
    Stream full = stream(1, 1_000, 100_000);
    long none = Long.MAX_VALUE;
    assertThat(StreamTrim.upTo(full, MARKS, reach(7), none, none)).isEqualTo(7);
    assertThat(StreamTrim.upTo(full, MARKS, reach(0), none, none)).isZero();
  }

  @Test
  void youngMessagesLeaveOnlyAsFarAsTheMarkNeedsItAndTheYoungestNever() {
    Stream above = stream(1, 800, 100_000);
    assertThat(StreamTrim.upTo(above, MARKS, reach(800), 21, 500)).as("old ones").isEqualTo(20);
    assertThat(StreamTrim.upTo(above, MARKS, reach(800), 1, 500)).as("to the mark").isEqualTo(51);
    assertThat(StreamTrim.upTo(above, MARKS, reach(800), 1, 31)).as("to the floor").isEqualTo(30);
    assertThat(StreamTrim.upTo(above, MARKS, reach(800), 1, 1)).as("none").isZero();
    assertThat(StreamTrim.upTo(stream(51, 800, 100_000), MARKS, reach(800), 51, 500))
        .as("below the mark they stay")
        .isEqualTo(50);
  }

  /** Any stream, any positions and ages: what leaves is read and old enough, and it ends. */
  @Property(tries = 500)
  void whateverTheStreamNothingLeavesThatMustStay(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 400) int count,
      @ForAll @IntRange(min = 1, max = 95) int percent) {
    Random random = new Random(seed);
    long first = 1 + random.nextInt(1_000);
    Deque<long[]> messages = new ArrayDeque<>();
    long bytes = 0;
    long sequence = first - 1;
    for (int i = 0; i < count; i++) {
      sequence += random.nextInt(20) == 0 ? 3 : 1; // some were deleted
      long size = random.nextInt(10) == 0 ? 5_000 : 100;
      messages.add(new long[] {sequence, size});
      bytes += size;
    }
    long last = sequence;
    long maxBytes = bytes + random.nextInt(10_000) - random.nextInt(100);
    long read = first - 1 + random.nextLong(last - first + 2);
    long floor = first + random.nextLong(last - first + 2);
    long kept = first + random.nextLong(floor - first + 1);
    Marks marks = Marks.of(percent, Duration.ofMinutes(30));

    for (int steps = 0; ; steps++) {
      assertThat(steps).as("it ends").isLessThan(2 * count + 2);
      long oldest = messages.isEmpty() ? last + 1 : messages.peekFirst()[0];
      Stream stream =
          new Stream(MADE, oldest, last, messages.size(), bytes, maxBytes, List.of("events.0"));
      long upTo = StreamTrim.upTo(stream, marks, reach(read), kept, floor);
      if (upTo < oldest) {
        assertThat(marks.passed(stream) && oldest <= read && oldest < floor)
            .as("it is too full, and something may leave")
            .isFalse();
        assertThat(bytes > marks.low(stream) && oldest <= read && oldest < kept)
            .as("it is above its lower mark, and old messages may leave")
            .isFalse();
        return;
      }
      assertThat(upTo).as("read by both jobs").isLessThanOrEqualTo(read);
      assertThat(upTo).as("older than the floor").isLessThan(floor);
      assertThat(upTo < kept || marks.passed(stream)).as("young ones, from the mark").isTrue();
      assertThat(bytes).as("no more than needed").isGreaterThan(marks.low(stream));
      while (!messages.isEmpty() && messages.peekFirst()[0] <= upTo) {
        bytes -= messages.removeFirst()[1];
      }
    }
  }
}
