package io.causality.gateway.collect;

import io.causality.gateway.decode.BodyShape;
import io.causality.gateway.problem.Problem;
import io.causality.gateway.problem.Refusal;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every path that the gateway serves to clients. Immutable; thread-safe. */
public final class CollectApi {
  private final List<Endpoint> endpoints =
      List.of(
          ingest("ingestEvent", "/v1/events/ingest", BodyShape.SINGLE),
          ingest("ingestEvents", "/v1/events/batch", BodyShape.BATCH));

  /** All of them take POST alone, so a path is enough. */
  private final Map<String, Endpoint> byPath =
      endpoints.stream().collect(Collectors.toUnmodifiableMap(Endpoint::path, Function.identity()));

  /** The operations, in the order of the OpenAPI file. */
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /** Answers a request, now or later. */
  public void handle(Lane lane, HttpServerRequest request) {
    Endpoint endpoint = byPath.get(request.path());
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

  private static Endpoint ingest(String operationId, String path, BodyShape shape) {
    return new Endpoint(
        operationId,
        HttpMethod.POST,
        path,
        (lane, request) -> new IngestExchange(lane, request, operationId, shape).start());
  }
}
