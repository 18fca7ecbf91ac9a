package io.causality.jobs;

import io.causality.jobs.copies.Copying;
import io.causality.tls.TlsClients;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the jobs until the process is stopped. Exits with 2 when the environment is not usable. */
public final class JobsMain {
  private static final Logger LOG = LoggerFactory.getLogger(JobsMain.class);

  private JobsMain() {}

  /** Takes its configuration from the environment. */
  public static void main(String[] arguments) throws Exception {
    JobsConfig config;
    try {
      config = JobsConfig.from(System.getenv());
    } catch (Environment.BadEnvironmentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    TlsClients.install(config.tls());
    System.exit(run(config));
  }

  private static int run(JobsConfig config) throws Exception {
    Readiness readiness = new Readiness();
    Management management =
        Management.start(
            config.managementHost(),
            config.managementPort(),
            config.tls().ofManagement(),
            readiness::problem);
    LOG.info("event=jobs_started management_port={}", management.port());
    PluginManager plugins = Plugins.manager(Plugins.folder(System.getenv()));
    FileSystem.initialize(FlinkSettings.cluster(config), plugins);
    NatsSetup.await(config, readiness);
    StreamTrimmer trimmer = new StreamTrimmer(config.nats(), config.trim());
    trimmer.start();
    readiness.waitFor("archive job is being submitted");
    ArchiveCluster archive = ArchiveCluster.start(config, plugins);
    readiness.ask(archive::problem);
    new Copying(
            "s3://" + config.s3().bucket(),
            () -> NatsSetup.connect(config.nats(), "causality-jobs-copies"),
            archive::newestCheckpoint,
            config.copies())
        .start();
    try (DetectionRun detection = DetectionRun.start(config, archive)) {
      Map<String, Supplier<JobID>> jobs =
          Map.of("archive", () -> FlinkSettings.ARCHIVE_JOB, "detection", detection::job);
      JobGauges gauges = new JobGauges(config, archive.cluster(), jobs);
      management.show(gauges::values, trimmer::values);
      String reason = archive.awaitEnd();
      LOG.error("event=archive_ended reason={}", reason);
      return 1;
    }
  }
}
