package io.causality.jobs;

import io.causality.jobs.copies.Copying;
import io.causality.tls.TlsClients;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.core.fs.FileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@link JobsMain} does beside the jobs, for a Flink cluster elsewhere: copies of days,
 * removal of what is to go, and what keeps the stream from filling. {@code CAUSALITY_ARCHIVE_URL}
 * names the REST interface of the cluster that runs the archive. One process at a time.
 */
public final class KeeperMain {
  private static final Logger LOG = LoggerFactory.getLogger(KeeperMain.class);

  private KeeperMain() {}

  /** Runs until the process is stopped. Exits with 2 when the environment is not usable. */
  public static void main(String[] arguments) throws Exception {
    JobsConfig config;
    URI archive;
    try {
      config = JobsConfig.from(System.getenv());
      archive = archive(System.getenv());
    } catch (Environment.BadEnvironmentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Readiness readiness = new Readiness();
    TlsClients.install(config.tls());
    Management management =
        Management.start(
            config.managementHost(),
            config.managementPort(),
            config.tls().ofManagement(),
            readiness::problem);
    FileSystem.initialize(
        FlinkSettings.cluster(config), Plugins.manager(Plugins.folder(System.getenv())));
    NatsSetup.await(config, readiness);
    new Copying(
            "s3://" + config.s3().bucket(),
            () -> NatsSetup.connect(config.nats(), "causality-keeper-copies"),
            new ArchiveRest(archive)::newestCheckpoint,
            config.copies())
        .start();
    StreamTrimmer trimmer = new StreamTrimmer(config.nats(), config.trim());
    trimmer.start();
    management.show(new StreamGauges(config)::values, trimmer::values);
    readiness.ask(Optional::empty);
    LOG.info("event=keeper_started management_port={}", management.port());
    new CountDownLatch(1).await();
  }

  private static URI archive(Map<String, String> values) {
    Environment env = new Environment(values);
    String text = env.required("CAUSALITY_ARCHIVE_URL");
    if (!text.matches("https?://[^/]+/?")) {
      env.problem("CAUSALITY_ARCHIVE_URL must be http://host:port");
    }
    env.throwIfBad();
    return URI.create(text);
  }
}
