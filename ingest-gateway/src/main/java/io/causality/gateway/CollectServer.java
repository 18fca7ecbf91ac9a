package io.causality.gateway;

import io.causality.gateway.auth.ApiKeys;
import io.causality.gateway.collect.CollectApi;
import io.causality.gateway.collect.CollectMetrics;
import io.causality.gateway.collect.InFlightBytes;
import io.causality.gateway.collect.Lane;
import io.causality.gateway.ops.GatewayMetrics;
import io.causality.gateway.publish.EventStream;
import io.causality.gateway.publish.RefusalNotices;
import io.causality.gateway.publish.StreamWriter;
import io.causality.tls.VertxListeners;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One event loop: its share of the connections, and its writer. */
final class CollectServer extends VerticleBase {
  private static final long TICK_MILLIS = 100;
  private static final long IDLE_CHECK_MILLIS = 5;

  private final GatewayConfig config;
  private final CollectApi api;
  private final EventStream stream;
  private final RefusalNotices notices;
  private final ApiKeys keys;
  private final InFlightBytes inFlight;
  private final GatewayMetrics metrics;
  private final Clock clock;
  private final BooleanSupplier stopping;
  private @Nullable HttpServer server;
  private @Nullable StreamWriter writer;

  CollectServer(
      GatewayConfig config,
      CollectApi api,
      EventStream stream,
      RefusalNotices notices,
      ApiKeys keys,
      InFlightBytes inFlight,
      GatewayMetrics metrics,
      Clock clock,
      BooleanSupplier stopping) {
    this.config = config;
    this.api = api;
    this.stream = stream;
    this.notices = notices;
    this.keys = keys;
    this.inFlight = inFlight;
    this.metrics = metrics;
    this.clock = clock;
    this.stopping = stopping;
  }

  @Override
  public Future<?> start() {
    StreamWriter own = new StreamWriter(stream, config.writer(), new ContextLoop(), metrics);
    writer = own;
    vertx.setPeriodic(TICK_MILLIS, timer -> own.tick(System.nanoTime()));
    CollectMetrics collectMetrics = metrics;
    Lane lane =
        new Lane(
            context,
            config.collect(),
            keys,
            inFlight,
            own,
            notices,
            collectMetrics,
            clock,
            stopping);
    HttpServer listening =
        vertx
            .createHttpServer(options())
            .requestHandler(request -> api.handle(lane, request))
            .invalidRequestHandler(CollectApi::handleInvalid);
    server = listening;
    config.tls().own().ifPresent(files -> VertxListeners.follow(vertx, listening, files));
    return listening.listen(config.port(), config.host());
  }

  private HttpServerOptions options() {
    HttpServerOptions options = plainOptions();
    return config.tls().own().map(files -> VertxListeners.secure(options, files)).orElse(options);
  }

  private HttpServerOptions plainOptions() {
    return new HttpServerOptions()
        .setHttp2ClearTextEnabled(false)
        .setTcpNoDelay(true)
        .setAcceptBacklog(1024)
        .setMaxHeaderSize(16 * 1024)
        .setHandle100ContinueAutomatically(true)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) config.idleTimeout().toMillis());
  }

  int port() {
    HttpServer listening = server;
    return listening == null ? -1 : listening.actualPort();
  }

  /** Stops to accept connections, answers the open requests, closes. Completes when all is done. */
  Future<Void> shutdown(long patienceMillis) {
    HttpServer listening = server;
    StreamWriter own = writer;
    if (listening == null || own == null) {
      return Future.succeededFuture();
    }
    Promise<Void> idle = Promise.promise();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    context.runOnContext(
        go ->
            vertx.setPeriodic(
                IDLE_CHECK_MILLIS,
                timer -> {
                  if (own.idle() || System.nanoTime() - deadline > 0) {
                    vertx.cancelTimer(timer);
                    idle.tryComplete();
                  }
                }));
    return listening
        .shutdown(patienceMillis, TimeUnit.MILLISECONDS)
        .transform(closed -> idle.future());
  }

  private final class ContextLoop implements StreamWriter.Loop {
    @Override
    public void execute(Runnable task) {
      context.runOnContext(now -> task.run());
    }

    @Override
    public void after(Duration pause, Runnable task) {
      vertx.setTimer(Math.max(1, pause.toMillis()), late -> task.run());
    }
  }
}
