package io.causality.jobs.archive;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** The traits that an event sets or deletes, one row each. */
public final class TakeTraits implements FlatMapFunction<StreamEvent, TraitRow> {
  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(StreamEvent event, Collector<TraitRow> out) {
    if (event.withTraits()) {
      TraitRow.of(event.parse(), event.streamSeq(), out::collect);
    }
  }
}
