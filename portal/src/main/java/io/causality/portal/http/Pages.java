package io.causality.portal.http;

import io.vertx.ext.web.Router;

/** What is served beside the API, to everybody: pages and files. */
@FunctionalInterface
public interface Pages {
  /** Adds its routes; none of them begins with {@code /api}. */
  void mount(Router router);
}
