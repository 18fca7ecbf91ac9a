package io.causality.flink.nats.testjob;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** One Flink cluster for all tests of this JVM: starting and stopping one takes ten seconds. */
final class TestCluster {
  private static final int SLOTS = 8;
  private static final TestCluster SHARED = new TestCluster();

  private final MiniCluster cluster;

  private TestCluster() {
    var configuration =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(new Configuration())
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(SLOTS)
            .withRandomPorts()
            .build();
    cluster = new MiniCluster(configuration);
    try {
      cluster.start();
    } catch (Exception e) {
      throw new IllegalStateException("no Flink cluster", e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> cluster.closeAsync().join()));
  }

  static RunningJob submit(JobGraph job) throws Exception {
    var id = SHARED.cluster.submitJob(job).get(60, TimeUnit.SECONDS).getJobID();
    CompletableFuture<JobResult> result = SHARED.cluster.requestJobResult(id);
    return new RunningJob(SHARED.cluster, id, result);
  }
}
