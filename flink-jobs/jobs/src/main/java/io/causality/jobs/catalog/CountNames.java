package io.causality.jobs.catalog;

import io.causality.jobs.archive.StreamEvent;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts names where the events are, and says before each checkpoint's barrier what was counted: a
 * few deltas for thousands of events. Keeps no state, since at a barrier it holds nothing.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() before the first element.
public final class CountNames extends AbstractStreamOperator<CatalogDelta>
    implements OneInputStreamOperator<StreamEvent, CatalogDelta> {
  private static final long serialVersionUID = 1L;

  private transient NameTally tally;

  @Override
  public void open() throws Exception {
    super.open();
    tally = new NameTally();
  }

  @Override
  public void processElement(StreamRecord<StreamEvent> element) {
    if (tally.isFull()) {
      drain();
    }
    tally.add(element.getValue());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    drain();
  }

  private void drain() {
    tally.drain(delta -> output.collect(new StreamRecord<>(delta)));
  }
}
