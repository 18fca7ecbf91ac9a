package io.causality.jobs.archive;

import io.causality.jobs.JobMetrics;
import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Lets the first copy of each event pass: copies meet in one partition, where the one with the
 * smaller {@code stream_seq} comes first. Keyed by {@link StreamEvent#key}. Says in {@link
 * #PROGRESS}, before each checkpoint's barrier, how many passed and how many did not.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() before the first element.
public final class DropSeen extends AbstractStreamOperator<StreamEvent>
    implements OneInputStreamOperator<StreamEvent, StreamEvent> {
  private static final long serialVersionUID = 1L;

  /** What passed and what did not, since the last checkpoint. */
  public static final OutputTag<ProgressDelta> PROGRESS =
      new OutputTag<>("drop-seen-progress", Types.POJO(ProgressDelta.class));

  private static final Byte SEEN = 1;

  /** How many entries one look at the clock serves while RocksDB compacts. */
  private static final long QUERY_TIME_AFTER_ENTRIES = 1_000;

  private final long rememberMs;
  private transient ValueState<Byte> seen;
  private transient Progress progress;
  private transient Counter duplicates;

  /**
   * Remembers ids for a while.
   *
   * @param remember how long after its first copy an event's id is known
   */
  public DropSeen(Duration remember) {
    this.rememberMs = remember.toMillis();
  }

  static ValueStateDescriptor<Byte> seenDescriptor(Duration remember) {
    ValueStateDescriptor<Byte> descriptor = new ValueStateDescriptor<>("seen", Types.BYTE);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(remember)
            .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
            .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
            .cleanupInRocksdbCompactFilter(QUERY_TIME_AFTER_ENTRIES)
            .build());
    return descriptor;
  }

  @Override
  public void open() throws Exception {
    super.open();
    seen = getRuntimeContext().getState(seenDescriptor(Duration.ofMillis(rememberMs)));
    progress = new Progress();
    duplicates = getMetricGroup().counter(JobMetrics.DUPLICATES);
  }

  @Override
  public void processElement(StreamRecord<StreamEvent> element) throws Exception {
    String appId = element.getValue().appId();
    if (seen.value() != null) {
      progress.deduplicated(appId);
      duplicates.inc();
      return;
    }
    seen.update(SEEN);
    progress.stored(appId);
    output.collect(element);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    if (!progress.isEmpty()) {
      output.collect(PROGRESS, new StreamRecord<>(progress.drain()));
    }
  }
}
