package io.causality.jobs.archive;

import io.causality.jobs.lake.EventRows;
import io.causality.jobs.lake.LakeExport;
import io.causality.jobs.lake.LinkRows;
import io.causality.jobs.lake.TraitRows;
import io.causality.proto.Events;
import io.causality.proto.v1.EventEnvelope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The archive without a stream: events that are known to be good, given in order of arrival, become
 * the files that the job would have written for them. Who uses it sees to it that no id comes
 * twice. Not thread-safe; encodes on several threads of its own.
 */
public final class OfflineArchive implements AutoCloseable {
  private static final int WRITERS = 2;
  private static final int WAITING = 20_000;

  private final List<LakeExport<StreamEvent>> events = new ArrayList<>();
  private final List<List<StreamEvent>> waiting = new ArrayList<>();
  private final List<ExecutorService> executors = new ArrayList<>();
  private final List<Future<?>> running = new ArrayList<>();
  private final LakeExport<LinkEvent> links;
  private final LakeExport<TraitRow> traits;
  private final Map<String, LinkHistory> histories = new HashMap<>();

  /**
   * Opens a lake.
   *
   * @param root URI of the folder of the tables, e.g. {@code s3://causality}
   * @param maxBufferedBytes rows that wait in memory, about
   * @param hours is told of the key of each hour that gets a file; on other threads, too
   */
  public OfflineArchive(String root, long maxBufferedBytes, Consumer<String> hours)
      throws IOException {
    for (int i = 0; i < WRITERS; i++) {
      events.add(new LakeExport<>(new EventRows(), root, maxBufferedBytes / WRITERS, hours));
      waiting.add(new ArrayList<>());
      executors.add(Executors.newSingleThreadExecutor());
    }
    links = new LakeExport<>(new LinkRows(), root, Long.MAX_VALUE, hours);
    traits = new LakeExport<>(new TraitRows(), root, Long.MAX_VALUE, hours);
  }

  /**
   * Takes an event.
   *
   * @param streamSeq greater than that of all before it
   */
  public void add(long streamSeq, EventEnvelope envelope) throws IOException, InterruptedException {
    StreamEvent event =
        BatchSplitter.accepted(
            envelope,
            Events.name(envelope),
            Events.timeMs(envelope),
            streamSeq,
            envelope.toByteArray());
    int writer = Math.floorMod(ArchiveJob.bucketHash(event), WRITERS);
    waiting.get(writer).add(event);
    if (waiting.get(writer).size() >= WAITING) {
      hand(writer);
    }
    if (event.linking()) {
      link(
          new LinkEvent(
              event.appId(), event.deviceId(), event.userId(), event.timeMs(), streamSeq));
    }
    List<TraitRow> rows = new ArrayList<>();
    TraitRow.of(envelope, streamSeq, rows::add);
    for (TraitRow row : rows) {
      traits.write(row);
    }
  }

  private void link(LinkEvent event) throws IOException, InterruptedException {
    String device = DeviceLinks.keyOf(event);
    LinkHistory.Step step =
        histories
            .getOrDefault(device, LinkHistory.EMPTY)
            .with(event.point(), DeviceLinks.RESOLUTION_MS);
    if (step.changed()) {
      histories.put(device, step.history());
    }
    for (LinkPoint point : step.passing()) {
      links.write(event.at(point));
    }
  }

  private void hand(int writer) throws IOException, InterruptedException {
    List<StreamEvent> rows = List.copyOf(waiting.get(writer));
    waiting.get(writer).clear();
    if (running.size() > 2 * WRITERS) {
      await();
    }
    LakeExport<StreamEvent> export = events.get(writer);
    running.add(
        executors
            .get(writer)
            .submit(
                () -> {
                  for (StreamEvent row : rows) {
                    export.write(row);
                  }
                  return null;
                }));
  }

  private void await() throws IOException, InterruptedException {
    for (Future<?> task : running) {
      try {
        task.get();
      } catch (ExecutionException e) {
        throw new IOException("a file of the lake could not be written", e.getCause());
      }
    }
    running.clear();
  }

  /** Makes the events visible that were added until now: one file for each hour and app. */
  public void roll() throws IOException, InterruptedException {
    for (int i = 0; i < WRITERS; i++) {
      hand(i);
      LakeExport<StreamEvent> export = events.get(i);
      running.add(
          executors
              .get(i)
              .submit(
                  () -> {
                    export.roll();
                    return null;
                  }));
    }
    await();
  }

  /** Makes the rest visible: events, links and traits. */
  public void finish() throws IOException, InterruptedException {
    roll();
    links.roll();
    traits.roll();
  }

  @Override
  public void close() {
    executors.forEach(ExecutorService::shutdownNow);
    events.forEach(LakeExport::close);
    links.close();
    traits.close();
  }
}
