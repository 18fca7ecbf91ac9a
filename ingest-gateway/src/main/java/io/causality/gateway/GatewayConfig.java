package io.causality.gateway;

import io.causality.gateway.collect.CollectSettings;
import io.causality.gateway.decode.DecodeLimits;
import io.causality.gateway.nats.NatsSettings;
import io.causality.gateway.publish.StreamSettings;
import io.causality.gateway.publish.WriterSettings;
import io.causality.tls.TlsSettings;
import java.time.Duration;
import java.util.Map;

/**
 * The gateway's configuration, from the environment. Immutable; secrets do not print.
 *
 * @param host address to listen on; the default keeps it on this machine
 * @param port port for clients, 0 for a free one
 * @param managementPort port for health and metrics, 0 for a free one
 * @param eventLoops threads that serve clients
 * @param idleTimeout connections on which nothing happens for so long are closed
 * @param stopTimeout how long accepted requests may take to finish when the gateway stops
 * @param inFlightBytes bytes of bodies that may wait for the stream at the same time
 * @param ratePerSecond events that a key may send in a second where its app says nothing else
 */
public record GatewayConfig(
    String host,
    int port,
    int managementPort,
    int eventLoops,
    Duration idleTimeout,
    Duration stopTimeout,
    long inFlightBytes,
    long ratePerSecond,
    NatsSettings nats,
    StreamSettings stream,
    WriterSettings writer,
    CollectSettings collect,
    TlsSettings tls) {

  /**
   * Reads the configuration.
   *
   * @throws InvalidConfigException naming every key that is wrong
   */
  public static GatewayConfig fromEnvironment(Map<String, String> environment)
      throws InvalidConfigException {
    Environment env = new Environment(environment);
    int partitions = env.integer("CAUSALITY_EVENTS_PARTITIONS", 8, 1, 256);
    int eventBytes = env.integer("CAUSALITY_GATEWAY_EVENT_BYTES", 512 << 10, 1024, 16 << 20);
    GatewayConfig config =
        new GatewayConfig(
            env.text("CAUSALITY_GATEWAY_HOST", "127.0.0.1"),
            env.integer("CAUSALITY_GATEWAY_PORT", 8080, 0, 65535),
            env.integer("CAUSALITY_MANAGEMENT_PORT", 8081, 0, 65535),
            env.integer("CAUSALITY_GATEWAY_EVENT_LOOPS", defaultEventLoops(), 1, 64),
            env.millis("CAUSALITY_GATEWAY_IDLE_TIMEOUT_MS", 60_000, 1_000, 3_600_000),
            env.millis("CAUSALITY_GATEWAY_STOP_TIMEOUT_MS", 15_000, 0, 600_000),
            env.number("CAUSALITY_GATEWAY_IN_FLIGHT_BYTES", 64L << 20, 1L << 20, 1L << 34),
            env.number("CAUSALITY_GATEWAY_RATE_PER_SECOND", 200_000, 1, 100_000_000),
            new NatsSettings(
                env.text("CAUSALITY_NATS_URL", "nats://127.0.0.1:4222"),
                env.text("CAUSALITY_NATS_USER", ""),
                env.text("CAUSALITY_NATS_PASSWORD", "")),
            new StreamSettings(
                partitions,
                Duration.ofHours(env.integer("CAUSALITY_EVENTS_MAX_AGE_HOURS", 168, 1, 87_600)),
                env.number("CAUSALITY_EVENTS_MAX_BYTES", 10L << 30, 1L << 16, 1L << 50),
                env.integer("CAUSALITY_EVENTS_REPLICAS", 1, 1, 5),
                eventBytes),
            new WriterSettings(
                partitions,
                env.integer("CAUSALITY_GATEWAY_MESSAGE_BYTES", 1 << 20, 1 << 16, 64 << 20),
                env.millis("CAUSALITY_GATEWAY_REQUEST_TIMEOUT_MS", 10_000, 100, 25_000),
                env.millis("CAUSALITY_GATEWAY_ANSWER_TIMEOUT_MS", 2_000, 100, 25_000),
                env.integer("CAUSALITY_GATEWAY_ROUND_OVERLAP", 0, 0, 1024),
                env.millis("CAUSALITY_GATEWAY_ROUND_PAUSE_MS", 1, 0, 1000)),
            new CollectSettings(
                new DecodeLimits(
                    env.integer("CAUSALITY_GATEWAY_BODY_BYTES", 20 << 20, 1024, 256 << 20),
                    env.integer("CAUSALITY_GATEWAY_BATCH_EVENTS", 2_000, 1, 4_096),
                    eventBytes,
                    env.integer("CAUSALITY_GATEWAY_PROPERTIES", 1_000, 1, 100_000),
                    partitions),
                env.millis("CAUSALITY_GATEWAY_BODY_TIMEOUT_MS", 60_000, 100, 600_000),
                env.bool("CAUSALITY_GATEWAY_TRUST_FORWARDED_FOR", false)),
            TlsSettings.of(environment, env::problem));
    env.finish();
    return config;
  }

  /** The other half of the machine is for the stream and the rest. */
  private static int defaultEventLoops() {
    return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 8);
  }
}
