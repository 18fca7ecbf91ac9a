package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.EventBatch;
import io.causality.proto.v1.EventEnvelope;
import io.causality.servers.NatsServer;
import io.causality.servers.S3Server;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.nats.client.Connection;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginManager;

/** An archive between a NATS server of its own and a bucket of its own. */
public final class ArchiveFixture implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private final NatsServer nats;
  private final S3Server s3;
  private final Map<String, String> environment = new HashMap<>();
  private volatile Connection connection;
  private final PluginManager plugins;
  private ArchiveCluster archive;

  ArchiveFixture(Path stateDir, Map<String, String> settings) throws Exception {
    this(Servers.newNats(), Servers.s3(), stateDir, settings);
  }

  ArchiveFixture(NatsServer nats, S3Server s3, Path stateDir, Map<String, String> settings)
      throws Exception {
    this.nats = nats;
    this.s3 = s3;
    String bucket = "lake-" + UUID.randomUUID();
    s3.createBucket(bucket);
    environment.put("CAUSALITY_NATS_URL", nats.url());
    environment.put("CAUSALITY_S3_ENDPOINT", s3.endpoint());
    environment.put("CAUSALITY_S3_ACCESS_KEY", s3.accessKey());
    environment.put("CAUSALITY_S3_SECRET_KEY", s3.secretKey());
    environment.put("CAUSALITY_S3_BUCKET", bucket);
    environment.put("CAUSALITY_STATE_DIR", stateDir.toString());
    environment.put("CAUSALITY_ROLL_INTERVAL_MS", "500");
    environment.put("CAUSALITY_JOBS_MANAGEMENT_PORT", "0");
    environment.putAll(settings);
    JobsConfig config = config();
    plugins = Plugins.manager(Plugins.folder(System.getenv()));
    FileSystem.initialize(FlinkSettings.cluster(config), plugins);
    NatsSetup.ensure(config);
    connection = NatsSetup.connect(NatsConnectionOptions.of(nats.url()), "test");
  }

  Map<String, String> environment() {
    return environment;
  }

  JobsConfig config() {
    return JobsConfig.from(environment);
  }

  NatsServer nats() {
    return nats;
  }

  S3Server s3() {
    return s3;
  }

  Connection connection() {
    return connection;
  }

  /** Connects anew: after a kill of the server a connection may come back deaf. */
  void reconnect() throws Exception {
    connection.close();
    connection = NatsSetup.connect(NatsConnectionOptions.of(nats.url()), "test");
  }

  String root() {
    return "s3://" + environment.get("CAUSALITY_S3_BUCKET");
  }

  void start() throws Exception {
    archive = ArchiveCluster.start(config(), plugins);
  }

  ArchiveCluster archive() {
    return archive;
  }

  void stop() throws Exception {
    if (archive != null) {
      archive.close();
      archive = null;
    }
  }

  void publish(int partition, List<EventEnvelope> events) throws Exception {
    Map<String, Long> counts =
        events.stream()
            .collect(Collectors.groupingBy(EventEnvelope::getAppId, Collectors.counting()));
    String header =
        counts.entrySet().stream()
            .map(app -> app.getKey() + "=" + app.getValue())
            .collect(Collectors.joining(";"));
    publish(partition, header, EventBatch.newBuilder().addAllEvents(events).build().toByteArray());
  }

  void publish(int partition, String counts, byte[] data) throws Exception {
    Headers headers = new Headers();
    headers.put(StreamNames.COUNTS_HEADER, counts);
    connection
        .jetStream()
        .publish(
            NatsMessage.builder()
                .subject(StreamNames.eventsSubject(partition))
                .headers(headers)
                .data(data)
                .build());
  }

  /** Waits until the lake has so many events, and returns them. */
  List<LakeReader.Row> awaitEvents(int count) throws Exception {
    Await.until(
        "the lake has " + count + " events",
        PATIENCE,
        () -> LakeReader.rows(root(), "events").size() >= count);
    return LakeReader.rows(root(), "events");
  }

  /** Has events of the app {@code shop} kept for so many days, as the portal says it. */
  void keepDays(int days) throws Exception {
    connection
        .keyValueManagement()
        .create(KeyValueConfiguration.builder().name(StreamNames.GATEWAY_CONFIG).build());
    connection
        .keyValue(StreamNames.GATEWAY_CONFIG)
        .put("app.shop", "{\"keep_ip\":true,\"retention_days\":%d}".formatted(days));
  }

  /** The progress document, or empty text. */
  String progress() throws Exception {
    var entry = connection.keyValue(StreamNames.LAKE).get(StreamNames.PROGRESS);
    return entry == null ? "" : entry.getValueAsString();
  }

  @Override
  public void close() throws Exception {
    stop();
    connection.close();
  }
}
