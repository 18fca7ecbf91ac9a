package io.causality.gateway.collect;

import io.causality.gateway.decode.BodyShape;
import io.causality.gateway.dialect.Dialect;
import io.causality.gateway.dialect.Dialects;
import io.causality.gateway.problem.Problem;
import io.causality.gateway.problem.Refusal;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every path that the gateway serves to clients. Immutable; thread-safe. */
public final class CollectApi {
  private static final String KEY = "{key}";

  private final List<Endpoint> endpoints = new ArrayList<>();
  private final Map<String, Endpoint> byPath;

  /** Endpoints with a key in their path. */
  private final List<Endpoint> keyed;

  /** All paths, in the order of the OpenAPI file. */
  public CollectApi() {
    ingest("ingestEvent", "/v1/events/ingest", () -> new OwnSpeech(BodyShape.SINGLE));
    ingest("ingestEvents", "/v1/events/batch", () -> new OwnSpeech(BodyShape.BATCH));
    for (String type : List.of("track", "identify", "page", "screen", "group", "alias")) {
      Dialect dialect = Dialects.segment(type);
      String name = type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
      dialect("segment" + name, "/v1/" + type, dialect);
      dialect("segmentBrowser" + name, "/v1/" + type.charAt(0), dialect);
    }
    dialect("segmentBatch", "/v1/batch", Dialects.segment(""));
    dialect("segmentBrowserBatch", "/v1/b", Dialects.segment(""));
    dialect("segmentImport", "/v1/import", Dialects.segment(""));
    settings("segmentSettings", "/v1/projects/{key}/settings", ClientSettings::segment);
    dialect("amplitudeUpload", "/2/httpapi", Dialects.amplitude());
    dialect("amplitudeOrPostHogBatch", "/batch", Dialects.amplitudeOrPostHog());
    dialect("postHogCapture", "/capture", Dialects.postHog());
    dialect("postHogEvents", "/e", Dialects.postHog());
    dialect("postHogIngest", "/i/v0/e", Dialects.postHog());
    endpoint(
        "postHogFlags",
        HttpMethod.POST,
        "/flags",
        (lane, request) -> ClientSettings.flags(request));
    settings("postHogConfig", "/array/{key}/config", ClientSettings::postHog);
    settings("postHogConfigScript", "/array/{key}/config.js", ClientSettings::postHogScript);
    keyed = endpoints.stream().filter(endpoint -> endpoint.path().contains(KEY)).toList();
    byPath =
        endpoints.stream()
            .filter(endpoint -> !endpoint.path().contains(KEY))
            .collect(Collectors.toUnmodifiableMap(Endpoint::path, Function.identity()));
  }

  /** The operations, in the order of the OpenAPI file. */
  public List<Endpoint> endpoints() {
    return List.copyOf(endpoints);
  }

  /** Answers a request, now or later. */
  public void handle(Lane lane, HttpServerRequest request) {
    Endpoint endpoint = find(request.path());
    if (endpoint == null) {
      Answers.refuse(request, Refusal.of(Problem.NOT_FOUND, "see the API for the paths there are"));
    } else if (request.method().equals(endpoint.method())) {
      endpoint.action().handle(lane, request);
    } else if (request.method().equals(HttpMethod.OPTIONS)) {
      Answers.preflight(request, endpoint.method().name());
    } else {
      request.response().putHeader("allow", endpoint.method().name() + ", OPTIONS");
      Answers.refuse(
          request, Refusal.of(Problem.METHOD_NOT_ALLOWED, "use " + endpoint.method().name()));
    }
  }

  /** A slash at the end changes nothing: clients of one product send both. */
  private @Nullable Endpoint find(String path) {
    Endpoint exact = byPath.get(path);
    if (exact != null) {
      return exact;
    }
    if (path.length() > 1 && path.endsWith("/")) {
      return find(path.substring(0, path.length() - 1));
    }
    for (Endpoint endpoint : keyed) {
      if (!keyIn(endpoint.path(), path).isEmpty()) {
        return endpoint;
      }
    }
    return null;
  }

  /** The key in a path, empty where it is not a path of that template. */
  private static String keyIn(String template, String path) {
    int at = template.indexOf(KEY);
    String before = template.substring(0, at);
    String after = template.substring(at + KEY.length());
    if (path.length() <= before.length() + after.length()
        || !path.startsWith(before)
        || !path.endsWith(after)) {
      return "";
    }
    String key = path.substring(before.length(), path.length() - after.length());
    return key.indexOf('/') < 0 ? key : "";
  }

  /** Answers what is not even HTTP, or too large a head. */
  public static void handleInvalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    boolean tooLarge = cause != null && cause.getClass().getSimpleName().startsWith("TooLong");
    Answers.announceClose(request);
    Answers.refuse(
        request,
        tooLarge
            ? Refusal.of(Problem.HEADERS_TOO_LARGE, "shorten the path or the headers")
            : Refusal.of(Problem.INVALID_REQUEST, "the request is not valid HTTP"));
    request.connection().close();
  }

  private void dialect(String operationId, String path, Dialect dialect) {
    ingest(operationId, path, () -> new DialectSpeech(dialect));
  }

  private void ingest(String operationId, String path, Supplier<Speech> speech) {
    endpoint(
        operationId,
        HttpMethod.POST,
        path,
        (lane, request) -> new IngestExchange(lane, request, operationId, speech.get()).start());
  }

  private void settings(
      String operationId, String path, BiConsumer<HttpServerRequest, String> answer) {
    endpoint(
        operationId,
        HttpMethod.GET,
        path,
        (lane, request) -> {
          String asked = request.path();
          String bare = asked.endsWith("/") ? asked.substring(0, asked.length() - 1) : asked;
          answer.accept(request, keyIn(path, bare));
        });
  }

  private void endpoint(
      String operationId, HttpMethod method, String path, Endpoint.Action action) {
    endpoints.add(new Endpoint(operationId, method, path, action));
  }
}
