package io.causality.functions.trino;

import io.airlift.slice.Slice;
import io.airlift.slice.Slices;
import io.causality.functions.people.Identities;
import io.trino.spi.block.Block;
import io.trino.spi.block.BlockBuilder;
import io.trino.spi.function.AccumulatorStateSerializer;
import io.trino.spi.type.Type;
import io.trino.spi.type.VarbinaryType;

/** Identities as bytes; null for none. */
public final class IdentitiesSerializer implements AccumulatorStateSerializer<IdentitiesState> {
  @Override
  public Type getSerializedType() {
    return VarbinaryType.VARBINARY;
  }

  @Override
  public void serialize(IdentitiesState state, BlockBuilder out) {
    if (state.identities().size() == 0) {
      out.appendNull();
      return;
    }
    try {
      VarbinaryType.VARBINARY.writeSlice(out, Slices.wrappedBuffer(state.identities().toBytes()));
    } catch (RuntimeException e) {
      throw Failures.of(e);
    }
  }

  @Override
  public void deserialize(Block block, int index, IdentitiesState state) {
    state.clear();
    Slice bytes = VarbinaryType.VARBINARY.getSlice(block, index);
    Identities identities = state.identities();
    long before = identities.memoryBytes();
    identities.addAll(bytes.byteArray(), bytes.byteArrayOffset(), bytes.length());
    state.grown(identities.memoryBytes() - before);
  }
}
