package io.causality.jobs.detection;

import io.causality.proto.StreamNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Tells readers which version of each rule runs, and what came of it. A version is told when every
 * task has taken it; counts some seconds later. Parallelism 1. What cannot be written now is
 * written later: the job goes on.
 */
@SuppressWarnings(
    "NullAway.Init") // Flink calls initializeState() and open() before the first element.
public final class WriteStatus extends AbstractStreamOperator<Void>
    implements OneInputStreamOperator<RuleReport, Void> {
  private static final long serialVersionUID = 1L;

  private static final long TICK_MS = 100;
  private static final long COUNTS_EVERY_MS = 2_000;
  private static final long PAUSE_AFTER_FAILURE_MS = 1_000;

  private final StatusStore.Factory stores;
  private transient StatusStore store;
  private transient ListState<RuleStatus> kept;
  private transient Map<String, RuleStatus> rules;
  private transient Map<String, Set<Integer>> reporting;
  private transient Set<String> waiting;
  private transient Set<String> waitingCounts;
  private transient long nextCountsMs;
  private transient long notBeforeMs;

  /** Writes to the store that the factory opens. */
  public WriteStatus(StatusStore.Factory stores) {
    this.stores = stores;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    kept =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("rules", Types.POJO(RuleStatus.class)));
    rules = new HashMap<>();
    waiting = new LinkedHashSet<>();
    waitingCounts = new LinkedHashSet<>();
    reporting = new HashMap<>();
    for (RuleStatus status : kept.get()) {
      String key = StreamNames.ruleKey(status.appId(), status.ruleId());
      rules.put(key, status);
      waiting.add(key);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    store = stores.open();
    tickLater();
  }

  @Override
  public void processElement(StreamRecord<RuleReport> element) {
    RuleReport report = element.getValue();
    String key = StreamNames.ruleKey(report.appId(), report.ruleId());
    RuleStatus before =
        rules.getOrDefault(key, RuleStatus.unknown(report.appId(), report.ruleId()));
    if (report.state().isEmpty()) {
      rules.put(key, before.with(report, now()));
      waitingCounts.add(key);
      return;
    }
    Set<Integer> tasks =
        reporting.computeIfAbsent(key + ' ' + report.sequence(), unused -> new HashSet<>());
    tasks.add(report.task());
    boolean all = tasks.size() == report.tasks() || report.state().equals(RuleReport.FAILED);
    if (!all) {
      return;
    }
    reporting.remove(key + ' ' + report.sequence());
    RuleStatus after = before.with(report, now());
    rules.put(key, after);
    if (after.differsFrom(before)) {
      waiting.add(key);
    }
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  private void tickLater() {
    // What a timer throws fails the task by itself.
    var unused = getProcessingTimeService().registerTimer(now() + TICK_MS, time -> tick());
  }

  private void tick() throws InterruptedException {
    if (now() >= nextCountsMs) {
      nextCountsMs = now() + COUNTS_EVERY_MS;
      waiting.addAll(waitingCounts);
      waitingCounts.clear();
    }
    if (!waiting.isEmpty() && now() >= notBeforeMs) {
      writeWaiting();
    }
    tickLater();
  }

  private void writeWaiting() throws InterruptedException {
    try {
      for (Iterator<String> keys = waiting.iterator(); keys.hasNext(); ) {
        write(keys.next());
        keys.remove();
      }
    } catch (IOException e) {
      notBeforeMs = now() + PAUSE_AFTER_FAILURE_MS;
      LOG.warn("event=rule_status_not_written waiting={} reason={}", waiting.size(), e.toString());
    }
  }

  private void write(String key) throws IOException, InterruptedException {
    RuleStatus status = rules.get(key);
    if (status == null) {
      return;
    }
    if (status.state().equals(RuleReport.DELETED)) {
      store.delete(key);
      rules.remove(key);
    } else if (!status.state().isEmpty()) {
      store.put(key, status.json());
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<RuleStatus> all = new ArrayList<>(rules.values());
    kept.update(all);
  }

  @Override
  public void close() throws Exception {
    if (store != null) {
      store.close();
    }
    super.close();
  }
}
