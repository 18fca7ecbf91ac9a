package io.causality.portal.http;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From what failed to the problem that the client sees: nothing unexpected leaks. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static Problem of(@Nullable Throwable failure, int status) {
    return switch (failure) {
      case null -> ofStatus(status);
      case ProblemException known -> known.problem();
      case HttpException http when http.getCause() != null ->
          of(http.getCause(), http.getStatusCode());
      case HttpException http -> ofStatus(http.getStatusCode());
      case SchemaValidationException invalid -> InvalidRequest.problem(invalid);
      case ValidatorException invalid -> InvalidRequest.problem(invalid);
      case DecodeException broken ->
          Problem.of(ProblemCode.BAD_REQUEST, "the body is not JSON").at("$");
      case StackOverflowError deep ->
          Problem.of(ProblemCode.BAD_REQUEST, "the request is nested too deeply");
      default -> ofStatus(status >= 400 && status < 500 ? status : 500);
    };
  }

  static void log(Problem problem, String requestId, @Nullable Throwable failure) {
    if (problem.code() == ProblemCode.INTERNAL) {
      LOG.error(
          "request failed {} {}",
          kv("event", "request_failed"),
          kv("request_id", requestId),
          failure);
    } else if (problem.code().status() >= 500) {
      LOG.warn(
          "request refused {} {} {}",
          kv("event", "request_refused"),
          kv("request_id", requestId),
          kv("code", problem.code().text()));
    }
  }

  private static Problem ofStatus(int status) {
    return switch (status) {
      case 401 -> Problem.of(ProblemCode.NOT_AUTHENTICATED, "no valid token");
      case 403 -> Problem.of(ProblemCode.FORBIDDEN, "not allowed");
      case 404 -> Problem.of(ProblemCode.NOT_FOUND, "nothing is here; see /api/openapi.yaml");
      case 405 -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "see /api/openapi.yaml");
      case 413 ->
          Problem.of(
              ProblemCode.TOO_LARGE, "a body has at most " + ApiRouter.MAX_BODY_BYTES + " bytes");
      case 415 ->
          Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json");
      default ->
          status >= 400 && status < 500
              ? Problem.of(ProblemCode.BAD_REQUEST, "the request could not be read")
              : Problem.of(ProblemCode.INTERNAL, "the logs say more under this request id");
    };
  }
}
