package io.causality.jobs.catalog;

import io.causality.jobs.JobMetrics;
import io.causality.proto.CatalogEntries;
import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogProperty;
import io.causality.proto.v1.CatalogValue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds up what was counted and publishes what has changed, before each checkpoint: who sees that a
 * checkpoint is complete finds the names of its events. The catalog may so be ahead of a checkpoint
 * that fails; after a restore everything is published as the state has it. Keyed by app; state has
 * no time to live, names stay. Parallelism 1.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() before the first element.
public final class KeepCatalog extends AbstractStreamOperator<Void>
    implements OneInputStreamOperator<CatalogDelta, Void> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(KeepCatalog.class);

  /** What is published at a checkpoint, at most, beside new names; the rest follows. */
  private static final int MAX_BYTES = 1 << 20;

  /** Between two looks for values that are to be forgotten. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private final CatalogStore.Factory stores;
  private transient MapState<String, byte[]> entries;
  private transient ValueState<Integer> sizes;
  private transient Set<Changed> withNewNames;
  private transient Set<Changed> changed;
  private transient Counter leftOut;

  /** Keys of what was taken out, by the checkpoint that has it first. */
  private transient Map<String, Long> forgotten;

  private transient long lookedAt;
  private transient CatalogStore store;

  private record Changed(String appId, String name) {}

  /** Publishes to the store that the factory opens. */
  public KeepCatalog(CatalogStore.Factory stores) {
    this.stores = stores;
  }

  static MapStateDescriptor<String, byte[]> entriesDescriptor() {
    return new MapStateDescriptor<>(
        "entries", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
  }

  static ValueStateDescriptor<Integer> sizesDescriptor() {
    return new ValueStateDescriptor<>("size", Types.INT);
  }

  @Override
  public void open() throws Exception {
    super.open();
    entries = getRuntimeContext().getMapState(entriesDescriptor());
    sizes = getRuntimeContext().getState(sizesDescriptor());
    withNewNames = new LinkedHashSet<>();
    changed = new LinkedHashSet<>();
    forgotten = new HashMap<>();
    lookedAt = System.nanoTime() - LOOK_EVERY.toNanos();
    leftOut = getMetricGroup().counter(JobMetrics.NAMES_LEFT_OUT);
    store = stores.open();
    markAllChanged();
  }

  /** What the process before this one published may be older or newer than the state. */
  private void markAllChanged() throws Exception {
    List<Object> apps = new ArrayList<>();
    try (var keys =
        getKeyedStateBackend().getKeys(sizesDescriptor().getName(), VoidNamespace.INSTANCE)) {
      keys.forEach(apps::add);
    }
    for (Object app : apps) {
      setCurrentKey(app);
      for (Map.Entry<String, byte[]> entry : entries.entries()) {
        withNewNames.add(new Changed((String) app, entry.getKey()));
      }
    }
  }

  @Override
  public void processElement(StreamRecord<CatalogDelta> element) throws Exception {
    CatalogDelta delta = element.getValue();
    Integer known = sizes.value();
    int size = known == null ? 0 : known;
    byte[] before = entries.get(delta.name());
    if (before == null && size >= CatalogLimits.MAX_EVENTS && !delta.name().isEmpty()) {
      leftOut.inc();
      return;
    }
    EntryTally tally =
        new EntryTally(
            delta.appId(), delta.name(), CatalogLimits.MAX_PROPERTIES, CatalogLimits.MAX_VALUES);
    int propertiesBefore = 0;
    if (before == null) {
      size++;
      sizes.update(size);
    } else {
      CatalogEntry entry = CatalogEntry.parseFrom(before);
      propertiesBefore = entry.getPropertiesCount();
      tally.add(entry);
    }
    tally.add(CatalogEntry.parseFrom(delta.entry()));
    entries.put(delta.name(), CatalogLimits.fit(tally.entry(), size).toByteArray());
    boolean newNames = before == null || tally.size() > propertiesBefore;
    (newNames ? withNewNames : changed).add(new Changed(delta.appId(), delta.name()));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    try {
      forget(checkpointId);
    } catch (IOException e) {
      LOG.warn("event=catalog_not_forgotten checkpoint={} reason={}", checkpointId, e.toString());
    }
    try {
      publish(withNewNames, Integer.MAX_VALUE);
      publish(changed, MAX_BYTES);
    } catch (IOException e) {
      LOG.warn("event=catalog_not_published checkpoint={} reason={}", checkpointId, e.toString());
    }
  }

  /** Taking values out twice does no harm: after a restore it is done again. */
  private void forget(long checkpointId) throws Exception {
    if (System.nanoTime() - lookedAt < LOOK_EVERY.toNanos()) {
      return;
    }
    lookedAt = System.nanoTime();
    for (Map.Entry<String, String> asked : store.toForget().entrySet()) {
      int dot = asked.getKey().indexOf('.');
      if (dot < 0 || forgotten.containsKey(asked.getKey())) {
        continue;
      }
      String app = asked.getKey().substring(0, dot);
      setCurrentKey(app);
      Map<String, List<ForgottenValues.Value>> byEvent =
          ForgottenValues.parse(asked.getValue()).stream()
              .collect(Collectors.groupingBy(ForgottenValues.Value::event));
      for (Map.Entry<String, List<ForgottenValues.Value>> event : byEvent.entrySet()) {
        byte[] before = entries.get(event.getKey());
        if (before != null) {
          CatalogEntry rest = without(CatalogEntry.parseFrom(before), event.getValue());
          entries.put(event.getKey(), rest.toByteArray());
          withNewNames.add(new Changed(app, event.getKey()));
        }
      }
      forgotten.put(asked.getKey(), checkpointId);
    }
  }

  private static CatalogEntry without(CatalogEntry entry, List<ForgottenValues.Value> values) {
    CatalogEntry.Builder rest = entry.toBuilder();
    for (CatalogProperty.Builder property : rest.getPropertiesBuilderList()) {
      List<CatalogValue> kept =
          property.getValuesList().stream()
              .filter(
                  value ->
                      !values.contains(
                          new ForgottenValues.Value(
                              entry.getName(), property.getName(), value.getValue())))
              .toList();
      property.clearValues().addAllValues(kept);
    }
    return rest.build();
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    for (Iterator<Map.Entry<String, Long>> all = forgotten.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<String, Long> each = all.next();
      if (each.getValue() <= checkpointId) {
        try {
          store.forgotten(each.getKey());
          all.remove();
        } catch (IOException e) {
          LOG.warn("event=catalog_not_told key={} reason={}", each.getKey(), e.toString());
        }
      }
    }
  }

  /** Those that wait longest first; one that cannot be published goes on waiting. */
  private void publish(Set<Changed> waiting, int maxBytes) throws Exception {
    int bytes = 0;
    for (Iterator<Changed> all = waiting.iterator(); all.hasNext() && bytes < maxBytes; ) {
      Changed next = all.next();
      setCurrentKey(next.appId());
      String value = CatalogEntries.text(entries.get(next.name()));
      store.put(CatalogEntries.key(next.appId(), next.name()), value);
      bytes += value.length();
      all.remove();
    }
  }

  @Override
  public void close() throws Exception {
    if (store != null) {
      store.close();
    }
    super.close();
  }
}
