package io.causality.functions.trino;

import io.airlift.slice.Slice;
import io.causality.functions.log.LogStore;
import io.trino.spi.block.BlockBuilder;
import io.trino.spi.block.ValueBlock;
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
import io.trino.spi.type.VarcharType;

/** {@code event_log(ts, stream_seq, mask, text)}: the events of a group as bytes. */
@AggregationFunction("event_log")
@Description(
    "Collects events as bytes: time, sequence, a mask of what each matches, a text or null")
public final class EventLogFunction {
  private static final int MICROS_PER_MS = 1000;

  private EventLogFunction() {}

  /** Adds an event. */
  @InputFunction
  public static void input(
      @AggregationState EventLogState state,
      @SqlType("timestamp(3)") long micros,
      @SqlType(StandardTypes.BIGINT) long sequence,
      @SqlType(StandardTypes.BIGINT) long mask,
      @SqlNullable @BlockPosition @SqlType(StandardTypes.VARCHAR) ValueBlock text,
      @BlockIndex int index) {
    LogStore store = state.store();
    long ms = Math.floorDiv(micros, MICROS_PER_MS);
    try {
      if (text.isNull(index)) {
        store.add(state.group(), ms, sequence, mask);
      } else {
        Slice utf8 = VarcharType.VARCHAR.getSlice(text, index);
        store.add(
            state.group(),
            ms,
            sequence,
            mask,
            utf8.byteArray(),
            utf8.byteArrayOffset(),
            utf8.length());
      }
    } catch (RuntimeException e) {
      throw Failures.of(e);
    }
  }

  /** Joins two logs. */
  @CombineFunction
  public static void combine(
      @AggregationState EventLogState state, @AggregationState EventLogState other) {
    try {
      state
          .store()
          .append(
              state.group(),
              other.store().bytes(other.group()),
              0,
              other.store().length(other.group()));
    } catch (RuntimeException e) {
      throw Failures.of(e);
    }
  }

  /** The log; null without events. */
  @OutputFunction(StandardTypes.VARBINARY)
  public static void output(@AggregationState EventLogState state, BlockBuilder out) {
    new EventLogSerializer().serialize(state, out);
  }
}
