package io.causality.gateway.collect;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * One operation of the API, as in gateway.yaml.
 *
 * @param operationId name in the OpenAPI file
 */
public record Endpoint(String operationId, HttpMethod method, String path, Action action) {
  /** Handles a request on the event loop of a lane. */
  public interface Action {
    /** Answers the request, now or later. */
    void handle(Lane lane, HttpServerRequest request);
  }
}
