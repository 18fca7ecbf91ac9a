package io.causality.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ScaleTest {
  private static final double MIB = 1 << 20;
  private static final int CHECKPOINTS = 1_000;

  private static Archive archive(int writers, double bufferBytes) {
    return new Archive(10, writers, 700, 64 * MIB, bufferBytes);
  }

  private static double simulated(Archive archive, Workload workload) {
    return new FileSimulation(archive, workload, 1).run(CHECKPOINTS)
        * (86_400 / archive.checkpointSeconds())
        / CHECKPOINTS;
  }

  @Test
  void aSteadyAppHasAFileForEachCheckpoint() {
    Workload steady = new Workload(1_000, 1, 0, 1);
    assertThat(archive(2, 64 * MIB).filesPerDay(steady)).isCloseTo(8_640, within(1e-6));
    assertThat(simulated(archive(2, 64 * MIB), steady)).isCloseTo(8_640, within(1e-6));
  }

  @Test
  void aRareAppHasAFileForEachEvent() {
    Workload rare = new Workload(0.001, 1, 0, 1);
    assertThat(archive(2, 64 * MIB).filesPerDay(rare))
        .isCloseTo(86.4, Percentage.withPercentage(1));
    assertThat(simulated(archive(2, 64 * MIB), rare))
        .isCloseTo(86.4, Percentage.withPercentage(30));
  }

  @Test
  void theFormulaCountsWhatTheSimulationDoesAsLongAsMemoryIsThere() {
    for (int apps : new int[] {1, 10, 100}) {
      Workload workload = new Workload(2_000, apps, 0.01, 24);
      Archive archive = archive(4, 1_000 * MIB);
      assertThat(archive.filesPerDay(workload))
          .as(apps + " apps")
          .isCloseTo(simulated(archive, workload), Percentage.withPercentage(2));
    }
  }

  @Test
  void wholeFilesAreCountedToo() {
    Workload hot = new Workload(50_000, 1, 0, 1);
    Archive archive = archive(1, 1_000 * MIB);
    assertThat(archive.filesPerDay(hot)).isEqualTo(6 * 8_640.0);
    assertThat(simulated(archive, hot)).isEqualTo(6 * 8_640.0);
  }

  @Test
  void whereMemoryIsFullThereAreMoreFilesThanTheFormulaSays() {
    Workload many = new Workload(40_000, 100, 0.01, 24);
    assertThat(simulated(archive(2, 64 * MIB), many))
        .isGreaterThan(1.01 * archive(2, 64 * MIB).filesPerDay(many));
  }

  @Test
  void theStateHoldsWhatIsKnownAndSomeThatHasExpired() {
    for (double firstLevel : new double[] {1_000, 30_000, 1_000_000}) {
      StateSimulation state = new StateSimulation(100, 86_400, firstLevel, 240);
      assertThat(state.run(0.5))
          .as("nothing has expired")
          .isCloseTo(state.live() / 2, Percentage.withPercentage(1));
      double settled = state.run(5.5);
      assertThat(settled / state.live()).isBetween(1.0, 2.0);
      assertThat(state.run(2) / settled).as("it does not grow").isCloseTo(1, within(0.1));
    }
  }

  @Test
  void tenTimesTheEventsNeedTenTimesTheCoresButNotTheFiles() {
    Costs costs = Costs.measured();
    Needs small = Needs.of(new Workload(1_000, 10, 0, 1), costs, 10, 24);
    Needs large = Needs.of(new Workload(10_000, 10, 0, 1), costs, 10, 24);
    assertThat(large.archiveCores() / small.archiveCores()).isCloseTo(10, within(1e-9));
    assertThat(large.filesPerDay()).isLessThan(1.1 * small.filesPerDay());
    assertThat(large.archiveTasks()).isGreaterThanOrEqualTo(small.archiveTasks());
    assertThat(large.partitions()).isGreaterThanOrEqualTo(2 * large.archiveTasks());
    assertThat(Integer.bitCount(large.partitions())).isOne();
  }

  /** What docs/scale.md says of late events: a few of them have more files than all others. */
  @Test
  void aFewLateEventsAreMostOfTheFiles() {
    Workload late = new Workload(1_000, 10, 0.01, 24);
    Workload onTime = new Workload(1_000, 10, 0, 1);
    Archive often = archive(2, 64 * MIB);
    assertThat(often.filesPerDay(late)).isGreaterThan(5 * often.filesPerDay(onTime));
  }
}
