package io.causality.portal.lake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.causality.proto.lake.LakeDdl;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Trino by its client protocol over HTTP. Blocking; for virtual threads. Thread-safe; it keeps no
 * state between statements, so the engine may be restarted at any time.
 *
 * <p>Each wait has an end: an engine that says nothing for a while counts as away, and at the
 * statement's end it has taken too long, whether it answers, stalls or asks to be asked again.
 */
public final class QueryEngine implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String TARGET_RESULT_SIZE = "?targetResultSize=1MB";
  private static final ResultSink NOTHING =
      new ResultSink() {
        @Override
        public void columns(JsonArray columns) {}

        @Override
        public boolean row(JsonParser parser) throws IOException {
          parser.skipChildren();
          return true;
        }
      };

  private final URI statements;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final Duration silence;
  private final ScheduledThreadPoolExecutor watch =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("engine-watch").factory());

  /**
   * An engine at an address.
   *
   * @param url e.g. {@code http://127.0.0.1:8080}
   */
  public QueryEngine(String url) {
    this(url, SILENCE);
  }

  /**
   * An engine at an address.
   *
   * @param silence after which it counts as away
   */
  QueryEngine(String url, Duration silence) {
    this.statements = URI.create(url.replaceFirst("/+$", "") + "/v1/statement");
    this.silence = silence;
    watch.setRemoveOnCancelPolicy(true);
  }

  /** Hears of progress between answers. */
  @FunctionalInterface
  public interface Progress {
    /**
     * May end the statement by throwing.
     *
     * @throws EngineException to end it
     */
    void at(Statistics statistics) throws EngineException;
  }

  /** Runs a statement whose result does not matter. */
  public void execute(Statement statement) throws EngineException, InterruptedException {
    run(statement, NOTHING, new Cancellation(), at -> {});
  }

  /** Runs a statement to its end, or until the sink is full; then it is stopped in the engine. */
  public Statistics query(
      Statement statement, ResultSink rows, Cancellation cancellation, Progress progress)
      throws EngineException, InterruptedException {
    return run(statement, rows, cancellation, progress);
  }

  private Statistics run(
      Statement statement, ResultSink sink, Cancellation cancellation, Progress progress)
      throws EngineException, InterruptedException {
    AtomicReference<String> next = new AtomicReference<>();
    cancellation.how(() -> stop(statement.user(), next.get()));
    boolean finished = false;
    try {
      Waiting waiting = new Waiting(statement.end(), silence, cancellation);
      ResultPage page = send(begin(statement), sink, waiting);
      while (true) {
        next.set(page.next());
        if (page.error() != null) {
          finished = true;
          throw EngineErrors.of(page.error());
        }
        if (page.next() == null || page.full()) {
          finished = page.next() == null;
          return page.statistics();
        }
        waiting.check();
        progress.at(page.statistics());
        page = send(follow(statement.user(), page.next()).GET(), sink, waiting);
      }
    } finally {
      if (!finished) {
        stop(statement.user(), next.get());
      }
    }
  }

  private HttpRequest.Builder begin(Statement statement) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(statements)
            .header("X-Trino-User", statement.user())
            .header("X-Trino-Source", "causality-portal")
            .header("X-Trino-Catalog", LakeDdl.CATALOG)
            .header("X-Trino-Schema", LakeDdl.SCHEMA)
            .header("X-Trino-Time-Zone", "UTC")
            .header("X-Trino-Client-Capabilities", "PARAMETRIC_DATETIME")
            .POST(BodyPublishers.ofString(statement.sql()));
    if (!statement.session().isEmpty()) {
      request.header("X-Trino-Session", session(statement.session()));
    }
    return request;
  }

  private static String session(Map<String, String> properties) {
    return properties.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining(","));
  }

  private static HttpRequest.Builder follow(String user, String uri) {
    return HttpRequest.newBuilder(URI.create(uri.contains("?") ? uri : uri + TARGET_RESULT_SIZE))
        .header("X-Trino-User", user);
  }

  private ResultPage send(HttpRequest.Builder builder, ResultSink sink, Waiting waiting)
      throws EngineException, InterruptedException {
    while (true) {
      HttpRequest request = builder.timeout(waiting.left()).build();
      int status;
      try {
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        status = response.statusCode();
        try (WatchedBody body = new WatchedBody(response.body(), waiting, watch)) {
          if (status == 200) {
            return ResultPage.read(body, sink);
          }
        }
      } catch (StreamConstraintsException e) {
        throw new EngineException(
            EngineException.Kind.USER,
            "VALUE_TOO_LONG",
            "a value of the result is longer than " + ResultPage.LONGEST_VALUE + " characters",
            0,
            0);
      } catch (SSLException e) {
        waiting.check();
        throw EngineException.away("no TLS with the query engine: " + e.getMessage());
      } catch (IOException e) {
        waiting.check();
        throw EngineException.away("the query engine does not answer");
      }
      if (!List.of(429, 502, 503, 504).contains(status)) {
        // A query that a restarted engine does not know is 404 or 410.
        throw EngineException.away("the query engine answers " + status);
      }
      if (request.method().equals("POST")) {
        throw EngineException.away("the query engine is starting");
      }
      Thread.sleep(PAUSE);
      waiting.check();
    }
  }

  private void stop(String user, @Nullable String next) {
    if (next != null) {
      // Nobody waits for the answer: an engine that is away has forgotten the query anyway.
      var unused =
          http.sendAsync(
              follow(user, next).timeout(silence).DELETE().build(), BodyHandlers.discarding());
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
    http.shutdownNow();
  }
}
