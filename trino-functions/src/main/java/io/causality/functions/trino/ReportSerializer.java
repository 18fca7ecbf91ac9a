package io.causality.functions.trino;

import io.airlift.slice.Slice;
import io.airlift.slice.Slices;
import io.causality.functions.funnel.FunnelReport;
import io.causality.functions.log.Report;
import io.causality.functions.paths.PathsReport;
import io.trino.spi.block.Block;
import io.trino.spi.block.BlockBuilder;
import io.trino.spi.function.AccumulatorStateSerializer;
import io.trino.spi.type.Type;
import io.trino.spi.type.VarbinaryType;

/** A byte that tells the kind, then the report's bytes; null without a report. */
public final class ReportSerializer implements AccumulatorStateSerializer<ReportState> {
  private static final byte FUNNEL = 'f';
  private static final byte PATHS = 'p';

  @Override
  public Type getSerializedType() {
    return VarbinaryType.VARBINARY;
  }

  @Override
  public void serialize(ReportState state, BlockBuilder out) {
    Report report = state.report();
    if (report == null) {
      out.appendNull();
      return;
    }
    byte[] bytes = report.bytes();
    Slice whole = Slices.allocate(bytes.length + 1);
    whole.setByte(0, report instanceof FunnelReport ? FUNNEL : PATHS);
    whole.setBytes(1, bytes);
    VarbinaryType.VARBINARY.writeSlice(out, whole);
  }

  @Override
  public void deserialize(Block block, int index, ReportState state) {
    Slice whole = VarbinaryType.VARBINARY.getSlice(block, index);
    byte[] bytes = whole.getBytes(1, whole.length() - 1);
    state.report(whole.getByte(0) == FUNNEL ? FunnelReport.of(bytes) : PathsReport.of(bytes));
  }
}
