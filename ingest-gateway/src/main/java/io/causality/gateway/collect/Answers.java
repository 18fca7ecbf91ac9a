package io.causality.gateway.collect;

import io.causality.gateway.problem.Problem;
import io.causality.gateway.problem.ProblemJson;
import io.causality.gateway.problem.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers, with what browsers need to be let at them. Stateless. */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence PROTOBUF =
      HttpHeaders.createOptimized("application/x-protobuf");
  private static final CharSequence ANY = HttpHeaders.createOptimized("*");
  private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("retry-after");
  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
  private static final CharSequence EXPOSED =
      HttpHeaders.createOptimized("retry-after, x-request-id");

  private Answers() {}

  static void ok(HttpServerRequest request, BodyFormat format, Buffer body) {
    ok(request, format == BodyFormat.JSON ? JSON : PROTOBUF, body);
  }

  static void ok(HttpServerRequest request, CharSequence contentType, Buffer body) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    allowOrigin(request, response);
    response.putHeader(HttpHeaders.CONTENT_TYPE, contentType).end(body);
  }

  static void refuse(HttpServerRequest request, Refusal refusal) {
    refuse(
        request,
        refusal,
        refusal.problem().status(),
        ProblemJson.CONTENT_TYPE,
        requestId -> ProblemJson.render(refusal, requestId));
  }

  /** Refuses in other words than the gateway's own; {@code body} is given the request's id. */
  static void refuse(
      HttpServerRequest request,
      Refusal refusal,
      int status,
      String contentType,
      UnaryOperator<String> body) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    String requestId = identify(response);
    Problem problem = refusal.problem();
    (problem.status() >= 500 ? LOG.atWarn() : LOG.atDebug())
        .addKeyValue("code", problem.code())
        .addKeyValue("path", request.path())
        .addKeyValue("request_id", requestId)
        .log("request_refused");
    allowOrigin(request, response);
    if (refusal.retryAfterSeconds() > 0) {
      response.putHeader(RETRY_AFTER, String.valueOf(refusal.retryAfterSeconds()));
    }
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
        .end(body.apply(requestId));
  }

  /** The id of the request, under which logs tell of it; made when it is first asked for. */
  static String identify(HttpServerResponse response) {
    String known = response.headers().get(REQUEST_ID);
    if (known != null) {
      return known;
    }
    String made = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    response.putHeader(REQUEST_ID, made);
    return made;
  }

  /** Tells the client that the connection ends with this answer. */
  static void announceClose(HttpServerRequest request) {
    if (!request.response().headWritten()) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /** Answers a browser's question whether it may send. */
  static void preflight(HttpServerRequest request, String methods) {
    HttpServerResponse response = request.response();
    String wanted = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    response
        .setStatusCode(204)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
        .putHeader(
            HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
            wanted == null ? "content-type, authorization, x-api-key" : wanted)
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "86400")
        .end();
  }

  private static void allowOrigin(HttpServerRequest request, HttpServerResponse response) {
    if (request.headers().contains(HttpHeaders.ORIGIN)) {
      response
          .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY)
          .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
  }
}
