package io.causality.gateway.collect;

import io.causality.gateway.auth.Grant;
import io.causality.gateway.problem.Problem;
import io.causality.gateway.problem.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The judgement on a request's head: whether its body may come. */
sealed interface Admission {
  /**
   * The body may come.
   *
   * @param grant of the request's key; empty while the key may stand in the body
   */
  record Granted(Optional<Grant> grant) implements Admission {}

  /**
   * The request is refused without its body.
   *
   * @param grant of its key, where that is known
   */
  record Refused(Optional<Grant> grant, Refusal refusal) implements Admission {}

  /** Judges a request of which every part but the key's place is known. */
  static Admission of(
      HttpServerRequest request, Lane lane, long nowNanos, @Nullable String keyWanted) {
    if (lane.stopping.getAsBoolean()) {
      return retryable(Problem.STOPPING, "try another gateway, or later", 1);
    }
    Admission byKey = byKey(lane, Credentials.key(request), nowNanos, keyWanted);
    int most = lane.settings.decode().maxBodyBytes();
    return byKey instanceof Granted(Optional<Grant> grant) && announcedLength(request) > most
        ? new Refused(grant, tooLarge(most))
        : byKey;
  }

  /**
   * Judges a key.
   *
   * @param key null without one
   * @param keyWanted how to send a key; null where one that is missing or not known does not matter
   *     yet
   */
  static Admission byKey(
      Lane lane, @Nullable String key, long nowNanos, @Nullable String keyWanted) {
    if (!lane.keys.known()) {
      return retryable(Problem.KEYS_UNAVAILABLE, "the key store was not read yet", 1);
    }
    Optional<Grant> grant = key == null ? Optional.empty() : lane.keys.find(key);
    if (grant.isEmpty()) {
      if (keyWanted == null) {
        return new Granted(Optional.empty());
      }
      return key == null
          ? refused(Problem.NO_KEY, keyWanted)
          : refused(Problem.UNKNOWN_KEY, "it was never made, or it is revoked");
    }
    int wait = grant.get().rate().waitSeconds(nowNanos);
    return wait > 0
        ? new Refused(
            grant, Refusal.retryable(Problem.RATE_LIMITED, "the key's rate is used up", wait))
        : new Granted(grant);
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
