package io.causality.portal.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A good answer. */
public record Reply(int status, Map<String, String> headers, Body body) {
  public Reply {
    headers = Map.copyOf(headers);
  }

  /** What follows the headers. */
  public sealed interface Body {}

  /**
   * JSON.
   *
   * @param pieces each is sent as it is; none for an empty body
   */
  public record Json(List<Buffer> pieces) implements Body {
    public Json {
      pieces = List.copyOf(pieces);
    }
  }

  /** As long as it lasts. */
  public record Streamed(String contentType, Streaming content) implements Body {}

  /** JSON in pieces, of which each is sent as it is. */
  public Reply(int status, List<Buffer> json) {
    this(status, Map.of(), new Json(json));
  }

  public static Reply ok(JsonObject body) {
    return new Reply(200, List.of(body.toBuffer()));
  }

  public static Reply created(JsonObject body) {
    return new Reply(201, List.of(body.toBuffer()));
  }

  public static Reply empty(int status) {
    return new Reply(status, List.of());
  }

  /** 200 and a body that is written piece by piece. */
  public static Reply streamed(String contentType, Streaming content) {
    return new Reply(200, Map.of(), new Streamed(contentType, content));
  }

  public Reply withHeader(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }
}
