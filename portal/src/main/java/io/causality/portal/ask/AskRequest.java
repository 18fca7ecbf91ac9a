package io.causality.portal.ask;

import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A question as it was sent.
 *
 * @param now the instant at which it counts as asked
 * @param zone empty for the app's
 */
record AskRequest(
    String question,
    Optional<String> conversation,
    Instant now,
    Optional<ZoneId> zone,
    Mode mode,
    boolean verifiedOnly) {
  static final int LONGEST = 2_000;
  private static final Set<String> FIELDS =
      Set.of("question", "conversation", "now", "timezone", "mode", "verified_only");

  /** Who may answer. */
  enum Mode {
    AUTO,
    INTERPRETER,
    MODEL
  }

  /**
   * Reads the body of a request.
   *
   * @throws ProblemException {@code bad_question}, which names the field
   */
  static AskRequest of(JsonObject body, Instant clock) {
    for (String field : body.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw bad(
            "$." + field,
            "unknown field; there are " + String.join(", ", FIELDS.stream().sorted().toList()));
      }
    }
    String question = text(body, "question").orElse("").strip();
    if (question.isEmpty()) {
      throw bad("$.question", "there is no question");
    }
    if (question.codePointCount(0, question.length()) > LONGEST) {
      throw bad("$.question", "a question has at most " + LONGEST + " characters");
    }
    return new AskRequest(
        question,
        text(body, "conversation"),
        text(body, "now").map(AskRequest::instant).orElse(clock),
        text(body, "timezone").map(AskRequest::zone),
        text(body, "mode").map(AskRequest::mode).orElse(Mode.AUTO),
        truth(body));
  }

  private static Optional<String> text(JsonObject body, String field) {
    Object value = body.getValue(field);
    if (value != null && !(value instanceof String)) {
      throw bad("$." + field, field + " is a text");
    }
    return Optional.ofNullable((String) value);
  }

  private static boolean truth(JsonObject body) {
    Object value = body.getValue("verified_only");
    if (value != null && !(value instanceof Boolean)) {
      throw bad("$.verified_only", "verified_only is true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
    } catch (DateTimeException e) {
      throw bad("$.now", "now is an instant, e.g. 2026-11-01T08:00:00Z");
    }
  }

  private static ZoneId zone(String text) {
    if (!ZoneId.getAvailableZoneIds().contains(text)) {
      throw bad(
          "$.timezone", "no time zone is called that; it is an IANA name, e.g. Europe/Berlin");
    }
    return ZoneId.of(text);
  }

  private static Mode mode(String text) {
    for (Mode mode : Mode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
        return mode;
      }
    }
    throw bad("$.mode", "mode is auto, interpreter or model");
  }

  private static ProblemException bad(String field, String detail) {
    return new ProblemException(Problem.of(ProblemCode.BAD_QUESTION, detail).at(field));
  }
}
