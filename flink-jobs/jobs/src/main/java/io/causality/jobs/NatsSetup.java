package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.proto.StreamNames;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.KeyValueManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the streams and the buckets that the jobs need, where nobody has made them yet; the gateway
 * makes {@code EVENTS} with the same settings. What exists is left as it is.
 */
final class NatsSetup {
  private static final Logger LOG = LoggerFactory.getLogger(NatsSetup.class);
  private static final long RETRY_MS = 1_000;
  private static final int STREAM_NOT_FOUND = 10059;
  private static final int STREAM_NAME_IN_USE = 10058;
  private static final Duration DUPLICATE_WINDOW = Duration.ofSeconds(30);
  private static final Duration KEEP_DEAD_LETTERS = Duration.ofDays(30);
  private static final long MAX_DEAD_LETTER_BYTES = 1L << 30;

  private static final Duration KEEP_ALERTS = Duration.ofDays(7);
  private static final long MAX_ALERT_BYTES = 1L << 30;

  /** Longer than any replay after a failure: the job publishes alerts without waiting. */
  private static final Duration ALERT_DUPLICATE_WINDOW = Duration.ofHours(2);

  private NatsSetup() {}

  /** Connects once, and from then on reconnects for ever. */
  static Connection connect(NatsConnectionOptions nats, String name)
      throws IOException, InterruptedException {
    Options.Builder options =
        new Options.Builder()
            .servers(nats.url().split(",", -1))
            .connectionName(name)
            .connectionTimeout(nats.connectTimeout())
            .maxReconnects(-1)
            .reconnectWait(Duration.ofMillis(200));
    if (nats.user() != null && nats.password() != null) {
      options.userInfo(nats.user().toCharArray(), nats.password().toCharArray());
    }
    return Nats.connect(options.build());
  }

  /** Returns when everything exists, however long NATS is away; tells meanwhile what is missing. */
  static void await(JobsConfig config, Readiness readiness) throws InterruptedException {
    while (true) {
      try {
        ensure(config);
        return;
      } catch (IOException e) {
        readiness.waitFor("NATS: " + e.getMessage());
        LOG.warn("event=nats_not_ready reason={}", e.getMessage());
        Thread.sleep(RETRY_MS);
      }
    }
  }

  /** Makes what is not there. */
  static void ensure(JobsConfig config) throws IOException, InterruptedException {
    try (Connection connection = connect(config.nats(), "causality-jobs-setup")) {
      JetStreamManagement streams = connection.jetStreamManagement();
      ensure(streams, events(config.events()));
      ensure(streams, deadLetters(config.events().replicas()));
      ensure(streams, rules(config.events().replicas()));
      ensure(streams, alerts(config.events().replicas()));
      for (String bucket :
          List.of(
              StreamNames.LAKE,
              StreamNames.CATALOG,
              StreamNames.DETECTION,
              StreamNames.ERASURES,
              StreamNames.FORGOTTEN_VALUES,
              StreamNames.POSITIONS)) {
        ensure(connection.keyValueManagement(), bucket, config.events().replicas());
      }
    } catch (JetStreamApiException e) {
      throw new IOException("JetStream refused: " + e.getErrorDescription(), e);
    }
  }

  /** Sequence of the last event that is stored now; 0 before the first. */
  static long lastEvent(JobsConfig config) throws IOException, InterruptedException {
    try (Connection connection = connect(config.nats(), "causality-jobs-start")) {
      return connection
          .jetStreamManagement()
          .getStreamInfo(StreamNames.EVENTS)
          .getStreamState()
          .getLastSequence();
    } catch (JetStreamApiException e) {
      throw new IOException("JetStream refused: " + e.getErrorDescription(), e);
    }
  }

  private static void ensure(KeyValueManagement buckets, String name, int replicas)
      throws IOException, InterruptedException, JetStreamApiException {
    if (!buckets.getBucketNames().contains(name)) {
      buckets.create(
          KeyValueConfiguration.builder()
              .name(name)
              .maxHistoryPerKey(1)
              .storageType(StorageType.File)
              .replicas(replicas)
              .build());
    }
  }

  private static StreamConfiguration events(JobsConfig.Events events) {
    return StreamConfiguration.builder()
        .name(StreamNames.EVENTS)
        .subjects(
            java.util.stream.IntStream.range(0, events.partitions())
                .mapToObj(StreamNames::eventsSubject)
                .toArray(String[]::new))
        .storageType(StorageType.File)
        .retentionPolicy(RetentionPolicy.Limits)
        .discardPolicy(DiscardPolicy.New)
        .maxAge(events.maxAge())
        .maxBytes(events.maxBytes())
        .duplicateWindow(DUPLICATE_WINDOW)
        .replicas(events.replicas())
        .build();
  }

  private static StreamConfiguration deadLetters(int replicas) {
    return StreamConfiguration.builder()
        .name(StreamNames.DEAD_LETTERS)
        .subjects(StreamNames.DEAD_LETTERS_PREFIX + "*")
        .storageType(StorageType.File)
        .retentionPolicy(RetentionPolicy.Limits)
        .discardPolicy(DiscardPolicy.Old)
        .maxAge(KEEP_DEAD_LETTERS)
        .maxBytes(MAX_DEAD_LETTER_BYTES)
        .duplicateWindow(Duration.ofMinutes(10))
        .replicas(replicas)
        .build();
  }

  private static StreamConfiguration rules(int replicas) {
    return StreamConfiguration.builder()
        .name(StreamNames.RULES)
        .subjects(StreamNames.RULES_PREFIX + "*.*")
        .storageType(StorageType.File)
        .retentionPolicy(RetentionPolicy.Limits)
        .discardPolicy(DiscardPolicy.Old)
        .maxMessagesPerSubject(1)
        .allowDirect(true)
        .replicas(replicas)
        .build();
  }

  private static StreamConfiguration alerts(int replicas) {
    return StreamConfiguration.builder()
        .name(StreamNames.ALERTS)
        .subjects(StreamNames.ALERTS_PREFIX + "*")
        .storageType(StorageType.File)
        .retentionPolicy(RetentionPolicy.Limits)
        .discardPolicy(DiscardPolicy.Old)
        .maxAge(KEEP_ALERTS)
        .maxBytes(MAX_ALERT_BYTES)
        .duplicateWindow(ALERT_DUPLICATE_WINDOW)
        .replicas(replicas)
        .build();
  }

  private static void ensure(JetStreamManagement streams, StreamConfiguration stream)
      throws IOException, JetStreamApiException {
    try {
      streams.getStreamInfo(stream.getName());
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != STREAM_NOT_FOUND) {
        throw e;
      }
      add(streams, stream);
    }
  }

  private static void add(JetStreamManagement streams, StreamConfiguration stream)
      throws IOException, JetStreamApiException {
    try {
      streams.addStream(stream);
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != STREAM_NAME_IN_USE) {
        throw e;
      }
      // The gateway was faster.
    }
  }
}
