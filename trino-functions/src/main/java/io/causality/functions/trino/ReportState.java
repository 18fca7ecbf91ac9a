package io.causality.functions.trino;

import io.causality.functions.log.Report;
import io.trino.spi.function.AccumulatorState;
import io.trino.spi.function.AccumulatorStateMetadata;
import org.jspecify.annotations.Nullable;

/** The report of one group, or reports of many with one of them at hand. */
@AccumulatorStateMetadata(
    stateFactoryClass = ReportStateFactory.class,
    stateSerializerClass = ReportSerializer.class)
public interface ReportState extends AccumulatorState {
  /** The report; null before the first row. */
  @Nullable Report report();

  /** Makes it this report. */
  void report(@Nullable Report report);

  /** Says by how many bytes reports have grown. */
  void grown(long bytes);
}
