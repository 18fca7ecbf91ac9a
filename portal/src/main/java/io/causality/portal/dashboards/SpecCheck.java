package io.causality.portal.dashboards;

import io.vertx.core.json.JsonObject;

/** Knows what can be an insight's spec. */
@FunctionalInterface
public interface SpecCheck {
  /**
   * Refuses what is none.
   *
   * @param path where it stands in the request, e.g. {@code $.query}
   * @throws io.causality.portal.http.ProblemException that names the mistake's place
   */
  void require(JsonObject spec, String path);
}
