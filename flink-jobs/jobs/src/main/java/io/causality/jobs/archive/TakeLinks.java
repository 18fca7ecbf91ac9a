package io.causality.jobs.archive;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** The link of each event that carries both ids. */
public final class TakeLinks implements FlatMapFunction<StreamEvent, LinkEvent> {
  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(StreamEvent event, Collector<LinkEvent> out) {
    if (event.linking()) {
      out.collect(
          new LinkEvent(
              event.appId(), event.deviceId(), event.userId(), event.timeMs(), event.streamSeq()));
    }
  }
}
