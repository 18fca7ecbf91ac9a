package io.causality.flink.nats.source;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.jspecify.annotations.Nullable;

/**
 * What one fetch brought, by split. Filled by the fetching thread, then handed over to the task's;
 * once emitted it gives its room back.
 */
final class Batch implements RecordsWithSplitIds<StreamElement> {
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Runnable afterRecycle;
  private @Nullable Iterator<Part> walk;
  private @Nullable Part current;
  private int place;

  Batch(Runnable afterRecycle) {
    this.afterRecycle = afterRecycle;
  }

  void add(Partition partition, JetStreamMessage message, long size) {
    var part = part(partition);
    part.elements.add(message);
    part.messages++;
    part.bytes += size;
  }

  void add(Partition partition, PositionUpdate update) {
    part(partition).elements.add(update);
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  private Part part(Partition partition) {
    return parts.computeIfAbsent(partition.subject(), subject -> new Part(subject, partition));
  }

  @Override
  public @Nullable String nextSplit() {
    if (walk == null) {
      walk = parts.values().iterator();
    }
    place = 0;
    current = walk.hasNext() ? walk.next() : null;
    return current == null ? null : current.subject;
  }

  @Override
  public @Nullable StreamElement nextRecordFromSplit() {
    var part = current;
    if (part == null || place == part.elements.size()) {
      return null;
    }
    // Emitted elements are let go at once: a batch may hold many megabytes.
    return part.elements.set(place++, null);
  }

  @Override
  public Set<String> finishedSplits() {
    return Set.of();
  }

  @Override
  public void recycle() {
    for (var part : parts.values()) {
      part.partition.backlog().release(part.messages, part.bytes);
    }
    afterRecycle.run();
  }

  private static final class Part {
    private final String subject;
    private final Partition partition;
    private final List<@Nullable StreamElement> elements = new ArrayList<>();
    private int messages;
    private long bytes;

    private Part(String subject, Partition partition) {
      this.subject = subject;
      this.partition = partition;
    }
  }
}
