package io.causality.flink.nats.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.causality.flink.nats.source.JetStreamSplit.Knowledge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class JetStreamEnumeratorTest {
  private static final List<String> SUBJECTS =
      IntStream.range(0, 8).mapToObj(i -> "s." + i).toList();

  private final FakeEnumeratorContext context = new FakeEnumeratorContext(2);

  @Test
  void spreadsTheSubjectsEvenlyOverTheReaders() {
    var enumerator = started();
    enumerator.addReader(context.register(0));
    enumerator.addReader(context.register(1));
    assertThat(context.assignedTo(0)).hasSize(4);
    assertThat(context.assignedTo(1)).hasSize(4);
    assertThat(context.allAssigned()).containsExactlyInAnyOrderElementsOf(SUBJECTS);
  }

  @Test
  void assignsToReadersThatWereThereBeforeTheStartWasKnown() {
    context.register(0);
    context.register(1);
    started();
    assertThat(context.allAssigned()).containsExactlyInAnyOrderElementsOf(SUBJECTS);
  }

  @Test
  void handsSplitsThatCameBackToTheReaderOnceItIsThereAgain() {
    var enumerator = started();
    enumerator.addReader(context.register(0));
    enumerator.addReader(context.register(1));
    var lost = context.fail(1);
    enumerator.addSplitsBack(lost, 1);
    assertThat(enumerator.snapshotState(1).unassigned()).hasSize(4);
    enumerator.addReader(context.register(1));
    assertThat(context.assignedTo(1)).containsExactlyInAnyOrderElementsOf(lost);
    assertThat(enumerator.snapshotState(2).unassigned()).isEmpty();
  }

  @Test
  void addsOnlyNewSubjectsWhenRestored() {
    var state =
        new JetStreamEnumeratorState(
            Set.of("s.0", "s.1"), List.of(new JetStreamSplit("s.1", 5, Knowledge.READ, 9)));
    var enumerator =
        new JetStreamEnumerator(context, List.of("s.0", "s.1", "s.2"), () -> 1L, state);
    enumerator.start();
    enumerator.addReader(context.register(0));
    enumerator.addReader(context.register(1));
    assertThat(context.allAssigned()).containsExactlyInAnyOrder("s.1", "s.2");
  }

  @Test
  void failsWhenTheStartCannotBeFound() {
    var enumerator =
        new JetStreamEnumerator(
            context,
            SUBJECTS,
            () -> {
              throw new IOException("stream EVENTS was not available for PT1M");
            });
    assertThatThrownBy(enumerator::start)
        .hasRootCauseMessage("stream EVENTS was not available for PT1M");
  }

  /** Whatever the order of registrations and failures, no split is lost, doubled or left lying. */
  @Property
  void assignsEachSplitToExactlyOneLivingReader(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int parallelism,
      @ForAll @IntRange(min = 0, max = 40) int steps) {
    var random = new Random(seed);
    var readers = new FakeEnumeratorContext(parallelism);
    var enumerator = new JetStreamEnumerator(readers, SUBJECTS, () -> 1L);
    enumerator.start();
    for (int step = 0; step < steps; step++) {
      var subtask = random.nextInt(parallelism);
      if (readers.isRegistered(subtask)) {
        enumerator.addSplitsBack(readers.fail(subtask), subtask);
      } else {
        enumerator.addReader(readers.register(subtask));
      }
    }
    for (int subtask = 0; subtask < parallelism; subtask++) {
      if (!readers.isRegistered(subtask)) {
        enumerator.addReader(readers.register(subtask));
      }
    }
    assertThat(readers.allAssigned()).containsExactlyInAnyOrderElementsOf(SUBJECTS);
    assertThat(enumerator.snapshotState(1).unassigned()).isEmpty();
  }

  private JetStreamEnumerator started() {
    var enumerator = new JetStreamEnumerator(context, new ArrayList<>(SUBJECTS), () -> 1L);
    enumerator.start();
    return enumerator;
  }
}
