package io.causality.jobs.detection;

import io.causality.jobs.JobMetrics;
import io.causality.jobs.archive.BatchSplitter;
import io.causality.jobs.archive.CountsHeader;
import io.causality.jobs.archive.Rejection;
import io.causality.jobs.archive.StreamEvent;
import io.causality.jobs.archive.StreamMessage;
import io.causality.proto.StreamNames;
import io.causality.rules.evaluate.Router;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Takes from the stream what rules look at: messages without an app that has rules are not even
 * taken apart. Tells the steps behind it, between the events, of rules, of the time, and of users
 * seen on devices. Keeps nothing in checkpoints: rules are read anew at each start, before the
 * first event, and the rest is learned again.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() before the first element.
public final class PickEvents extends AbstractStreamOperator<Passing>
    implements TwoInputStreamOperator<StreamMessage, RuleMessage, Passing> {
  private static final long serialVersionUID = 1L;

  private static final long RETRY_MS = 500;

  private final RulesAtStart rulesAtStart;
  private final StreamEnd.Factory ends;
  private final int partitions;
  private transient RuleBook rules;
  private transient Set<String> apps;
  private transient Router router;
  private transient AppTimes times;
  private transient LinkCache links;
  private transient String[] targets;
  private transient Splitting splitting;
  private transient StreamRecord<Passing> record;
  private transient boolean announced;
  private transient EndWatch end;
  private transient long readSequence;
  private transient Counter events;

  /**
   * Reads the rules that there are from {@code rulesAtStart}.
   *
   * @param partitions of the stream
   */
  public PickEvents(RulesAtStart rulesAtStart, StreamEnd.Factory ends, int partitions) {
    this.rulesAtStart = rulesAtStart;
    this.ends = ends;
    this.partitions = partitions;
  }

  @Override
  public void open() throws Exception {
    super.open();
    rules = new RuleBook();
    times = new AppTimes(partitions, now());
    links = new LinkCache();
    targets = Targets.keys(getRuntimeContext().getTaskInfo());
    splitting = new Splitting();
    record = new StreamRecord<>(null);
    events = getMetricGroup().counter(JobMetrics.DETECTION_EVENTS);
    for (RuleMessage message : read()) {
      rules.take(message);
    }
    changed();
    int tasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    end = new EndWatch(ends.open(), tasks == 1);
    end.start();
    tickLater();
  }

  private List<RuleMessage> read() throws InterruptedException {
    while (true) {
      try {
        return rulesAtStart.read();
      } catch (IOException e) {
        LOG.warn("event=rules_not_read reason={}", e.toString());
        Thread.sleep(RETRY_MS);
      }
    }
  }

  private void changed() {
    apps = rules.apps();
    router = rules.router();
    times.follow(apps);
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  private void tickLater() {
    // What a timer throws fails the task by itself.
    var unused = getProcessingTimeService().registerTimer(now() + AppTimes.TICK_MS, time -> tick());
  }

  private void tick() {
    announce();
    int task = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    times.tick(
        now(),
        end.allRead(readSequence, now()),
        (app, timeMs, idle) -> {
          for (String target : targets) {
            emit(new Passing.Clock(target, task, app, timeMs, idle));
          }
        });
    tickLater();
  }

  /** Before anything else: the rules of the start. */
  private void announce() {
    if (!announced) {
      announced = true;
      for (String target : targets) {
        rules.messages().forEach(message -> emit(new Passing.Change(target, message)));
        emit(new Passing.Started(target));
      }
    }
  }

  private void emit(Passing passing) {
    output.collect(record.replace(passing));
  }

  @Override
  public void processElement2(StreamRecord<RuleMessage> element) {
    announce();
    if (rules.take(element.getValue()) == null) {
      return;
    }
    changed();
    for (String target : targets) {
      emit(new Passing.Change(target, element.getValue()));
    }
  }

  @Override
  public void processElement1(StreamRecord<StreamMessage> element) {
    announce();
    readSequence = Math.max(readSequence, element.getValue().sequence());
    StreamMessage message = element.getValue();
    times.read(message.partition(), element.getTimestamp(), message.pending());
    if (apps.isEmpty()) {
      return;
    }
    Map<String, Long> counts = CountsHeader.parse(message.counts());
    if (!counts.isEmpty() && counts.keySet().stream().noneMatch(apps::contains)) {
      return;
    }
    splitting.partition = message.partition();
    splitting.storedMs = element.getTimestamp();
    splitting.wallMs = now();
    BatchSplitter.split(message.sequence(), message.data(), counts, splitting);
  }

  @Override
  public void close() throws Exception {
    if (end != null) {
      end.close();
    }
    super.close();
  }

  private final class Splitting implements BatchSplitter.Output {
    private int partition;
    private long storedMs;
    private long wallMs;

    @Override
    public void event(StreamEvent event) {
      if (!apps.contains(event.appId())) {
        return;
      }
      events.inc();
      // A client whose clock is ahead does not take the others' time along.
      times.event(event.appId(), partition, Math.min(event.timeMs(), storedMs), wallMs);
      boolean wanted = router.concerns(event.appId(), event.name());
      boolean news = event.linking() && links.isNew(event);
      if (wanted) {
        emit(new Passing.Event(DeviceKeys.of(event.appId(), event.deviceId(), event.key()), event));
      } else if (news) {
        emit(
            new Passing.Link(
                DeviceKeys.of(event.appId(), event.deviceId(), event.key()),
                event.appId(),
                event.deviceId(),
                event.userId(),
                event.timeMs()));
      }
    }

    @Override
    public void rejection(Rejection rejection) {
      // The archive sends it to the dead letters.
    }
  }

  /** Names of rules' streams, for those who build the source. */
  static String ruleSubjects() {
    return StreamNames.RULES_PREFIX + "*.*";
  }
}
