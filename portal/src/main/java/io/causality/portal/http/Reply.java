package io.causality.portal.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * A good answer.
 *
 * @param json the body; empty for none
 */
public record Reply(int status, Buffer json) {
  public static Reply ok(JsonObject body) {
    return new Reply(200, body.toBuffer());
  }

  public static Reply created(JsonObject body) {
    return new Reply(201, body.toBuffer());
  }

  public static Reply empty(int status) {
    return new Reply(status, Buffer.buffer());
  }
}
