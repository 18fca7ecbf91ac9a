package io.causality.portal.http;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id under which a request is found in logs: the client's if it is a harmless one, else new.
 */
final class RequestIds {
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_-]{8,64}");
  private static final String KEY = "request-id";

  private RequestIds() {}

  static String of(RoutingContext context) {
    String known = context.get(KEY);
    if (known != null) {
      return known;
    }
    String sent = context.request().getHeader("X-Request-Id");
    String id =
        sent != null && HARMLESS.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
    context.put(KEY, id);
    return id;
  }
}
