package io.causality.gateway.dialect;

/** Leaves the mapping of one event that breaks a rule of its dialect. Without a stack trace. */
final class UnfitEvent extends Exception {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String reason;

  UnfitEvent(String field, String reason) {
    super(field + ": " + reason, null, false, false);
    this.field = field;
    this.reason = reason;
  }

  String field() {
    return field;
  }

  String reason() {
    return reason;
  }
}
