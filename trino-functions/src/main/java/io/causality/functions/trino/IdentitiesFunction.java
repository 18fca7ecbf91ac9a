package io.causality.functions.trino;

import static io.trino.spi.type.BigintType.BIGINT;
import static io.trino.spi.type.TimestampType.TIMESTAMP_MILLIS;
import static io.trino.spi.type.VarcharType.VARCHAR;

import io.airlift.slice.Slice;
import io.airlift.slice.Slices;
import io.causality.functions.people.Identities;
import io.trino.spi.block.ArrayBlockBuilder;
import io.trino.spi.block.BlockBuilder;
import io.trino.spi.block.RowBlockBuilder;
import io.trino.spi.block.ValueBlock;
import io.trino.spi.block.VariableWidthBlock;
import io.trino.spi.function.AggregationFunction;
import io.trino.spi.function.AggregationState;
import io.trino.spi.function.BlockIndex;
import io.trino.spi.function.BlockPosition;
import io.trino.spi.function.CombineFunction;
import io.trino.spi.function.Description;
import io.trino.spi.function.InputFunction;
import io.trino.spi.function.OutputFunction;
import io.trino.spi.function.SqlNullable;
import io.trino.spi.function.SqlType;
import io.trino.spi.type.StandardTypes;
import java.util.List;

/**
 * {@code identities(user_id, device_id, moment, bits, first)}: per user, and per device and moment
 * of events without a user, the bits set and the first time. Events without both names are left
 * out.
 */
@AggregationFunction("identities")
@Description(
    "Per user, else per device and moment: the bits that are set, and the first of the times")
public final class IdentitiesFunction {
  private static final String ROWS = "array(row(varchar,varchar,timestamp(3),bigint,timestamp(3)))";

  private IdentitiesFunction() {}

  /** Adds an event. */
  @InputFunction
  public static void input(
      @AggregationState IdentitiesState state,
      @SqlNullable @BlockPosition @SqlType(StandardTypes.VARCHAR) ValueBlock user,
      @BlockIndex int userIndex,
      @SqlNullable @BlockPosition @SqlType(StandardTypes.VARCHAR) ValueBlock device,
      @BlockIndex int deviceIndex,
      @SqlNullable @BlockPosition @SqlType("timestamp(3)") ValueBlock moment,
      @BlockIndex int momentIndex,
      @SqlType(StandardTypes.BIGINT) long bits,
      @SqlNullable @BlockPosition @SqlType("timestamp(3)") ValueBlock first,
      @BlockIndex int firstIndex) {
    boolean known = !user.isNull(userIndex);
    if (!known && device.isNull(deviceIndex)) {
      return;
    }
    VariableWidthBlock names = (VariableWidthBlock) (known ? user : device);
    int index = known ? userIndex : deviceIndex;
    Slice raw = names.getRawSlice();
    Identities identities = state.identities();
    long before = identities.memoryBytes();
    try {
      identities.add(
          known,
          raw.byteArray(),
          raw.byteArrayOffset() + names.getRawSliceOffset(index),
          names.getSliceLength(index),
          known ? Identities.NONE : time(moment, momentIndex),
          bits,
          time(first, firstIndex));
    } catch (RuntimeException e) {
      throw Failures.of(e);
    }
    grown(state, before);
  }

  private static long time(ValueBlock block, int index) {
    return block.isNull(index) ? Identities.NONE : TIMESTAMP_MILLIS.getLong(block, index);
  }

  private static void grown(IdentitiesState state, long before) {
    long now = state.identities().memoryBytes();
    if (now != before) {
      state.grown(now - before);
    }
  }

  /** Joins two tables. */
  @CombineFunction
  public static void combine(
      @AggregationState IdentitiesState state, @AggregationState IdentitiesState other) {
    Identities identities = state.identities();
    long before = identities.memoryBytes();
    try {
      other.identities().forEach(identities::add);
    } catch (RuntimeException e) {
      throw Failures.of(e);
    }
    grown(state, before);
  }

  /** A row for each identity: user or device, moment or null, bits, first or null. */
  @OutputFunction(ROWS)
  public static void output(@AggregationState IdentitiesState state, BlockBuilder out) {
    ((ArrayBlockBuilder) out)
        .buildEntry(
            rows ->
                state
                    .identities()
                    .forEach(
                        (user, names, offset, length, moment, bits, first) ->
                            ((RowBlockBuilder) rows)
                                .buildEntry(
                                    fields -> {
                                      Slice name = Slices.wrappedBuffer(names, offset, length);
                                      write(fields, user, name);
                                      write(fields.get(2), moment);
                                      BIGINT.writeLong(fields.get(3), bits);
                                      write(fields.get(4), first);
                                    })));
  }

  private static void write(List<BlockBuilder> fields, boolean user, Slice name) {
    VARCHAR.writeSlice(fields.get(user ? 0 : 1), name);
    fields.get(user ? 1 : 0).appendNull();
  }

  private static void write(BlockBuilder field, long time) {
    if (time == Identities.NONE) {
      field.appendNull();
    } else {
      TIMESTAMP_MILLIS.writeLong(field, time);
    }
  }
}
