package io.causality.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.jobs.JobMetrics;
import io.causality.jobs.LakeReader;
import io.causality.jobs.TestEvents;
import io.causality.jobs.archive.SplitForTests;
import io.causality.jobs.archive.StreamEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.mocks.MockCommitRequest;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeWriterTest {
  private static final long HOUR_MS = 3_600_000;
  private static final long MAX_BUFFERED = 512 * 1024;

  @TempDir Path folder;

  private final Map<String, Gauge<?>> gauges = new HashMap<>();
  private final Set<String> hours = new HashSet<>();
  private int visibleWhenChanged;

  private String root() {
    return folder.toUri().toString();
  }

  private LakeWriter<StreamEvent> writer(long maxFileBytes) throws Exception {
    var metrics =
        new UnregisteredMetricsGroup() {
          @Override
          public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(name, gauge);
            return gauge;
          }
        };
    return new LakeWriter<>(
        new EventRows(),
        new LakeFiles(new org.apache.flink.core.fs.Path(root())),
        MAX_BUFFERED,
        maxFileBytes,
        metrics);
  }

  private void commit(Collection<LakeCommittable> files) throws Exception {
    HourIndex index =
        new HourIndex() {
          @Override
          public void ensure(Collection<String> keys) {
            hours.addAll(keys);
          }

          @Override
          public void changed(Collection<String> keys) throws IOException {
            visibleWhenChanged = LakeReader.files(root(), "events").size();
          }

          @Override
          public void close() {}
        };
    try (LakeCommitter committer =
        new LakeCommitter(
            new LakeFiles(new org.apache.flink.core.fs.Path(root())),
            index,
            new UnregisteredMetricsGroup())) {
      List<org.apache.flink.api.connector.sink2.Committer.CommitRequest<LakeCommittable>> requests =
          new ArrayList<>();
      for (LakeCommittable file : files) {
        requests.add(new MockCommitRequest<>(throughACheckpoint(file)));
      }
      committer.commit(requests);
    }
  }

  private static LakeCommittable throughACheckpoint(LakeCommittable file) throws Exception {
    LakeCommittable.Serializer serializer = new LakeCommittable.Serializer();
    return serializer.deserialize(serializer.getVersion(), serializer.serialize(file));
  }

  private static StreamEvent event(int i, int hoursBack) {
    return SplitForTests.events(
            TestEvents.event("e" + i).setTimestampMs(TestEvents.TIME_MS - hoursBack * HOUR_MS))
        .get(0);
  }

  @Test
  void twoThousandBucketsNeedNoMoreMemoryThanOne() throws Exception {
    SinkWriter.Context context = null;
    Collection<LakeCommittable> files;
    try (LakeWriter<StreamEvent> writer = writer(MAX_BUFFERED)) {
      for (int i = 0; i < 4_000; i++) {
        writer.write(event(i, i % 2_000), context);
        assertThat((Long) gauges.get(JobMetrics.BUFFERED_BYTES).getValue())
            .isLessThan(MAX_BUFFERED);
      }
      files = writer.prepareCommit();
      assertThat((Long) gauges.get(JobMetrics.BUFFERED_BYTES).getValue()).isZero();
    }
    assertThat(LakeReader.files(root(), "events")).isEmpty();

    commit(files);

    List<LakeReader.Row> rows = LakeReader.rows(root(), "events");
    assertThat(rows).hasSize(4_000);
    assertThat(rows.stream().map(row -> row.get("event_id")).distinct()).hasSize(4_000);
    assertThat(rows.stream().map(LakeReader.Row::folder).distinct()).hasSize(2_000);
    assertThat(hours).hasSize(2_000);
    assertThat(visibleWhenChanged).as("files seen when readers were told").isEqualTo(files.size());
  }

  @Test
  void aBucketHasOneFilePerCheckpointUntilItIsTooLarge() throws Exception {
    try (LakeWriter<StreamEvent> writer = writer(64 * 1024)) {
      for (int i = 0; i < 100; i++) {
        writer.write(event(i, 0), null);
      }
      assertThat(writer.prepareCommit()).hasSize(1);
      for (int i = 0; i < 400; i++) {
        writer.write(event(i, 0), null);
      }
      assertThat(writer.prepareCommit()).hasSizeBetween(2, 5);
      assertThat(writer.prepareCommit()).isEmpty();
    }
  }

  @Test
  void repeatingACommitIsHarmless() throws Exception {
    Collection<LakeCommittable> files;
    try (LakeWriter<StreamEvent> writer = writer(MAX_BUFFERED)) {
      writer.write(event(1, 0), null);
      files = writer.prepareCommit();
    }

    commit(files);
    commit(files);

    assertThat(LakeReader.rows(root(), "events")).hasSize(1);
  }

  @Test
  void aCarriedFileComesThroughACheckpoint() throws Exception {
    LakeCommittable file =
        new LakeCommittable(
            Bucket.ofApp("shop"),
            new LakeCommittable.Carried(
                "s3://lake/traits/app_id=shop/x.parquet", new byte[] {1, 2}),
            2,
            1);

    LakeCommittable read = throughACheckpoint(file);

    assertThat(read.bucket()).isEqualTo(file.bucket());
    assertThat(read.rows()).isEqualTo(1);
    assertThat(read.pending())
        .isInstanceOfSatisfying(
            LakeCommittable.Carried.class,
            carried -> {
              assertThat(carried.path()).isEqualTo("s3://lake/traits/app_id=shop/x.parquet");
              assertThat(carried.content()).containsExactly(1, 2);
            });
  }
}
