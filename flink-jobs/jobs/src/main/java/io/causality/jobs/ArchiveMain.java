package io.causality.jobs;

/**
 * Submits the archive to the Flink cluster that runs this class, as an application does. Files,
 * where checkpoints go and who restores them are the cluster's affair; what {@link JobsMain} does
 * beside the jobs, {@link KeeperMain} does.
 */
public final class ArchiveMain {
  private ArchiveMain() {}

  /** Takes its configuration from the environment. */
  public static void main(String[] arguments) throws Exception {
    JobsConfig config = JobsConfig.from(System.getenv());
    NatsSetup.await(config, new Readiness());
    ArchiveCluster.environment(config).execute("archive");
  }
}
