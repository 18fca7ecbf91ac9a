package io.causality.portal.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A good answer.
 *
 * @param json the body in pieces, of which each is sent as it is; none for an empty body
 */
public record Reply(int status, List<Buffer> json) {
  public Reply {
    json = List.copyOf(json);
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
}
