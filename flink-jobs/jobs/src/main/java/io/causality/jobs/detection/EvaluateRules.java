package io.causality.jobs.detection;

import io.causality.jobs.JobMetrics;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.Signal;
import io.causality.rules.evaluate.Alert;
import io.causality.rules.evaluate.Evaluation;
import io.causality.rules.evaluate.KeyState;
import io.causality.rules.evaluate.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Brings together what belongs together and raises alerts. Keyed by {@link EvaluationKey}. Says in
 * {@link #REPORTS} what it runs and what came of it. A rule whose evaluation breaks rests; nothing
 * that a rule does fails the job.
 */
@SuppressWarnings(
    "NullAway.Init") // Flink calls initializeState() and open() before the first element.
public final class EvaluateRules extends AbstractStreamOperator<AlertMessage>
    implements OneInputStreamOperator<Passing, AlertMessage> {
  private static final long serialVersionUID = 1L;

  /** What readers are to know. */
  public static final OutputTag<RuleReport> REPORTS =
      new OutputTag<>("rule-reports", Types.POJO(RuleReport.class));

  private static final String STATE = "evaluations";
  private static final long TICK_MS = 100;
  private static final String WHOLE_APP = "";

  private transient ValueState<Kept> states;
  private transient ListState<SavedClock> savedClocks;
  private transient RuleBook rules;
  private transient Map<String, AppClock> clocks;
  private transient Timers timers;
  private transient Map<String, long[]> counts;
  private transient List<Evaluation> toStart;
  private transient Set<String> ended;
  private transient boolean started;
  private transient Answer answer;
  private transient Counter alerts;
  private transient Counter late;
  private transient Counter nanos;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    clocks = new HashMap<>();
    savedClocks =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("clocks", Types.POJO(SavedClock.class)));
    int tasks = task().getNumberOfParallelSubtasks();
    for (SavedClock saved : savedClocks.get()) {
      AppClock known = clocks.get(saved.appId());
      if (known == null || known.nowMs() < saved.nowMs()) {
        clocks.put(saved.appId(), AppClock.restored(tasks, saved));
      }
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    states =
        getRuntimeContext().getState(new ValueStateDescriptor<>(STATE, KeptSerializer.INSTANCE));
    rules = new RuleBook();
    timers = new Timers();
    counts = new HashMap<>();
    toStart = new ArrayList<>();
    ended = new HashSet<>();
    answer = new Answer();
    alerts = getMetricGroup().counter(JobMetrics.ALERTS);
    late = getMetricGroup().counter(JobMetrics.DETECTION_LATE);
    nanos = getMetricGroup().counter(JobMetrics.DETECTION_NANOS);
    Gauge<Integer> running = () -> task().getIndexOfThisSubtask() == 0 ? rules.runningCount() : 0;
    getMetricGroup().gauge(JobMetrics.RULES_RUNNING, running);
    for (String key : keys()) {
      setCurrentKey(key);
      states.value().timerMs().ifPresent(time -> timers.add(app(key), time, key));
    }
    tickLater();
  }

  private TaskInfo task() {
    return getRuntimeContext().getTaskInfo();
  }

  private List<String> keys() {
    try (Stream<String> keys =
        this.<String>getKeyedStateBackend().getKeys(STATE, VoidNamespace.INSTANCE)) {
      return keys.toList();
    }
  }

  /** Evaluation ids begin with the app. */
  private static String app(String key) {
    return key.substring(0, key.indexOf('/'));
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  private AppClock clock(String appId) {
    return clocks.computeIfAbsent(
        appId, unused -> new AppClock(task().getNumberOfParallelSubtasks()));
  }

  /** All events up to here are taken to be there. */
  private static long watermark(AppClock clock) {
    return clock.nowMs() == MergedTime.UNKNOWN ? Long.MIN_VALUE : clock.nowMs() - 1;
  }

  @Override
  public void processElement(StreamRecord<Passing> element) throws Exception {
    Passing passing = element.getValue();
    if (passing instanceof Passing.Routed routed) {
      for (Passing.Part part : routed.parts()) {
        Evaluation evaluation = rules.running(EvaluationKey.evaluationId(part.key()));
        if (evaluation != null) {
          setCurrentKey(part.key());
          call(evaluation, part.key(), part.signal());
        }
      }
    } else if (passing instanceof Passing.Clock clock) {
      clock(clock.appId()).hear(clock.from(), clock.timeMs(), clock.idle(), now());
      goOn(clock.appId());
    } else if (passing instanceof Passing.Change change) {
      RuleBook.Step step = rules.take(change.rule());
      if (step != null) {
        changed(step);
      }
    } else if (passing instanceof Passing.Failure failure) {
      RuleBook.Step step = rules.fail(failure.subject(), failure.sequence(), failure.reason());
      if (step != null) {
        changed(step);
      }
    } else if (passing instanceof Passing.Started && !started) {
      started = true;
      forget(key -> rules.running(EvaluationKey.evaluationId(key)) == null);
    }
  }

  private void changed(RuleBook.Step step) {
    Evaluation gone = step.ended();
    if (gone != null) {
      ended.add(gone.id());
      toStart.remove(gone);
    }
    Evaluation begun = step.begun();
    if (begun != null && begun.startsAlone() && isMine(EvaluationKey.of(begun.id(), WHOLE_APP))) {
      toStart.add(begun);
    }
    report(step.after(), step.after().state(), 0, 0);
  }

  private boolean isMine(String key) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
            key, task().getMaxNumberOfParallelSubtasks(), task().getNumberOfParallelSubtasks())
        == task().getIndexOfThisSubtask();
  }

  /** Brings the current key's state and what has come together. */
  private void call(Evaluation evaluation, String key, @Nullable Signal signal) throws Exception {
    long began = System.nanoTime();
    Kept kept = states.value();
    if (kept == null && signal == null) {
      return; // the timer of a state that is no more
    }
    answer.evaluation = evaluation;
    answer.key = key;
    AppClock clock = clock(evaluation.rule().app());
    if (signal != null) {
      clock.event();
    }
    long watermark = watermark(clock);
    String scopeKey = EvaluationKey.scopeKey(key);
    try {
      KeyState state = kept == null ? evaluation.newState() : kept.state(evaluation);
      if (signal == null) {
        evaluation.onTimer(scopeKey, state, watermark, answer);
      } else {
        evaluation.onSignal(scopeKey, state, signal, watermark, answer);
      }
      keep(kept, state);
    } catch (RuntimeException e) {
      failed(evaluation, e);
    }
    nanos.inc(System.nanoTime() - began);
    answer.emit();
  }

  private void keep(@Nullable Kept kept, KeyState state) throws Exception {
    if (!state.isEmpty()) {
      states.update(kept == null ? new Kept(state) : kept);
    } else if (kept != null) {
      states.clear();
    }
  }

  private void failed(Evaluation evaluation, RuntimeException why) {
    LOG.error("event=rule_evaluation_failed rule={}", evaluation.id(), why);
    String subject = StreamNames.ruleSubject(evaluation.rule().app(), evaluation.rule().id());
    RuleBook.Entry entry = rules.entry(subject);
    RuleBook.Step step =
        entry == null ? null : rules.fail(subject, entry.message().sequence(), why.toString());
    if (step != null) {
      changed(step);
    }
  }

  /** Event time of an app has moved, perhaps. */
  private void goOn(String appId) throws Exception {
    long watermark = watermark(clock(appId));
    if (watermark == Long.MIN_VALUE) {
      return;
    }
    for (Iterator<Evaluation> waiting = toStart.iterator(); waiting.hasNext(); ) {
      Evaluation evaluation = waiting.next();
      if (evaluation.rule().app().equals(appId)) {
        waiting.remove();
        start(evaluation, watermark);
      }
    }
    // What is called may ask for another timer that is due already.
    for (List<String> due = timers.due(appId, watermark);
        !due.isEmpty();
        due = timers.due(appId, watermark)) {
      for (String key : due) {
        Evaluation evaluation = rules.running(EvaluationKey.evaluationId(key));
        if (evaluation != null) {
          setCurrentKey(key);
          call(evaluation, key, null);
        }
      }
    }
  }

  private void start(Evaluation evaluation, long watermark) throws Exception {
    String key = EvaluationKey.of(evaluation.id(), WHOLE_APP);
    setCurrentKey(key);
    if (states.value() != null) {
      return; // it began before the checkpoint
    }
    answer.evaluation = evaluation;
    answer.key = key;
    try {
      KeyState state = evaluation.newState();
      evaluation.onStart(state, watermark + 1, watermark, answer);
      keep(null, state);
    } catch (RuntimeException e) {
      failed(evaluation, e);
    }
    answer.emit();
  }

  private void tickLater() {
    // What a timer throws fails the task by itself.
    var unused = getProcessingTimeService().registerTimer(now() + TICK_MS, time -> tick());
  }

  private void tick() throws Exception {
    clocks.values().forEach(clock -> clock.look(now()));
    if (started) {
      for (String app : List.copyOf(clocks.keySet())) {
        goOn(app);
      }
    }
    forgetEnded();
    reportCounts();
    tickLater();
  }

  private void forgetEnded() throws Exception {
    if (!ended.isEmpty()) {
      Set<String> ids = Set.copyOf(ended);
      ended.clear();
      forget(key -> ids.contains(EvaluationKey.evaluationId(key)));
    }
  }

  private void forget(java.util.function.Predicate<String> fits) {
    timers.removeIf(fits);
    for (String key : keys()) {
      if (fits.test(key)) {
        setCurrentKey(key);
        states.clear();
      }
    }
  }

  private void reportCounts() {
    counts.forEach(
        (subject, count) -> {
          RuleBook.Entry entry = rules.entry(subject);
          if (entry != null && !entry.state().equals(RuleReport.DELETED)) {
            report(entry, "", count[0], count[1]);
          }
        });
    counts.clear();
  }

  private void report(RuleBook.Entry entry, String state, long raised, long tooLate) {
    output.collect(
        REPORTS,
        new StreamRecord<>(
            new RuleReport(
                entry.message().app(),
                entry.message().rule(),
                entry.message().sequence(),
                task().getIndexOfThisSubtask(),
                task().getNumberOfParallelSubtasks(),
                entry.version(),
                state,
                entry.reason(),
                raised,
                tooLate)));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    reportCounts();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<SavedClock> saved = new ArrayList<>();
    clocks.forEach((app, clock) -> saved.add(clock.saved(app)));
    savedClocks.update(saved);
  }

  /**
   * What the evaluation of the current key says. Alerts leave when it is done: where they cannot,
   * that is no failure of the rule.
   */
  private final class Answer implements Output {
    private final List<AlertMessage> raised = new ArrayList<>();
    private @Nullable Evaluation evaluation;
    private String key = "";

    @Override
    public void alert(Alert alert) {
      alerts.inc();
      count()[0]++;
      raised.add(
          new AlertMessage(
              alert.id(), alert.rule().app(), alert.document().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void timer(long watermarkMs) {
      timers.add(app(key), watermarkMs, key);
    }

    @Override
    public void late(Signal signal) {
      late.inc();
      count()[1]++;
    }

    void emit() {
      for (AlertMessage alert : raised) {
        output.collect(new StreamRecord<>(alert));
      }
      raised.clear();
    }

    private long[] count() {
      Evaluation current = java.util.Objects.requireNonNull(evaluation);
      return counts.computeIfAbsent(
          StreamNames.ruleSubject(current.rule().app(), current.rule().id()),
          unused -> new long[2]);
    }
  }
}
