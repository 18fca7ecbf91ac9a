package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.jobs.copies.Copying;
import io.causality.tls.TlsSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the environment says to the jobs. Immutable.
 *
 * @param nats how to reach NATS
 * @param events the stream of events, as the gateway makes it too
 * @param s3 the object store that holds the lake
 * @param stateDir URI of the folder of checkpoints
 * @param savepoint start from here instead of the newest checkpoint, once
 * @param rollInterval time between checkpoints, which is the longest that a row waits for its file
 * @param rollMaxBytes rows of one file, by their size in memory
 * @param maxBufferedBytes rows of one task that wait in memory
 * @param dedup how long after its first copy an event's id is known
 * @param parallelism tasks per operator of the archive
 * @param detection the job beside the archive
 * @param copies how often copies of days are made
 * @param trim when what has been read is taken out of the stream
 * @param managementHost address of the management port
 * @param managementPort 0 for any free one
 * @param tls certificates for and of those that it speaks to
 */
public record JobsConfig(
    NatsConnectionOptions nats,
    Events events,
    S3 s3,
    URI stateDir,
    Optional<String> savepoint,
    Duration rollInterval,
    long rollMaxBytes,
    long maxBufferedBytes,
    Duration dedup,
    int parallelism,
    Detection detection,
    Copying.Settings copies,
    StreamTrim.Marks trim,
    String managementHost,
    int managementPort,
    TlsSettings tls) {

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  /** The stream of events. */
  public record Events(int partitions, Duration maxAge, long maxBytes, int replicas) {}

  /**
   * The detection.
   *
   * @param checkpointInterval time between checkpoints, which is how much is read again after a
   *     failure
   */
  public record Detection(int parallelism, Duration checkpointInterval) {}

  /** An object store; prints without its secret. */
  public record S3(
      String endpoint, String accessKey, String secretKey, String bucket, String region) {
    @Override
    public String toString() {
      return "S3[endpoint="
          + endpoint
          + ", bucket="
          + bucket
          + ", region="
          + region
          + ", keys=***]";
    }
  }

  /**
   * Reads the configuration.
   *
   * @throws Environment.BadEnvironmentException naming every bad or missing key
   */
  public static JobsConfig from(Map<String, String> environment) {
    Environment env = new Environment(environment);
    String natsUrl = env.text("CAUSALITY_NATS_URL", "nats://127.0.0.1:4222");
    Optional<String> natsUser = env.optional("CAUSALITY_NATS_USER");
    Optional<String> natsPassword = env.optional("CAUSALITY_NATS_PASSWORD");
    if (natsUser.isPresent() != natsPassword.isPresent()) {
      env.problem("CAUSALITY_NATS_USER and CAUSALITY_NATS_PASSWORD go together");
    }
    Events events =
        new Events(
            (int) env.number("CAUSALITY_EVENTS_PARTITIONS", 8, 1, 1024),
            Duration.ofHours(env.number("CAUSALITY_EVENTS_MAX_AGE_HOURS", 168, 1, 24 * 365)),
            env.number("CAUSALITY_EVENTS_MAX_BYTES", 10 * GIB, MIB, Long.MAX_VALUE),
            (int) env.number("CAUSALITY_EVENTS_REPLICAS", 1, 1, 5));
    S3 s3 =
        new S3(
            env.required("CAUSALITY_S3_ENDPOINT"),
            env.required("CAUSALITY_S3_ACCESS_KEY"),
            env.required("CAUSALITY_S3_SECRET_KEY"),
            env.text("CAUSALITY_S3_BUCKET", "causality"),
            env.text("CAUSALITY_S3_REGION", "us-east-1"));
    URI stateDir = stateDir(env);
    Duration rollInterval =
        Duration.ofMillis(env.number("CAUSALITY_ROLL_INTERVAL_MS", 4_000, 100, 3_600_000));
    long rollMaxBytes = env.number("CAUSALITY_ROLL_MAX_BYTES", 64 * MIB, 64 * 1024, GIB);
    long maxBufferedBytes = env.number("CAUSALITY_BUFFER_BYTES", 64 * MIB, 64 * 1024, 16 * GIB);
    Duration dedup = Duration.ofHours(env.number("CAUSALITY_DEDUP_HOURS", 24, 1, 24 * 90));
    int parallelism = (int) env.number("CAUSALITY_PARALLELISM", 2, 1, 128);
    Detection detection =
        new Detection(
            (int) env.number("CAUSALITY_DETECTION_PARALLELISM", 1, 1, 128),
            Duration.ofMillis(
                env.number("CAUSALITY_DETECTION_CHECKPOINT_MS", 5_000, 100, 3_600_000)));
    Copying.Settings copies =
        new Copying.Settings(
            Duration.ofMillis(env.number("CAUSALITY_COPY_INTERVAL_MS", 60_000, 100, 86_400_000)),
            Duration.ofMillis(env.number("CAUSALITY_COPY_SETTLE_MS", 300_000, 0, 86_400_000)));
    StreamTrim.Marks trim =
        StreamTrim.Marks.of(
            (int) env.number("CAUSALITY_EVENTS_TRIM_PERCENT", 75, 0, 95),
            Duration.ofMinutes(env.number("CAUSALITY_EVENTS_KEEP_MINUTES", 30, 1, 525_600)));
    String host = env.text("CAUSALITY_JOBS_MANAGEMENT_HOST", "127.0.0.1");
    int port = (int) env.number("CAUSALITY_JOBS_MANAGEMENT_PORT", 8082, 0, 65_535);
    Optional<String> savepoint = env.optional("CAUSALITY_SAVEPOINT");
    TlsSettings tls = TlsSettings.of(environment, env::problem);
    env.throwIfBad();
    return new JobsConfig(
        NatsConnectionOptions.of(natsUrl)
            .withCredentials(natsUser.orElse(null), natsPassword.orElse(null)),
        events,
        s3,
        stateDir,
        savepoint,
        rollInterval,
        rollMaxBytes,
        maxBufferedBytes,
        dedup,
        parallelism,
        detection,
        copies,
        trim,
        host,
        port,
        tls);
  }

  /**
   * The certificates alone.
   *
   * @throws Environment.BadEnvironmentException naming every bad key
   */
  static TlsSettings tls(Map<String, String> environment) {
    Environment env = new Environment(environment);
    TlsSettings tls = TlsSettings.of(environment, env::problem);
    env.throwIfBad();
    return tls;
  }

  private static URI stateDir(Environment env) {
    String text = env.required("CAUSALITY_STATE_DIR");
    try {
      return text.contains("://")
          ? URI.create(text)
          : Path.of(text).toAbsolutePath().normalize().toUri();
    } catch (IllegalArgumentException e) {
      env.problem("CAUSALITY_STATE_DIR is neither a path nor a URI: " + text);
      return URI.create("file:///");
    }
  }
}
