package io.causality.functions.trino;

import io.airlift.slice.Slice;
import io.airlift.slice.Slices;
import io.causality.functions.log.LogStore;
import io.trino.spi.block.Block;
import io.trino.spi.block.BlockBuilder;
import io.trino.spi.function.AccumulatorStateSerializer;
import io.trino.spi.type.Type;
import io.trino.spi.type.VarbinaryType;

/** A log as it is; null without events. */
public final class EventLogSerializer implements AccumulatorStateSerializer<EventLogState> {
  @Override
  public Type getSerializedType() {
    return VarbinaryType.VARBINARY;
  }

  @Override
  public void serialize(EventLogState state, BlockBuilder out) {
    LogStore store = state.store();
    int length = store.length(state.group());
    if (length == 0) {
      out.appendNull();
    } else {
      VarbinaryType.VARBINARY.writeSlice(
          out, Slices.wrappedBuffer(store.bytes(state.group()), 0, length));
    }
  }

  @Override
  public void deserialize(Block block, int index, EventLogState state) {
    Slice log = VarbinaryType.VARBINARY.getSlice(block, index);
    state.store().replace(state.group(), log.byteArray(), log.byteArrayOffset(), log.length());
  }
}
