package io.causality.functions.trino;

import io.airlift.slice.Slices;
import io.causality.functions.log.Report;
import io.trino.spi.block.BlockBuilder;
import io.trino.spi.type.VarcharType;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the functions that make reports do alike. */
final class Reports {
  private Reports() {}

  /** Adds the persons of another state, of the same kind. */
  static <R extends Report> void combine(
      ReportState state, ReportState other, Class<R> kind, BiConsumer<R, R> add) {
    @Nullable Report more = other.report();
    if (more == null) {
      return;
    }
    @Nullable Report report = state.report();
    if (report == null) {
      state.report(more);
      state.grown(more.memoryBytes());
    } else {
      long before = report.memoryBytes();
      add.accept(kind.cast(report), kind.cast(more));
      state.grown(report.memoryBytes() - before);
    }
  }

  /** Writes the report; null without persons. */
  static void write(ReportState state, BlockBuilder out) {
    @Nullable Report report = state.report();
    if (report == null) {
      out.appendNull();
    } else {
      VarcharType.VARCHAR.writeSlice(out, Slices.utf8Slice(report.json()));
    }
  }
}
