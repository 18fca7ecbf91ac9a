package io.causality.functions.trino;

import io.causality.functions.log.LogStore;
import io.trino.spi.function.AccumulatorStateFactory;
import io.trino.spi.function.GroupedAccumulatorState;

/** Makes states of {@code event_log}. */
public final class EventLogStateFactory implements AccumulatorStateFactory<EventLogState> {
  @Override
  public EventLogState createSingleState() {
    Grouped single = new Grouped();
    single.ensureCapacity(1);
    return single;
  }

  @Override
  public EventLogState createGroupedState() {
    return new Grouped();
  }

  private static final class Grouped implements EventLogState, GroupedAccumulatorState {
    private final LogStore store = new LogStore();
    private int group;

    @Override
    public LogStore store() {
      return store;
    }

    @Override
    public int group() {
      return group;
    }

    @Override
    public void setGroupId(int groupId) {
      group = groupId;
    }

    @Override
    public void ensureCapacity(int size) {
      store.ensureCapacity(size);
    }

    @Override
    public long getEstimatedSize() {
      return store.memoryBytes();
    }
  }
}
