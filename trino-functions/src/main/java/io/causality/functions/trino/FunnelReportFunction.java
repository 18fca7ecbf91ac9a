package io.causality.functions.trino;

import io.airlift.slice.Slice;
import io.causality.functions.funnel.FunnelReport;
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

/** {@code funnel_report(definition, event_log, person_value)}: a funnel over persons, as JSON. */
@AggregationFunction("funnel_report")
@Description("A funnel over the event logs of persons, as JSON")
public final class FunnelReportFunction {
  private FunnelReportFunction() {}

  /** Adds a person. */
  @InputFunction
  public static void input(
      @AggregationState ReportState state,
      @SqlType(StandardTypes.VARCHAR) Slice definition,
      @SqlType(StandardTypes.VARBINARY) Slice log,
      @SqlNullable @BlockPosition @SqlType(StandardTypes.VARCHAR) ValueBlock personValue,
      @BlockIndex int index) {
    try {
      FunnelReport report = (FunnelReport) state.report();
      long before = 0;
      if (report == null) {
        report = new FunnelReport(definition.toStringUtf8());
        state.report(report);
      } else {
        before = report.memoryBytes();
      }
      String value =
          personValue.isNull(index)
              ? null
              : VarcharType.VARCHAR.getSlice(personValue, index).toStringUtf8();
      report.add(log.byteArray(), log.byteArrayOffset(), log.length(), value);
      state.grown(report.memoryBytes() - before);
    } catch (RuntimeException e) {
      throw Failures.of(e);
    }
  }

  /** Adds the persons of another state. */
  @CombineFunction
  public static void combine(
      @AggregationState ReportState state, @AggregationState ReportState other) {
    Reports.combine(state, other, FunnelReport.class, FunnelReport::add);
  }

  /** The report; null without persons. */
  @OutputFunction(StandardTypes.VARCHAR)
  public static void output(@AggregationState ReportState state, BlockBuilder out) {
    Reports.write(state, out);
  }
}
