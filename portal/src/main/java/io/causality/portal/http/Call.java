package io.causality.portal.http;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of an operation, authenticated and as the OpenAPI file describes it.
 *
 * @param authenticated who calls; null where the operation is for everybody
 * @param path path parameters by name
 * @param query query parameters by name, checked against the OpenAPI file
 * @param body the JSON body; empty where the operation has none
 * @param accept the header {@code Accept}; empty without one
 */
public record Call(
    @Nullable Caller authenticated,
    Sender sender,
    String requestId,
    Map<String, String> path,
    Map<String, String> query,
    JsonObject body,
    String accept,
    ClientGone clientGone,
    Trail trail) {

  /** Who calls an operation that is not for everybody. */
  public Caller caller() {
    return Objects.requireNonNull(authenticated, "an operation for everybody asked who calls");
  }

  /** Whether the caller names that type of content as one that it takes. */
  public boolean accepts(String contentType) {
    return accept.contains(contentType);
  }

  /** A path parameter that the operation's path has. */
  public String path(String name) {
    return Objects.requireNonNull(path.get(name), name);
  }

  /** A query parameter; empty when it was not sent. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** A whole number among the query parameters, which the OpenAPI file declares as one. */
  public int query(String name, int otherwise) {
    return query(name).map(Integer::parseInt).orElse(otherwise);
  }
}
