package io.causality.gateway;

import io.causality.gateway.auth.ApiKeys;
import io.causality.gateway.auth.KeyWatch;
import io.causality.gateway.collect.CollectApi;
import io.causality.gateway.collect.InFlightBytes;
import io.causality.gateway.nats.NatsLink;
import io.causality.gateway.ops.GatewayMetrics;
import io.causality.gateway.ops.ManagementServer;
import io.causality.gateway.ops.Readiness;
import io.causality.gateway.publish.NatsEventStream;
import io.causality.gateway.publish.RefusalNotices;
import io.prometheus.client.hotspot.DefaultExports;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the gateway and how they hang together. Thread-safe. */
public final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final int DECODERS = 2;

  private final GatewayConfig config;
  private final Vertx vertx;
  private final NatsLink link;
  private final NatsEventStream stream;
  private final RefusalNotices notices;
  private final ApiKeys keys;
  private final InFlightBytes inFlight;
  private final GatewayMetrics metrics = new GatewayMetrics();
  private final ManagementServer management;
  private final CollectApi api = new CollectApi();
  private final List<CollectServer> servers = new CopyOnWriteArrayList<>();
  private volatile boolean stopping;

  /** The graph of parts; nothing runs yet but Vert.x. */
  public Gateway(GatewayConfig config) {
    this.config = config;
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(config.eventLoops() + 1)
                // Large bodies are inflated and decoded here; few at a time bound the memory.
                .setWorkerPoolSize(DECODERS));
    link = new NatsLink(config.nats());
    stream = new NatsEventStream(link, config.stream());
    notices = new RefusalNotices(link, Clock.systemUTC());
    keys = new ApiKeys(config.ratePerSecond());
    new KeyWatch(link, keys, config.stream().replicas());
    inFlight = new InFlightBytes(config.inFlightBytes());
    Readiness readiness =
        new Readiness()
            .require("nats is not connected", stream::connected)
            .require("the stream EVENTS is not there", stream::ready)
            .require("the keys are not known", keys::known)
            .require("stopping", () -> !stopping);
    metrics.gauge("causality_gateway_in_flight_bytes", "Bytes of bodies held", inFlight::held);
    metrics.gauge("causality_gateway_keys", "Valid keys", keys::size);
    DefaultExports.register(metrics.registry());
    management =
        new ManagementServer(vertx, readiness, metrics.registry(), config.tls().ofManagement());
  }

  /**
   * Starts to listen. NATS may come later: until then requests are refused and /readyz says why.
   *
   * @throws IllegalStateException when a port cannot be taken
   */
  public void start() throws InterruptedException {
    link.start();
    Future<?> listening =
        management
            .listen(config.host(), config.managementPort())
            .compose(
                up ->
                    vertx.deployVerticle(
                        this::server,
                        new DeploymentOptions()
                            .setThreadingModel(ThreadingModel.EVENT_LOOP)
                            .setInstances(config.eventLoops())));
    await(listening, 30_000);
    LOG.atInfo()
        .addKeyValue("host", config.host())
        .addKeyValue("port", port())
        .addKeyValue("management_port", managementPort())
        .addKeyValue("native_transport", vertx.isNativeTransportEnabled())
        .log("gateway_started");
  }

  private CollectServer server() {
    CollectServer server =
        new CollectServer(
            config,
            api,
            stream,
            notices,
            keys,
            inFlight,
            metrics,
            Clock.systemUTC(),
            () -> stopping);
    servers.add(server);
    return server;
  }

  /** Port for clients. */
  public int port() {
    return servers.getFirst().port();
  }

  /** Port for health and metrics. */
  public int managementPort() {
    return management.port();
  }

  /** Stops to accept, finishes what was accepted, and goes. Blocks; the first call counts. */
  @Override
  public void close() throws InterruptedException {
    if (stopping) {
      return;
    }
    stopping = true;
    LOG.info("gateway_stopping");
    long patience = config.stopTimeout().toMillis();
    List<Future<Void>> shutdowns =
        servers.stream().map(server -> server.shutdown(patience)).toList();
    await(Future.join(shutdowns), patience + 1_000);
    link.close();
    await(vertx.close(), 5_000);
    LOG.info("gateway_stopped");
  }

  private static void await(Future<?> future, long millis) throws InterruptedException {
    try {
      future.await(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("gateway_step_timed_out");
    }
  }
}
