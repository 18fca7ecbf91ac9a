package io.causality.flink.nats.testjob;

import io.causality.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
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
    Await.until("all tasks run", Duration.ofSeconds(60), this::allTasksRun);
    var path =
        cluster
            .stopWithSavepoint(id, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
    result.get(60, TimeUnit.SECONDS);
    return path;
  }

  private boolean allTasksRun() throws Exception {
    for (var vertex : cluster.getExecutionGraph(id).get().getAllExecutionVertices()) {
      if (vertex.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
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
