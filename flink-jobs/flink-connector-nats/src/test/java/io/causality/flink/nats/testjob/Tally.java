package io.causality.flink.nats.testjob;

import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps in checkpointed state which numbers came and how many came again: after any failure the
 * state tells whether each took effect exactly once. Parallelism 1. Passes everything on, and fails
 * when its test says so.
 */
public final class Tally
    implements FlatMapFunction<Integer, Integer>, CheckpointedFunction, CheckpointListener {
  private static final Map<String, View> VIEWS = new ConcurrentHashMap<>();

  /** What the test sees, and by which it makes the job fail. */
  public static final class View {
    private volatile int distinct;
    private volatile int repeated;
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger checkpoints = new AtomicInteger();
    private volatile int failAt = Integer.MAX_VALUE;

    public int distinct() {
      return distinct;
    }

    public int repeated() {
      return repeated;
    }

    /** How often the operator started. */
    public int starts() {
      return starts.get();
    }

    public int checkpoints() {
      return checkpoints.get();
    }

    /** Fails, once, when so many distinct numbers have come. */
    public void failAt(int distinct) {
      failAt = distinct;
    }
  }

  private final String id;
  private transient BitSet seen;
  private transient int repeated;
  private transient int distinct;
  private transient ListState<byte[]> seenState;
  private transient ListState<Integer> repeatedState;

  public Tally(String id) {
    this.id = id;
  }

  public static View view(String id) {
    return VIEWS.computeIfAbsent(id, key -> new View());
  }

  @Override
  public void flatMap(Integer number, Collector<Integer> out) {
    if (seen.get(number)) {
      repeated++;
    } else {
      seen.set(number);
      distinct++;
    }
    var view = view(id);
    view.distinct = distinct;
    view.repeated = repeated;
    if (distinct >= view.failAt) {
      view.failAt = Integer.MAX_VALUE;
      throw new IllegalStateException("the test wants a failure");
    }
    out.collect(number);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    seenState =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "seen", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    repeatedState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("repeated", Types.INT));
    seen = new BitSet();
    repeated = 0;
    for (var bits : seenState.get()) {
      seen.or(BitSet.valueOf(bits));
    }
    for (var count : repeatedState.get()) {
      repeated += count;
    }
    distinct = seen.cardinality();
    var view = view(id);
    view.starts.incrementAndGet();
    view.distinct = distinct;
    view.repeated = repeated;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    seenState.clear();
    seenState.add(seen.toByteArray());
    repeatedState.clear();
    repeatedState.add(repeated);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    view(id).checkpoints.incrementAndGet();
  }
}
