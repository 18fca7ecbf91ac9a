package io.causality.functions.trino;

import io.causality.functions.log.Report;
import io.trino.spi.function.AccumulatorStateFactory;
import io.trino.spi.function.GroupedAccumulatorState;
import java.util.Arrays;
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

  private static final class Grouped implements ReportState, GroupedAccumulatorState {
    private @Nullable Report[] reports = {};
    private int group;
    private long bytes;

    @Override
    public @Nullable Report report() {
      return reports[group];
    }

    @Override
    public void report(@Nullable Report report) {
      reports[group] = report;
    }

    @Override
    public void grown(long more) {
      bytes += more;
    }

    @Override
    public void setGroupId(int groupId) {
      group = groupId;
    }

    @Override
    public void ensureCapacity(int size) {
      if (size > reports.length) {
        reports = Arrays.copyOf(reports, Math.max(size, 2 * reports.length));
      }
    }

    @Override
    public long getEstimatedSize() {
      return bytes + (long) reports.length * BYTES_PER_GROUP;
    }
  }
}
