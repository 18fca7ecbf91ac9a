package io.causality.portal.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link Sender} off a request. Immutable.
 *
 * <p>A proxy that is trusted says in {@code X-Forwarded-For} for whom it asks, and in {@code
 * X-Forwarded-Proto} how it was asked; from anybody else these headers mean nothing, since a client
 * can write into them what it likes.
 */
public final class Senders {
  private static final int LONGEST_ADDRESS = 100;
  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Proxies proxies;

  /** Senders behind these proxies. */
  public Senders(Proxies proxies) {
    this.proxies = proxies;
  }

  /** What a request says about its sender. */
  public Sender of(HttpServerRequest request) {
    String agent = request.getHeader("User-Agent");
    String connection = request.remoteAddress().hostAddress();
    return new Sender(
        address(connection, request.headers().getAll("X-Forwarded-For")),
        agent == null ? "" : agent,
        request.isSSL() || secure(connection, request.getHeader("X-Forwarded-Proto")),
        !READING.contains(request.method()),
        request.getHeader("Authorization"),
        cookie(request, Sender.COOKIE),
        request.getHeader("X-CSRF-Token"),
        cookie(request, Sender.SIGNING_IN_COOKIE));
  }

  private static @Nullable String cookie(HttpServerRequest request, String name) {
    Cookie cookie = request.getCookie(name);
    return cookie == null ? null : cookie.getValue();
  }

  /**
   * The client's address: from the connection's end on backwards the first that is no trusted
   * proxy.
   *
   * @param connection null when it is not known
   * @param forwarded values of the header, in order
   */
  String address(@Nullable String connection, List<String> forwarded) {
    if (connection == null) {
      return "unknown";
    }
    String address = connection;
    List<String> before =
        forwarded.stream()
            .flatMap(Pattern.compile(",")::splitAsStream)
            .map(String::strip)
            .filter(hop -> !hop.isEmpty())
            .toList();
    for (int hop = before.size() - 1; hop >= 0 && proxies.contains(address); hop--) {
      address = before.get(hop);
    }
    return address.length() > LONGEST_ADDRESS ? address.substring(0, LONGEST_ADDRESS) : address;
  }

  /** Whether a trusted proxy says that it was asked by HTTPS. */
  boolean secure(@Nullable String connection, @Nullable String forwardedProtocol) {
    return connection != null
        && proxies.contains(connection)
        && "https".equalsIgnoreCase(forwardedProtocol);
  }
}
