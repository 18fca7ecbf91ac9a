package io.causality.gateway.collect;

import io.causality.gateway.auth.Grant;
import io.causality.gateway.problem.Problem;
import io.causality.gateway.problem.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** The judgement on a request's head: whether its body may come. */
sealed interface Admission {
  /** The body may come, in that format. */
  record Granted(Grant grant, BodyFormat format) implements Admission {}

  /**
   * The request is refused without its body.
   *
   * @param grant of its key, where that is known
   */
  record Refused(Optional<Grant> grant, Refusal refusal) implements Admission {}

  /** Judges a request by the state of the gateway, its key, its type and its announced length. */
  static Admission of(HttpServerRequest request, Lane lane, long nowNanos) {
    if (lane.stopping.getAsBoolean()) {
      return retryable(Problem.STOPPING, "try another gateway, or later", 1);
    }
    if (!lane.keys.known()) {
      return retryable(Problem.KEYS_UNAVAILABLE, "the key store was not read yet", 1);
    }
    String key = Credentials.key(request);
    if (key == null) {
      return refused(Problem.NO_KEY, "send X-API-Key, or Authorization: Bearer");
    }
    Optional<Grant> grant = lane.keys.find(key);
    if (grant.isEmpty()) {
      return refused(Problem.UNKNOWN_KEY, "it was never made, or it is revoked");
    }
    int wait = grant.get().rate().waitSeconds(nowNanos);
    if (wait > 0) {
      return new Refused(
          grant, Refusal.retryable(Problem.RATE_LIMITED, "the key's rate is used up", wait));
    }
    BodyFormat format = BodyFormat.of(request.headers().get(HttpHeaders.CONTENT_TYPE));
    if (format == null) {
      return new Refused(
          grant,
          Refusal.of(
              Problem.UNSUPPORTED_MEDIA_TYPE,
              "send application/json, text/plain with JSON, or application/x-protobuf"));
    }
    int most = lane.settings.decode().maxBodyBytes();
    return announcedLength(request) > most
        ? new Refused(grant, tooLarge(most))
        : new Granted(grant.get(), format);
  }

  /** The refusal of a body of more than so many bytes. */
  static Refusal tooLarge(int most) {
    return Refusal.of(
        Problem.BODY_TOO_LARGE, "a body holds at most " + most + " bytes uncompressed");
  }

  private static long announcedLength(HttpServerRequest request) {
    String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      return 0;
    }
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private static Admission refused(Problem problem, String detail) {
    return new Refused(Optional.empty(), Refusal.of(problem, detail));
  }

  private static Admission retryable(Problem problem, String detail, int seconds) {
    return new Refused(Optional.empty(), Refusal.retryable(problem, detail, seconds));
  }
}
