package io.causality.flink.nats.testjob;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job on the {@link TestCluster}. Closing it cancels it and waits until it is gone. */
public final class RunningJob implements AutoCloseable {
  private final MiniCluster cluster;
  private final JobID id;
  private final CompletableFuture<JobResult> result;

  RunningJob(MiniCluster cluster, JobID id, CompletableFuture<JobResult> result) {
    this.cluster = cluster;
    this.id = id;
    this.result = result;
  }

  /** Takes a savepoint, stops, and returns the savepoint's path. */
  public String stop(Path folder) throws Exception {
    var path =
        cluster
            .stopWithSavepoint(id, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
    result.get(60, TimeUnit.SECONDS);
    return path;
  }

  /** Waits for the job to fail, and returns with what. */
  public Throwable failure() throws Exception {
    return result
        .get(60, TimeUnit.SECONDS)
        .getSerializedThrowable()
        .orElseThrow(() -> new AssertionError("the job did not fail"));
  }

  @Override
  public void close() throws Exception {
    if (!result.isDone()) {
      cluster.cancelJob(id).get(60, TimeUnit.SECONDS);
      result.get(60, TimeUnit.SECONDS);
    }
  }
}
