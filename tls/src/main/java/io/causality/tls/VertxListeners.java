package io.causality.tls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLS for listeners of Vert.x. */
public final class VertxListeners {
  private static final Logger LOG = LoggerFactory.getLogger(VertxListeners.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private VertxListeners() {}

  /** Has a server with these options speak TLS. */
  public static HttpServerOptions secure(HttpServerOptions options, KeyFiles files) {
    return options.setSsl(true).setKeyCertOptions(pem(files));
  }

  /**
   * From now on new connections to the server get the certificate that was put in the place of the
   * old one, ten seconds later at most. One that cannot be used is told in the log, and the old one
   * stays. Ends with Vert.x.
   */
  public static void follow(Vertx vertx, HttpServer server, KeyFiles files) {
    follow(vertx, server, files, LOOK_EVERY);
  }

  static void follow(Vertx vertx, HttpServer server, KeyFiles files, Duration every) {
    AtomicReference<String> known = new AtomicReference<>(version(files));
    vertx.setPeriodic(
        every.toMillis(),
        timer ->
            vertx
                .executeBlocking(() -> replaced(files, known))
                .onSuccess(fresh -> fresh.ifPresent(one -> show(server, one, files)))
                .onFailure(VertxListeners::tell));
  }

  /** The contents, not the names: options with equal names count as unchanged. */
  private static Optional<PemKeyCertOptions> replaced(KeyFiles files, AtomicReference<String> known)
      throws IOException {
    String now = version(files);
    if (now.equals(known.getAndSet(now))) {
      return Optional.empty();
    }
    files.check();
    return Optional.of(
        new PemKeyCertOptions()
            .addCertValue(Buffer.buffer(Files.readAllBytes(files.certificate())))
            .addKeyValue(Buffer.buffer(Files.readAllBytes(files.key()))));
  }

  private static void show(HttpServer server, PemKeyCertOptions fresh, KeyFiles files) {
    server
        .updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(fresh))
        .onSuccess(
            done ->
                LOG.atInfo()
                    .addKeyValue("file", files.certificate().toString())
                    .log("certificate_replaced"))
        .onFailure(VertxListeners::tell);
  }

  private static String version(KeyFiles files) {
    try {
      return files.version();
    } catch (IOException e) {
      return "unreadable";
    }
  }

  private static void tell(Throwable problem) {
    LOG.atWarn().addKeyValue("reason", problem.getMessage()).log("certificate_not_replaced");
  }

  private static PemKeyCertOptions pem(KeyFiles files) {
    return new PemKeyCertOptions()
        .addCertPath(files.certificate().toString())
        .addKeyPath(files.key().toString());
  }
}
