package io.causality.jobs.detection;

import io.causality.jobs.JobMetrics;
import io.causality.jobs.archive.StreamEvent;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.Signal;
import io.causality.rules.evaluate.Evaluation;
import io.causality.rules.event.Enrichment;
import io.causality.rules.event.EnvelopeEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sends to each rule what it needs of each event: drops copies, finds the person, tests the
 * conditions. Keyed by shares of the devices, so that copies of an event meet in their order, and
 * users and events of a device too.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() before the first element.
public final class RouteEvents extends AbstractStreamOperator<Passing>
    implements OneInputStreamOperator<Passing, Passing> {
  private static final long serialVersionUID = 1L;

  private transient ValueState<DeviceMemory> memories;
  private transient RuleBook rules;
  private transient Map<String, MergedTime> times;
  private transient Enrichment enrichment;
  private transient TaskInfo task;
  private transient String[] targets;
  private transient StreamRecord<Passing> record;
  private transient List<List<Passing.Part>> waiting;
  private transient boolean started;
  private transient Counter routed;
  private transient Counter duplicates;

  @Override
  public void open() throws Exception {
    super.open();
    memories =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("devices", DeviceMemorySerializer.INSTANCE));
    rules = new RuleBook();
    times = new HashMap<>();
    enrichment = new ArchiveColumns();
    task = getRuntimeContext().getTaskInfo();
    targets = Targets.keys(task);
    record = new StreamRecord<>(null);
    waiting = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      waiting.add(new ArrayList<>());
    }
    routed = getMetricGroup().counter(JobMetrics.DETECTION_ROUTED);
    duplicates = getMetricGroup().counter(JobMetrics.DETECTION_DUPLICATES);
  }

  @Override
  public void processElement(StreamRecord<Passing> element) throws Exception {
    Passing passing = element.getValue();
    if (passing instanceof Passing.Event event) {
      event(event.event());
    } else if (passing instanceof Passing.Link link) {
      DeviceMemory memory = memory();
      memory.link(DeviceKeys.device(link.appId(), link.deviceId()), link.userId(), link.timeMs());
      memories.update(memory);
    } else if (passing instanceof Passing.Clock clock) {
      clock(clock);
    } else if (passing instanceof Passing.Change change) {
      if (rules.take(change.rule()) != null) {
        for (String target : targets) {
          emit(new Passing.Change(target, change.rule()));
        }
      }
    } else if (passing instanceof Passing.Started && !started) {
      started = true;
      for (String target : targets) {
        emit(new Passing.Started(target));
      }
    }
  }

  private DeviceMemory memory() throws Exception {
    DeviceMemory memory = memories.value();
    return memory == null ? new DeviceMemory() : memory;
  }

  private void emit(Passing passing) {
    output.collect(record.replace(passing));
  }

  private void clock(Passing.Clock clock) {
    MergedTime merged =
        times.computeIfAbsent(
            clock.appId(), app -> new MergedTime(task.getNumberOfParallelSubtasks()));
    if (merged.hear(clock.from(), clock.timeMs(), clock.idle())) {
      int from = task.getIndexOfThisSubtask();
      for (String target : targets) {
        emit(new Passing.Clock(target, from, clock.appId(), merged.timeMs(), merged.idle()));
      }
    }
  }

  private void event(StreamEvent event) throws Exception {
    DeviceMemory memory = memory();
    boolean first =
        memory.first(event.key(), getProcessingTimeService().getCurrentProcessingTime());
    if (!first) {
      duplicates.inc();
      return;
    }
    String device = DeviceKeys.device(event.appId(), event.deviceId());
    if (event.linking()) {
      memory.link(device, event.userId(), event.timeMs());
    }
    memories.update(memory);
    String person =
        event.userId().isEmpty() && !event.deviceId().isEmpty()
            ? memory.person(device, event.deviceId(), event.timeMs())
            : event.person();
    EnvelopeEvent read = new EnvelopeEvent(event.parse(), person, event.streamSeq(), enrichment);
    route(read);
  }

  private void route(EnvelopeEvent event) {
    try {
      rules.router().route(event, this::keep);
    } catch (RuntimeException e) {
      LOG.warn("event=rule_routing_failed app={}", event.appId(), e);
      waiting.forEach(List::clear);
      routeOneByOne(event);
    }
    for (int i = 0; i < targets.length; i++) {
      List<Passing.Part> parts = waiting.get(i);
      if (!parts.isEmpty()) {
        emit(new Passing.Routed(targets[i], parts));
        routed.inc(parts.size());
        parts.clear();
      }
    }
  }

  private void keep(Evaluation evaluation, String scopeKey, Signal signal) {
    String key = EvaluationKey.of(evaluation.id(), scopeKey);
    waiting.get(Targets.of(key, task)).add(new Passing.Part(key, signal));
  }

  /** Finds out which rule it is that breaks: the others go on. */
  private void routeOneByOne(EnvelopeEvent event) {
    for (Evaluation evaluation : rules.running()) {
      if (!evaluation.rule().app().equals(event.appId())) {
        continue;
      }
      try {
        String scopeKey = evaluation.scopeKey(event);
        Signal signal = scopeKey == null ? null : evaluation.signal(event);
        if (scopeKey != null && signal != null) {
          keep(evaluation, scopeKey, signal);
        }
      } catch (RuntimeException e) {
        fail(evaluation, e);
      }
    }
  }

  private void fail(Evaluation evaluation, RuntimeException why) {
    String subject = StreamNames.ruleSubject(evaluation.rule().app(), evaluation.rule().id());
    RuleBook.Entry entry = rules.entry(subject);
    if (entry != null && rules.fail(subject, entry.message().sequence(), why.toString()) != null) {
      for (String target : targets) {
        emit(new Passing.Failure(target, subject, entry.message().sequence(), why.toString()));
      }
    }
  }
}
