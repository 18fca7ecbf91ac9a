package io.causality.portal.http;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;

/**
 * One call of an operation, authenticated and as the OpenAPI file describes it.
 *
 * @param path path parameters by name
 * @param body the JSON body; empty where the operation has none
 */
public record Call(
    Caller caller,
    String requestId,
    Map<String, String> path,
    JsonObject body,
    ClientGone clientGone) {

  /** A path parameter that the operation's path has. */
  public String path(String name) {
    return Objects.requireNonNull(path.get(name), name);
  }
}
