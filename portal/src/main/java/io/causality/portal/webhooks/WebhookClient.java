package io.causality.portal.webhooks;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request to a receiver that may be anything: it never follows redirects, connects only
 * to addresses that were checked, reads a bounded part of the answer and ends in time. Thread-safe;
 * blocks its caller.
 */
final class WebhookClient implements AutoCloseable {
  /** Of an answer's body more is never read. */
  static final int MOST_READ_BYTES = 64 << 10;

  private static final int MOST_KEPT_BYTES = 2 << 10;
  private static final int MOST_KEPT_HEADERS = 50;
  private static final int MOST_CONNECTIONS = 2_000;
  private static final int MOST_HEADER_BYTES = 16 << 10;
  private static final int IDLE_SECONDS = 20;

  private final HttpClientAgent http;
  private final AddressGuard guard;
  private final Duration timeout;

  WebhookClient(Vertx vertx, AddressGuard guard, Duration timeout) {
    this.guard = guard;
    this.timeout = timeout;
    HttpClientOptions options =
        new HttpClientOptions()
            .setVerifyHost(true)
            .setDecompressionSupported(false)
            .setMaxHeaderSize(MOST_HEADER_BYTES)
            .setConnectTimeout((int) timeout.toMillis())
            .setKeepAliveTimeout(IDLE_SECONDS);
    this.http =
        vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
  }

  /**
   * What came of a request.
   *
   * @param at when it began
   * @param address that it went to; null where there was none
   * @param status 0 when no answer came
   * @param error why no answer came, in a few words; empty otherwise
   * @param body the answer's first bytes as text
   * @param retryAfter how long the receiver asks to be left alone
   */
  record Outcome(
      Instant at,
      Duration latency,
      @Nullable String address,
      int status,
      String error,
      Map<String, String> headers,
      String body,
      Optional<Duration> retryAfter) {
    static Outcome notSent(String error) {
      return new Outcome(
          Instant.now(), Duration.ZERO, null, 0, error, Map.of(), "", Optional.empty());
    }

    boolean isDelivered() {
      return status >= 200 && status < 300;
    }
  }

  /** Posts a body. */
  Outcome post(String url, boolean allowPrivate, Map<String, String> headers, String body)
      throws InterruptedException {
    Exchange exchange = new Exchange();
    Optional<URI> target = TargetCheck.parse(url);
    if (target.isEmpty()) {
      return exchange.failed("the address of the webhook is none");
    }
    InetAddress address;
    try {
      address = guard.check(TargetCheck.host(target.get()), allowPrivate);
    } catch (AddressGuard.RefusedException e) {
      return exchange.failed(e.reason());
    }
    exchange.address = address.getHostAddress();
    exchange.start(options(target.get(), address, headers), Buffer.buffer(body));
    try {
      exchange.done.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return exchange.answered();
    } catch (TimeoutException e) {
      exchange.abort();
      return exchange.response.get() == null
          ? exchange.failed("no answer within " + timeout.toMillis() + " ms")
          : exchange.answered();
    } catch (ExecutionException e) {
      exchange.abort();
      return exchange.response.get() == null
          ? exchange.failed(words(e.getCause()))
          : exchange.answered();
    } catch (InterruptedException e) {
      exchange.abort();
      throw e;
    }
  }

  private RequestOptions options(URI uri, InetAddress address, Map<String, String> headers) {
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() < 0 ? (tls ? 443 : 80) : uri.getPort();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setHost(uri.getHost())
            .setPort(port)
            .setSsl(tls)
            .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
            .setFollowRedirects(false);
    headers.forEach(options::addHeader);
    return options;
  }

  private static String words(@Nullable Throwable failure) {
    if (failure == null) {
      return "failed";
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return "TLS: " + cause.getMessage();
      }
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /** One request on its way. Changed on the client's event loop, read when done or given up. */
  private final class Exchange {
    private final Instant at = Instant.now();
    private final long begun = System.nanoTime();
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private final AtomicReference<@Nullable HttpClientRequest> request = new AtomicReference<>();
    private final AtomicReference<@Nullable HttpClientResponse> response = new AtomicReference<>();
    private final Buffer kept = Buffer.buffer();
    private @Nullable String address;
    private long read;
    private volatile boolean aborted;

    void start(RequestOptions options, Buffer body) {
      http.request(options)
          .onSuccess(
              made -> {
                request.set(made);
                if (aborted) {
                  made.reset();
                  return;
                }
                made.response().onSuccess(this::answer).onFailure(done::completeExceptionally);
                made.end(body).onFailure(done::completeExceptionally);
              })
          .onFailure(done::completeExceptionally);
    }

    private void answer(HttpClientResponse answer) {
      response.set(answer);
      answer.exceptionHandler(done::completeExceptionally);
      answer.endHandler(end -> done.complete(true));
      answer.handler(
          piece -> {
            read += piece.length();
            synchronized (kept) {
              int room = MOST_KEPT_BYTES - kept.length();
              kept.appendBuffer(piece, 0, Math.min(Math.max(room, 0), piece.length()));
            }
            if (read > MOST_READ_BYTES) {
              answer.handler(more -> {});
              answer.request().connection().close();
              done.complete(true);
            }
          });
    }

    /** Leaves the receiver alone; the connection is closed. */
    void abort() {
      aborted = true;
      HttpClientRequest made = request.get();
      if (made != null) {
        made.reset();
        made.connection().close();
      }
    }

    Outcome failed(String error) {
      return new Outcome(at, took(), address, 0, limited(error), Map.of(), "", Optional.empty());
    }

    Outcome answered() {
      HttpClientResponse answer = response.get();
      if (answer == null) {
        return failed("no answer");
      }
      Map<String, String> headers = new TreeMap<>();
      MultiMap all = answer.headers();
      for (Map.Entry<String, String> header : all) {
        if (headers.size() < MOST_KEPT_HEADERS) {
          headers.putIfAbsent(header.getKey(), limited(header.getValue()));
        }
      }
      String text;
      synchronized (kept) {
        text = kept.toString(StandardCharsets.UTF_8);
      }
      return new Outcome(
          at,
          took(),
          address,
          answer.statusCode(),
          "",
          headers,
          text,
          retryAfter(all.get("Retry-After"), at));
    }

    private Duration took() {
      return Duration.ofNanos(System.nanoTime() - begun);
    }
  }

  private static String limited(String text) {
    return text.length() > 500 ? text.substring(0, 500) : text;
  }

  /** Seconds, or a date; empty for anything else. */
  static Optional<Duration> retryAfter(@Nullable String header, Instant now) {
    if (header == null) {
      return Optional.empty();
    }
    String text = header.trim();
    try {
      if (text.matches("\\d{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
      }
      Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, at)).filter(Duration::isPositive);
    } catch (DateTimeException e) {
      return Optional.empty(); // a receiver's mistake; it is tried again in its turn
    }
  }

  @Override
  public void close() {
    http.close().await();
  }
}
