package io.causality.portal.pages;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a form was sent from a page of ours. Browsers say so themselves; what sends neither of
 * the two headers is no browser, and has no visitor in whose name it could act.
 */
final class SameOrigin {
  private static final Set<String> OURS = Set.of("same-origin", "none");

  private SameOrigin() {}

  static boolean holds(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return OURS.contains(site);
    }
    String origin = request.getHeader("Origin");
    return origin == null || isOurs(origin, request.authority());
  }

  private static boolean isOurs(String origin, @Nullable HostAndPort own) {
    try {
      URI uri = new URI(origin);
      return own != null
          && own.host().equalsIgnoreCase(uri.getHost())
          && own.port() == uri.getPort();
    } catch (URISyntaxException e) {
      return false; // nobody's
    }
  }
}
