package io.causality.gateway.decode;

import io.causality.gateway.problem.Problem;

/**
 * Leaves the decoding of one event; turned into a value where the event ends. Without a stack
 * trace, as bad input is no bug and must stay cheap.
 */
final class RejectedEvent extends Exception {
  private static final long serialVersionUID = 1L;

  private final Problem problem;
  private final String field;
  private final String reason;

  private RejectedEvent(Problem problem, String field, String reason) {
    super(field + ": " + reason, null, false, false);
    this.problem = problem;
    this.field = field;
    this.reason = reason;
  }

  /** The field, as the client names it, breaks a rule. */
  static RejectedEvent of(String field, String reason) {
    return new RejectedEvent(Problem.INVALID_EVENT, shorten(field), reason);
  }

  /** The event names another app than the key's. */
  static RejectedEvent wrongApp(String reason) {
    return new RejectedEvent(Problem.WRONG_APP, "appId", reason);
  }

  /** The same, with the field seen from the message around it. */
  RejectedEvent within(String outer) {
    return new RejectedEvent(problem, shorten(outer) + "." + field, reason);
  }

  Problem problem() {
    return problem;
  }

  /** Where in the event, as the client names it. */
  String field() {
    return field;
  }

  /** Names come from the client and may be huge. */
  private static String shorten(String name) {
    return name.length() <= 80 ? name : name.substring(0, 77) + "...";
  }
}
