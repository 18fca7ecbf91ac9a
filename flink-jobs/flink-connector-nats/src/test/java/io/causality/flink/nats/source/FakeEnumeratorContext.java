package io.causality.flink.nats.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** The coordinator's side in one thread: what is asked for asynchronously happens at once. */
final class FakeEnumeratorContext implements SplitEnumeratorContext<JetStreamSplit> {
  private final int parallelism;
  private final Map<Integer, ReaderInfo> readers = new HashMap<>();
  private final Map<Integer, List<JetStreamSplit>> assigned = new HashMap<>();

  FakeEnumeratorContext(int parallelism) {
    this.parallelism = parallelism;
  }

  int register(int subtask) {
    readers.put(subtask, new ReaderInfo(subtask, "here"));
    return subtask;
  }

  boolean isRegistered(int subtask) {
    return readers.containsKey(subtask);
  }

  /** The reader is gone; returns what it had. */
  List<JetStreamSplit> fail(int subtask) {
    readers.remove(subtask);
    var lost = assigned.remove(subtask);
    return lost == null ? List.of() : lost;
  }

  List<JetStreamSplit> assignedTo(int subtask) {
    return assigned.getOrDefault(subtask, List.of());
  }

  List<String> allAssigned() {
    return assigned.values().stream().flatMap(List::stream).map(JetStreamSplit::subject).toList();
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
  }

  @Override
  public void sendEventToSourceReader(int subtaskId, SourceEvent event) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int currentParallelism() {
    return parallelism;
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return readers;
  }

  @Override
  public void assignSplits(SplitsAssignment<JetStreamSplit> assignment) {
    assignment
        .assignment()
        .forEach(
            (subtask, splits) -> {
              if (!readers.containsKey(subtask)) {
                throw new IllegalArgumentException("no reader " + subtask);
              }
              assigned.computeIfAbsent(subtask, key -> new ArrayList<>()).addAll(splits);
            });
  }

  @Override
  public void signalNoMoreSplits(int subtask) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
    T result = null;
    Throwable failure = null;
    try {
      result = callable.call();
    } catch (Exception e) {
      failure = e;
    }
    handler.accept(result, failure);
  }

  @Override
  public <T> void callAsync(
      Callable<T> callable, BiConsumer<T, Throwable> handler, long delay, long period) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void runInCoordinatorThread(Runnable runnable) {
    runnable.run();
  }
}
