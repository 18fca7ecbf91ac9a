package io.causality.functions.trino;

import io.causality.functions.log.LogStore;
import io.trino.spi.function.AccumulatorState;
import io.trino.spi.function.AccumulatorStateMetadata;

/** Logs of one group, or of many with one of them at hand. */
@AccumulatorStateMetadata(
    stateFactoryClass = EventLogStateFactory.class,
    stateSerializerClass = EventLogSerializer.class)
public interface EventLogState extends AccumulatorState {
  /** The logs. */
  LogStore store();

  /** The group at hand. */
  int group();
}
