package io.causality.jobs.lake;

import io.causality.jobs.JobMetrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Makes the files of a checkpoint visible, after their hours are known to readers, and then says
 * that these hours have changed. Repeating a commit is harmless; one that fails stops the task, and
 * the job comes back with the same files to commit.
 */
final class LakeCommitter implements Committer<LakeCommittable> {
  private static final int THREADS = 4;

  private final LakeFiles files;
  private final HourIndex hours;
  private final ExecutorService executor;
  private final Counter committed;
  private final Counter committedBytes;
  private final Counter committedRows;

  LakeCommitter(LakeFiles files, HourIndex hours, MetricGroup metrics) {
    this.files = files;
    this.hours = hours;
    this.executor =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "lake-commit");
              thread.setDaemon(true);
              return thread;
            });
    this.committed = metrics.counter(JobMetrics.FILES);
    this.committedBytes = metrics.counter(JobMetrics.FILE_BYTES);
    this.committedRows = metrics.counter(JobMetrics.ROWS);
  }

  @Override
  public void commit(Collection<CommitRequest<LakeCommittable>> requests)
      throws IOException, InterruptedException {
    List<LakeCommittable> pending =
        requests.stream().map(CommitRequest::getCommittable).collect(Collectors.toList());
    Set<String> hourKeys =
        pending.stream()
            .flatMap(file -> file.bucket().hourKey().stream())
            .collect(Collectors.toSet());
    hours.ensure(hourKeys);
    List<Future<?>> commits = new ArrayList<>();
    for (LakeCommittable file : pending) {
      commits.add(
          executor.submit(
              () -> {
                files.commit(file);
                return null;
              }));
    }
    for (int i = 0; i < commits.size(); i++) {
      await(commits.get(i));
      committed.inc();
      committedBytes.inc(pending.get(i).bytes());
      committedRows.inc(pending.get(i).rows());
    }
    hours.changed(hourKeys);
  }

  private static void await(Future<?> commit) throws IOException, InterruptedException {
    try {
      commit.get();
    } catch (ExecutionException e) {
      throw new IOException("a file of the lake could not be committed", e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    executor.shutdownNow();
    hours.close();
  }
}
