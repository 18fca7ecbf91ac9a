package io.causality.jobs.archive;

import io.causality.jobs.JobMetrics;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages apart into events; what is not fit for the lake leaves by {@link #DEAD_LETTERS}.
 * Says in {@link #PROGRESS}, before each checkpoint's barrier, how far it has come.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() before the first element.
public final class SplitBatch extends AbstractStreamOperator<StreamEvent>
    implements OneInputStreamOperator<StreamMessage, StreamEvent> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(SplitBatch.class);

  /** Encoded {@code DeadLetter}s. */
  public static final OutputTag<byte[]> DEAD_LETTERS =
      new OutputTag<>("dead-letters", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /** Positions and dead letters since the last checkpoint. */
  public static final OutputTag<ProgressDelta> PROGRESS =
      new OutputTag<>("split-progress", Types.POJO(ProgressDelta.class));

  private transient Progress progress;
  private transient Splitting splitting;
  private transient StreamRecord<StreamEvent> record;
  private transient Counter events;
  private transient Counter deadLetters;

  @Override
  public void open() throws Exception {
    super.open();
    progress = new Progress();
    splitting = new Splitting();
    record = new StreamRecord<>(null);
    events = getMetricGroup().counter(JobMetrics.EVENTS);
    deadLetters = getMetricGroup().counter(JobMetrics.DEAD_LETTERS);
  }

  @Override
  public void processElement(StreamRecord<StreamMessage> element) {
    StreamMessage message = element.getValue();
    splitting.message = message;
    Map<String, Long> counts = CountsHeader.parse(message.counts());
    BatchSplitter.split(message.sequence(), message.data(), counts, splitting);
    progress.position(message.partition(), message.sequence());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    if (!progress.isEmpty()) {
      output.collect(PROGRESS, new StreamRecord<>(progress.drain()));
    }
  }

  private final class Splitting implements BatchSplitter.Output {
    private @Nullable StreamMessage message;

    @Override
    public void event(StreamEvent event) {
      events.inc();
      output.collect(record.replace(event));
    }

    @Override
    public void rejection(Rejection rejection) {
      events.inc(rejection.events());
      deadLetters.inc(rejection.events());
      progress.deadLetters(rejection.appId(), rejection.events());
      StreamMessage origin = Objects.requireNonNull(message, "no message is being split");
      LOG.warn(
          "event=dead_letter app={} reason={} events={} stream_seq={} message={}",
          rejection.appId(),
          rejection.reason().code(),
          rejection.events(),
          rejection.streamSeq(),
          origin.id());
      output.collect(
          DEAD_LETTERS,
          new StreamRecord<>(rejection.toDeadLetter(origin.subject(), System.currentTimeMillis())));
    }
  }
}
