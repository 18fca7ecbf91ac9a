package io.causality.gateway.collect;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Finds the API key of a request. */
final class Credentials {
  private static final CharSequence X_API_KEY = HttpHeaders.createOptimized("x-api-key");
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  private Credentials() {}

  /**
   * The key in {@code X-API-Key}, as bearer token, as Basic user name, or in the query parameter
   * {@code api_key}, for {@code sendBeacon}, which cannot set headers. Null without one.
   */
  static @Nullable String key(HttpServerRequest request) {
    String key = request.headers().get(X_API_KEY);
    if (key != null && !key.isEmpty()) {
      return key;
    }
    String authorization = request.headers().get(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
        return emptyToNull(authorization.substring(BEARER.length()).strip());
      }
      if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
        return basicUser(authorization.substring(BASIC.length()).strip());
      }
    }
    String query = request.query();
    return query == null || query.isEmpty() ? null : emptyToNull(request.getParam("api_key", ""));
  }

  private static @Nullable String basicUser(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return emptyToNull(colon < 0 ? pair : pair.substring(0, colon));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
