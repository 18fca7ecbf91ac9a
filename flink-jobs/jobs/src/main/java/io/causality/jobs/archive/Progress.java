package io.causality.jobs.archive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an operator has done, by app and partition: since its last checkpoint when it is on its way
 * to {@link PublishProgress}, in all when it is kept there. Not thread-safe.
 */
final class Progress {
  private final Map<Integer, Long> positions = new HashMap<>();
  private final Map<String, AppCounts> apps = new HashMap<>();

  void stored(String appId) {
    add(new AppCounts(appId, 1, 0, 0));
  }

  void deduplicated(String appId) {
    add(new AppCounts(appId, 0, 1, 0));
  }

  void deadLetters(String appId, long events) {
    add(new AppCounts(appId, 0, 0, events));
  }

  void position(int partition, long sequence) {
    positions.merge(partition, sequence, Math::max);
  }

  void add(AppCounts counts) {
    apps.merge(counts.appId(), counts, AppCounts::plus);
  }

  void add(ProgressDelta delta) {
    delta.positions().forEach(position -> position(position.partition(), position.sequence()));
    delta.apps().forEach(this::add);
  }

  boolean isEmpty() {
    return positions.isEmpty() && apps.isEmpty();
  }

  /** Returns everything and begins anew. */
  ProgressDelta drain() {
    ProgressDelta delta = new ProgressDelta(positions(), new ArrayList<>(apps.values()));
    positions.clear();
    apps.clear();
    return delta;
  }

  List<Position> positions() {
    List<Position> list = new ArrayList<>();
    positions.forEach((partition, sequence) -> list.add(new Position(partition, sequence)));
    return list;
  }

  Collection<AppCounts> apps() {
    return apps.values();
  }
}
