package io.causality.flink.nats.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Hands each subject to one reader. The list of subjects is fixed, so it works once at the start,
 * and again whenever splits come back from a reader that failed: whatever is unassigned is assigned
 * as soon as its reader is registered, whichever of the two happens first. Runs in the
 * coordinator's thread only.
 */
final class JetStreamEnumerator
    implements SplitEnumerator<JetStreamSplit, JetStreamEnumeratorState> {
  private final SplitEnumeratorContext<JetStreamSplit> context;
  private final List<String> subjects;
  private final Callable<Long> startSequence;
  private final Set<String> known = new LinkedHashSet<>();
  private final Map<String, JetStreamSplit> unassigned = new LinkedHashMap<>();

  JetStreamEnumerator(
      SplitEnumeratorContext<JetStreamSplit> context,
      List<String> subjects,
      Callable<Long> startSequence) {
    this.context = context;
    this.subjects = subjects;
    this.startSequence = startSequence;
  }

  JetStreamEnumerator(
      SplitEnumeratorContext<JetStreamSplit> context,
      List<String> subjects,
      Callable<Long> startSequence,
      JetStreamEnumeratorState state) {
    this(context, subjects, startSequence);
    known.addAll(state.known());
    state.unassigned().forEach(split -> unassigned.put(split.splitId(), split));
  }

  @Override
  public void start() {
    if (!known.containsAll(subjects)) {
      context.callAsync(startSequence, this::addNewSubjects);
    }
    assign();
  }

  @Override
  public void addReader(int subtaskId) {
    assign();
  }

  @Override
  public void addSplitsBack(List<JetStreamSplit> splits, int subtaskId) {
    splits.forEach(split -> unassigned.put(split.splitId(), split));
    assign();
  }

  /** Readers need not ask: splits are handed out. */
  @Override
  public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {}

  @Override
  public JetStreamEnumeratorState snapshotState(long checkpointId) {
    return new JetStreamEnumeratorState(known, new ArrayList<>(unassigned.values()));
  }

  @Override
  public void close() {}

  private void addNewSubjects(@Nullable Long sequence, @Nullable Throwable failure) {
    if (sequence == null || failure != null) {
      throw new FlinkRuntimeException("cannot find where to start reading", failure);
    }
    for (var subject : subjects) {
      if (known.add(subject)) {
        unassigned.put(subject, JetStreamSplit.fresh(subject, sequence));
      }
    }
    assign();
  }

  private void assign() {
    var assignment = new HashMap<Integer, List<JetStreamSplit>>();
    var readers = context.registeredReaders().keySet();
    for (var split : unassigned.values()) {
      var owner = ownerOf(split);
      if (readers.contains(owner)) {
        assignment.computeIfAbsent(owner, reader -> new ArrayList<>()).add(split);
      }
    }
    if (!assignment.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(assignment));
      assignment
          .values()
          .forEach(list -> list.forEach(split -> unassigned.remove(split.splitId())));
    }
  }

  /** By place in the list, so that the subjects spread evenly and the same way after a failure. */
  private int ownerOf(JetStreamSplit split) {
    var index = subjects.indexOf(split.subject());
    return Math.floorMod(
        index < 0 ? split.subject().hashCode() : index, context.currentParallelism());
  }
}
