package io.causality.portal.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/** Reads a {@link Sender} off a request. */
final class Senders {
  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private Senders() {}

  static Sender of(HttpServerRequest request) {
    Cookie cookie = request.getCookie(Sender.COOKIE);
    String agent = request.getHeader("User-Agent");
    return new Sender(
        request.remoteAddress().hostAddress() == null
            ? "unknown"
            : request.remoteAddress().hostAddress(),
        agent == null ? "" : agent,
        request.isSSL() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")),
        !READING.contains(request.method()),
        request.getHeader("Authorization"),
        cookie == null ? null : cookie.getValue(),
        request.getHeader("X-CSRF-Token"));
  }
}
