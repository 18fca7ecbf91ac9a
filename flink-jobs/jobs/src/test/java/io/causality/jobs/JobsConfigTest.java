package io.causality.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.causality.jobs.Environment.BadEnvironmentException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobsConfigTest {
  private static final Map<String, String> NEEDED =
      Map.of(
          "CAUSALITY_S3_ENDPOINT", "http://127.0.0.1:9000",
          "CAUSALITY_S3_ACCESS_KEY", "the-access-key",
          "CAUSALITY_S3_SECRET_KEY", "the-secret-key",
          "CAUSALITY_STATE_DIR", "/var/lib/causality/state");

  private static JobsConfig with(String... pairs) {
    Map<String, String> environment = new HashMap<>(NEEDED);
    for (int i = 0; i < pairs.length; i += 2) {
      environment.put(pairs[i], pairs[i + 1]);
    }
    return JobsConfig.from(environment);
  }

  @Test
  void theRestHasDefaults() {
    JobsConfig config = with();

    assertThat(config.nats().url()).isEqualTo("nats://127.0.0.1:4222");
    assertThat(config.events())
        .isEqualTo(new JobsConfig.Events(8, Duration.ofDays(7), 10L << 30, 1));
    assertThat(config.s3().bucket()).isEqualTo("causality");
    assertThat(config.s3().region()).isEqualTo("us-east-1");
    assertThat(config.stateDir()).hasToString("file:///var/lib/causality/state");
    assertThat(config.savepoint()).isEmpty();
    assertThat(config.rollInterval()).isEqualTo(Duration.ofSeconds(4));
    assertThat(config.dedup()).isEqualTo(Duration.ofHours(24));
    assertThat(config.parallelism()).isEqualTo(2);
    assertThat(config.detection()).isEqualTo(new JobsConfig.Detection(1, Duration.ofSeconds(5)));
    assertThat(config.copies().interval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.copies().settle()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.trim())
        .isEqualTo(new StreamTrim.Marks(75, Duration.ofMinutes(30), Duration.ofMinutes(1)));
    assertThat(config.managementHost()).isEqualTo("127.0.0.1");
    assertThat(config.managementPort()).isEqualTo(8082);
  }

  @Test
  void everyKeyIsTaken() {
    JobsConfig config =
        with(
            "CAUSALITY_NATS_URL", "nats://nats:4222",
            "CAUSALITY_NATS_USER", "jobs",
            "CAUSALITY_NATS_PASSWORD", "the-password",
            "CAUSALITY_EVENTS_PARTITIONS", "16",
            "CAUSALITY_EVENTS_MAX_AGE_HOURS", "24",
            "CAUSALITY_EVENTS_MAX_BYTES", "1073741824",
            "CAUSALITY_EVENTS_REPLICAS", "3",
            "CAUSALITY_S3_BUCKET", "lake",
            "CAUSALITY_S3_REGION", "eu-central-1",
            "CAUSALITY_STATE_DIR", "s3://state/jobs",
            "CAUSALITY_SAVEPOINT", "s3://state/savepoint-1",
            "CAUSALITY_ROLL_INTERVAL_MS", "60000",
            "CAUSALITY_ROLL_MAX_BYTES", "134217728",
            "CAUSALITY_BUFFER_BYTES", "268435456",
            "CAUSALITY_DEDUP_HOURS", "168",
            "CAUSALITY_PARALLELISM", "8",
            "CAUSALITY_DETECTION_PARALLELISM", "4",
            "CAUSALITY_DETECTION_CHECKPOINT_MS", "30000",
            "CAUSALITY_COPY_INTERVAL_MS", "1000",
            "CAUSALITY_COPY_SETTLE_MS", "0",
            "CAUSALITY_EVENTS_TRIM_PERCENT", "0",
            "CAUSALITY_EVENTS_KEEP_MINUTES", "90",
            "CAUSALITY_JOBS_MANAGEMENT_HOST", "0.0.0.0",
            "CAUSALITY_JOBS_MANAGEMENT_PORT", "9999");

    assertThat(config.nats().url()).isEqualTo("nats://nats:4222");
    assertThat(config.nats().user()).isEqualTo("jobs");
    assertThat(config.events())
        .isEqualTo(new JobsConfig.Events(16, Duration.ofDays(1), 1L << 30, 3));
    assertThat(config.s3().bucket()).isEqualTo("lake");
    assertThat(config.s3().region()).isEqualTo("eu-central-1");
    assertThat(config.stateDir()).hasToString("s3://state/jobs");
    assertThat(config.savepoint()).contains("s3://state/savepoint-1");
    assertThat(config.rollInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.rollMaxBytes()).isEqualTo(128L << 20);
    assertThat(config.maxBufferedBytes()).isEqualTo(256L << 20);
    assertThat(config.dedup()).isEqualTo(Duration.ofDays(7));
    assertThat(config.parallelism()).isEqualTo(8);
    assertThat(config.detection()).isEqualTo(new JobsConfig.Detection(4, Duration.ofSeconds(30)));
    assertThat(config.copies().interval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.copies().settle()).isZero();
    assertThat(config.trim())
        .isEqualTo(new StreamTrim.Marks(0, Duration.ofMinutes(90), Duration.ofMinutes(1)));
    assertThat(config.managementHost()).isEqualTo("0.0.0.0");
    assertThat(config.managementPort()).isEqualTo(9999);
  }

  @Test
  void allBadKeysAreNamedAtOnce() {
    assertThatThrownBy(
            () ->
                JobsConfig.from(
                    Map.of(
                        "CAUSALITY_NATS_USER", "jobs",
                        "CAUSALITY_DEDUP_HOURS", "a day",
                        "CAUSALITY_PARALLELISM", "0",
                        "CAUSALITY_EVENTS_TRIM_PERCENT", "96",
                        "CAUSALITY_EVENTS_KEEP_MINUTES", "0")))
        .isInstanceOf(BadEnvironmentException.class)
        .hasMessageContainingAll(
            "CAUSALITY_NATS_USER",
            "CAUSALITY_S3_ENDPOINT is missing",
            "CAUSALITY_S3_ACCESS_KEY is missing",
            "CAUSALITY_S3_SECRET_KEY is missing",
            "CAUSALITY_STATE_DIR is missing",
            "CAUSALITY_DEDUP_HOURS",
            "CAUSALITY_PARALLELISM",
            "CAUSALITY_EVENTS_TRIM_PERCENT must be a whole number from 0 to 95",
            "CAUSALITY_EVENTS_KEEP_MINUTES must be a whole number from 1 to 525600");
  }

  @Test
  void secretsAreNotPrinted() {
    JobsConfig config =
        with("CAUSALITY_NATS_USER", "jobs", "CAUSALITY_NATS_PASSWORD", "the-password");

    assertThat(config.toString())
        .doesNotContain("the-access-key", "the-secret-key", "the-password");
  }
}
