package io.causality.functions.trino;

import io.causality.functions.log.Report;
import io.trino.spi.function.AccumulatorStateFactory;
import org.jspecify.annotations.Nullable;

/** Makes states of reports. */
public final class ReportStateFactory implements AccumulatorStateFactory<ReportState> {
  private static final int BYTES_PER_GROUP = 400;

  @Override
  public ReportState createSingleState() {
    Grouped single = new Grouped();
    single.ensureCapacity(1);
    return single;
  }

  @Override
  public ReportState createGroupedState() {
    return new Grouped();
  }

  private static final class Grouped extends GroupedObjects<Report> implements ReportState {
    Grouped() {
      super(BYTES_PER_GROUP);
    }

    @Override
    public @Nullable Report report() {
      return object();
    }

    @Override
    public void report(@Nullable Report report) {
      object(report);
    }
  }
}
