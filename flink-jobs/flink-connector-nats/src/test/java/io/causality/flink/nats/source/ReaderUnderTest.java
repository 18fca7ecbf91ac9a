package io.causality.flink.nats.source;

import io.causality.flink.nats.testjob.TestStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A split reader without Flink around it: the test fetches, emits and keeps the positions. */
final class ReaderUnderTest implements AutoCloseable {
  private final JetStreamSplitReader reader;
  private final Map<String, SplitPosition> positions = new TreeMap<>();
  private final List<JetStreamMessage> messages = new ArrayList<>();
  private final SourceMetrics metrics =
      new SourceMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup());

  ReaderUnderTest(JetStreamSourceConfig config, List<JetStreamSplit> splits) {
    reader = new JetStreamSplitReader(config, "reader-under-test", metrics);
    splits.forEach(split -> positions.put(split.subject(), new SplitPosition(split)));
    reader.handleSplitsChanges(new SplitsAddition<>(splits));
  }

  JetStreamSplitReader reader() {
    return reader;
  }

  SourceMetrics metrics() {
    return metrics;
  }

  /** Numbers emitted so far, in their order. */
  List<Integer> numbers() {
    return messages.stream().map(message -> TestStream.decode(message.data())).toList();
  }

  List<JetStreamMessage> messages() {
    return messages;
  }

  JetStreamSplit position(String subject) {
    return positions.get(subject).split();
  }

  /** Fetches and does not emit, as while the task is blocked. */
  Batch fetch() throws IOException {
    return (Batch) reader.fetch();
  }

  void emit(Batch batch) {
    for (var subject = batch.nextSplit(); subject != null; subject = batch.nextSplit()) {
      var position = positions.get(subject);
      for (var next = batch.nextRecordFromSplit();
          next != null;
          next = batch.nextRecordFromSplit()) {
        if (next instanceof JetStreamMessage message) {
          messages.add(message);
          position.emitted(message);
        } else if (next instanceof PositionUpdate update) {
          position.moved(update);
        }
      }
    }
    batch.recycle();
  }

  /** Fetches and emits until the condition holds; what a fetch throws ends it, as in Flink. */
  void runUntil(String what, BooleanSupplier condition) throws IOException {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("timed out waiting until " + what);
      }
      reader.wakeUp();
      emit(fetch());
    }
  }

  void runUntilNumbers(int count) throws IOException {
    runUntil(count + " numbers came", () -> messages.size() >= count);
  }

  @Override
  public void close() {
    reader.close();
  }
}
