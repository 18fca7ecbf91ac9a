package io.causality.portal.http;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An error as a client sees it (RFC 9457). Holds no secret and nothing of the inside.
 *
 * @param detail for people
 * @param field JSON path in the request
 * @param line line in the request's SQL, from 1; 0 where that says nothing
 * @param column column in it, from 1
 * @param suggestion what to do instead
 * @param retryAfterSeconds when to come again; 0 to say nothing
 */
public record Problem(
    ProblemCode code,
    String detail,
    @Nullable String field,
    int line,
    int column,
    @Nullable String suggestion,
    int retryAfterSeconds) {

  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail, null, 0, 0, null, 0);
  }

  public Problem at(String where) {
    return new Problem(code, detail, where, line, column, suggestion, retryAfterSeconds);
  }

  public Problem at(int sqlLine, int sqlColumn) {
    return new Problem(code, detail, field, sqlLine, sqlColumn, suggestion, retryAfterSeconds);
  }

  public Problem suggest(String what) {
    return new Problem(code, detail, field, line, column, what, retryAfterSeconds);
  }

  public Problem retryAfter(int seconds) {
    return new Problem(code, detail, field, line, column, suggestion, seconds);
  }

  /** As the body of a reply, or of an event in one that is streamed. */
  public JsonObject toJson(String requestId) {
    JsonObject json =
        new JsonObject()
            .put("title", code.title())
            .put("status", code.status())
            .put("code", code.text())
            .put("detail", detail)
            .put("requestId", requestId);
    if (field != null) {
      json.put("field", field);
    }
    if (line > 0) {
      json.put("line", line).put("column", column);
    }
    if (suggestion != null) {
      json.put("suggestion", suggestion);
    }
    if (code == ProblemCode.PROVIDER_DOWN) {
      json.put("interpreter_available", true);
    }
    return json;
  }
}
