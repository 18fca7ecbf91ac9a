package io.causality.gateway.problem;

/** Every reason for which the gateway refuses a request. The code is part of the API. */
public enum Problem {
  /** The body cannot be read at all: syntax, encoding, compression, protobuf framing. */
  MALFORMED_BODY(400, "malformed_body", "The body cannot be read"),
  /** The one event of the request breaks a rule. */
  INVALID_EVENT(400, "invalid_event", "The event is not valid"),
  /** The request around the events breaks a rule. */
  INVALID_REQUEST(400, "invalid_request", "The request is not valid"),
  NO_KEY(401, "no_key", "An API key is needed"),
  UNKNOWN_KEY(401, "unknown_key", "The API key is not known"),
  WRONG_APP(403, "wrong_app", "The key belongs to another app"),
  NOT_FOUND(404, "not_found", "There is nothing at this path"),
  METHOD_NOT_ALLOWED(405, "method_not_allowed", "The path does not take this method"),
  BODY_TIMEOUT(408, "body_timeout", "The body did not arrive in time"),
  BODY_TOO_LARGE(413, "body_too_large", "The body is too large"),
  TOO_MANY_EVENTS(413, "too_many_events", "The batch has too many events"),
  UNSUPPORTED_MEDIA_TYPE(415, "unsupported_media_type", "The content type is not supported"),
  RATE_LIMITED(429, "rate_limited", "The key sends too many events"),
  HEADERS_TOO_LARGE(431, "headers_too_large", "The request's head is too large"),
  INTERNAL(500, "internal", "The gateway failed"),
  STREAM_UNAVAILABLE(503, "stream_unavailable", "The stream does not answer"),
  STREAM_FULL(503, "stream_full", "The stream is full"),
  KEYS_UNAVAILABLE(503, "keys_unavailable", "The keys are not known yet"),
  OVERLOADED(503, "overloaded", "The gateway holds as much as it may"),
  STOPPING(503, "stopping", "The gateway is stopping");

  private final int status;
  private final String code;
  private final String title;

  Problem(int status, String code, String title) {
    this.status = status;
    this.code = code;
    this.title = title;
  }

  /** HTTP status, 400 to 599. */
  public int status() {
    return status;
  }

  /** Stable name for programs. */
  public String code() {
    return code;
  }

  /** The same sentence for every occurrence. */
  public String title() {
    return title;
  }
}
