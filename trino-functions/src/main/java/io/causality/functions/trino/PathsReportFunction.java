package io.causality.functions.trino;

import io.airlift.slice.Slice;
import io.causality.functions.paths.PathsReport;
import io.trino.spi.block.BlockBuilder;
import io.trino.spi.function.AggregationFunction;
import io.trino.spi.function.AggregationState;
import io.trino.spi.function.CombineFunction;
import io.trino.spi.function.Description;
import io.trino.spi.function.InputFunction;
import io.trino.spi.function.OutputFunction;
import io.trino.spi.function.SqlType;
import io.trino.spi.type.StandardTypes;

/** {@code paths_report(definition, event_log)}: the edges of paths, as JSON. */
@AggregationFunction("paths_report")
@Description("Edges of the paths in the event logs of persons, as JSON")
public final class PathsReportFunction {
  private PathsReportFunction() {}

  /** Adds a person. */
  @InputFunction
  public static void input(
      @AggregationState ReportState state,
      @SqlType(StandardTypes.VARCHAR) Slice definition,
      @SqlType(StandardTypes.VARBINARY) Slice log) {
    try {
      PathsReport report = (PathsReport) state.report();
      long before = 0;
      if (report == null) {
        report = new PathsReport(definition.toStringUtf8());
        state.report(report);
      } else {
        before = report.memoryBytes();
      }
      report.add(log.byteArray(), log.byteArrayOffset(), log.length());
      state.grown(report.memoryBytes() - before);
    } catch (RuntimeException e) {
      throw Failures.of(e);
    }
  }

  /** Adds the persons of another state. */
  @CombineFunction
  public static void combine(
      @AggregationState ReportState state, @AggregationState ReportState other) {
    Reports.combine(state, other, PathsReport.class, PathsReport::add);
  }

  /** The report; null without persons. */
  @OutputFunction(StandardTypes.VARCHAR)
  public static void output(@AggregationState ReportState state, BlockBuilder out) {
    Reports.write(state, out);
  }
}
