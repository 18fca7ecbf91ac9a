package io.causality.portal.pages;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders pages and parts of them, and sends them. */
final class PageWriter {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type",
          "text/html; charset=utf-8",
          "Content-Security-Policy",
          "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
              + " frame-ancestors 'none'",
          "Referrer-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), microphone=(), geolocation=()",
          "Cache-Control",
          "no-cache",
          "Vary",
          "Accept-Encoding, HX-Request");

  private final Templates templates = new Templates();
  private final Assets assets;

  PageWriter(Assets assets) {
    this.assets = assets;
  }

  /**
   * A whole page.
   *
   * @param view what its template shows; null where that needs nothing
   */
  Buffer page(Page page, @Nullable Object view) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("frame", new Frame(page, assets));
    if (view != null) {
      parameters.put("view", view);
    }
    return templates.render(page.template(), parameters);
  }

  /** A part of a page, to be put into one that the browser has already. */
  Buffer part(String template, Object view) {
    return templates.render(template, Map.of("view", view));
  }

  /** Whether only a part is wanted: htmx asks, and not to restore a whole page. */
  static boolean wantsPart(HttpServerRequest request) {
    return "true".equals(request.getHeader("HX-Request"))
        && !"true".equals(request.getHeader("HX-History-Restore-Request"));
  }

  /** Sends it, unless the client has gone. */
  static void send(RoutingContext context, int status, Buffer content) {
    HttpServerResponse response = context.response();
    if (response.closed()) {
      return;
    }
    response.setStatusCode(status);
    HEADERS.forEach(response::putHeader);
    response.end(content);
  }
}
