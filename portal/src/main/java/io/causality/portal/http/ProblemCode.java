package io.causality.portal.http;

import java.util.Locale;

/** Everything that can go wrong for a client; the lower-case name is the stable {@code code}. */
public enum ProblemCode {
  BAD_REQUEST(400, "The request is not as the API describes it"),
  BAD_SPEC(400, "The insight cannot be meant like that"),
  BAD_RULE(400, "That is no rule"),
  BAD_QUESTION(400, "The question cannot be asked like that"),
  RESERVED_APP_ID(400, "That app id is reserved"),
  APP_REQUIRED(400, "The app must be named"),
  SQL_SYNTAX(400, "The SQL has a syntax error"),
  SQL_NOT_ALLOWED(400, "That SQL is not allowed here"),
  SQL_FAILED(400, "The query failed"),
  SCAN_LIMIT(400, "The query reads too much"),
  RESULT_LIMIT(400, "The result is too large"),
  NOT_AUTHENTICATED(401, "Not authenticated"),
  BAD_CREDENTIALS(401, "Wrong email or password"),
  FORBIDDEN(403, "Not allowed"),
  CSRF(403, "The request could come from another site"),
  WRONG_PASSWORD(403, "The current password is another one"),
  NOT_FOUND(404, "Not found"),
  NO_SUCH_APP(404, "No such app"),
  NO_SUCH_KEY(404, "No such key"),
  NO_SUCH_USER(404, "No such user"),
  NO_SUCH_TOKEN(404, "No such token"),
  NO_SUCH_SESSION(404, "No such session"),
  NO_SUCH_QUERY(404, "No such query"),
  NO_SUCH_QUESTION(404, "No such question"),
  NO_SUCH_CONVERSATION(404, "No such conversation"),
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  APP_EXISTS(409, "The app exists"),
  USER_EXISTS(409, "The user exists"),
  LAST_ADMIN(409, "There must be an admin"),
  ONESELF(409, "Nobody does that to oneself"),
  QUERY_EXISTS(409, "A query of that id is running"),
  QUERY_CANCELLED(409, "The query was cancelled"),
  TOO_MANY(409, "There are too many"),
  READ_ONLY(409, "That cannot be changed"),
  TOO_LARGE(413, "The request is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  LOCKED(429, "Too many failed attempts"),
  TOO_MANY_VIEWERS(429, "Too many live views"),
  TOO_MANY_QUERIES(429, "Too many queries"),
  TOO_MANY_QUESTIONS(429, "Too many questions"),
  INTERNAL(500, "Something is wrong in the portal"),
  DATABASE_DOWN(503, "The database is not there"),
  STREAM_DOWN(503, "The stream is not there"),
  QUERY_ENGINE_DOWN(503, "The query engine is not there"),
  QUERY_ENGINE_FULL(503, "The query engine has no room"),
  NO_SECRET_KEY(503, "The portal has no key for secrets"),
  PROVIDER_DOWN(503, "No model answers"),
  BUDGET_SPENT(504, "The question took too much"),
  TIME_LIMIT(504, "The query took too long");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
