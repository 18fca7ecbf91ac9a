package io.causality.portal.stream;

import io.causality.proto.StreamNames;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfoOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * The streams between portal and detection. Whoever comes first makes them, with the configuration
 * that the jobs use too.
 */
public final class DetectionStreams {
  private static final int NOT_FOUND = 404;
  private static final int NAME_IN_USE = 10_058;
  private static final Duration KEEP_ALERTS = Duration.ofDays(7);
  private static final long MAX_ALERT_BYTES = 1L << 30;
  private static final Duration ALERT_DUPLICATE_WINDOW = Duration.ofHours(2);

  private DetectionStreams() {}

  /** Makes {@link StreamNames#ALERTS} where it is missing. */
  public static void ensureAlerts(JetStreamManagement management, int replicas)
      throws IOException, JetStreamApiException {
    ensure(
        management,
        StreamConfiguration.builder()
            .name(StreamNames.ALERTS)
            .subjects(StreamNames.ALERTS_PREFIX + "*")
            .storageType(StorageType.File)
            .retentionPolicy(RetentionPolicy.Limits)
            .discardPolicy(DiscardPolicy.Old)
            .maxAge(KEEP_ALERTS)
            .maxBytes(MAX_ALERT_BYTES)
            .duplicateWindow(ALERT_DUPLICATE_WINDOW)
            .replicas(replicas)
            .build());
  }

  /** Makes {@link StreamNames#RULES} where it is missing. */
  public static void ensureRules(JetStreamManagement management, int replicas)
      throws IOException, JetStreamApiException {
    ensure(
        management,
        StreamConfiguration.builder()
            .name(StreamNames.RULES)
            .subjects(StreamNames.RULES_PREFIX + "*.*")
            .storageType(StorageType.File)
            .retentionPolicy(RetentionPolicy.Limits)
            .discardPolicy(DiscardPolicy.Old)
            .maxMessagesPerSubject(1)
            .allowDirect(true)
            .replicas(replicas)
            .build());
  }

  /** Subjects of {@link StreamNames#RULES} that hold a message. */
  public static Set<String> ruleSubjects(JetStreamManagement management)
      throws IOException, JetStreamApiException {
    return Set.copyOf(
        management
            .getStreamInfo(
                StreamNames.RULES, StreamInfoOptions.filterSubjects(StreamNames.RULES_PREFIX + ">"))
            .getStreamState()
            .getSubjectMap()
            .keySet());
  }

  private static void ensure(JetStreamManagement management, StreamConfiguration stream)
      throws IOException, JetStreamApiException {
    try {
      management.getStreamInfo(stream.getName());
    } catch (JetStreamApiException e) {
      if (e.getErrorCode() != NOT_FOUND) {
        throw e;
      }
      try {
        management.addStream(stream);
      } catch (JetStreamApiException other) {
        if (other.getApiErrorCode() != NAME_IN_USE) {
          throw other; // in use: the jobs were faster
        }
      }
    }
  }
}
