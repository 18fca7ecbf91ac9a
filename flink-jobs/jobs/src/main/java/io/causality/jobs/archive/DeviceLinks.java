package io.causality.jobs.archive;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets those links pass that change to whom a device's anonymous events belong: of a signed-in
 * person's thousands of events usually the first. Keyed by {@link #keyOf}. Forgetting a device is
 * harmless, its next link passes once more; so its state ends some time after its last change.
 */
public final class DeviceLinks extends KeyedProcessFunction<String, LinkEvent, LinkEvent> {
  private static final long serialVersionUID = 1L;
  private static final Duration REMEMBER = Duration.ofDays(30);
  static final long RESOLUTION_MS = 60_000;
  private static final int CACHED_DEVICES = 4_096;

  private transient ValueState<LinkHistory> known;
  private transient Map<String, LinkHistory> cache;

  static String keyOf(LinkEvent event) {
    return event.appId() + '/' + event.deviceId();
  }

  static ValueStateDescriptor<LinkHistory> historyDescriptor() {
    ValueStateDescriptor<LinkHistory> descriptor =
        new ValueStateDescriptor<>("links", Types.POJO(LinkHistory.class));
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(REMEMBER)
            .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
            .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
            .cleanupInRocksdbCompactFilter(1_000)
            .build());
    return descriptor;
  }

  @Override
  public void open(OpenContext context) {
    known = getRuntimeContext().getState(historyDescriptor());
    // Holds what the state holds: only this task writes the state of its keys.
    cache =
        new LinkedHashMap<>(CACHED_DEVICES, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, LinkHistory> eldest) {
            return size() > CACHED_DEVICES;
          }
        };
  }

  @Override
  public void processElement(LinkEvent event, Context context, Collector<LinkEvent> out)
      throws Exception {
    String device = context.getCurrentKey();
    LinkHistory history = cache.get(device);
    if (history == null) {
      LinkHistory stored = known.value();
      history = stored == null ? LinkHistory.EMPTY : stored;
      cache.put(device, history);
    }
    LinkHistory.Step step = history.with(event.point(), RESOLUTION_MS);
    if (step.changed()) {
      known.update(step.history());
      cache.put(device, step.history());
    }
    for (LinkPoint point : step.passing()) {
      out.collect(event.at(point));
    }
  }
}
