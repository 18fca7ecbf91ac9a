package io.causality.rules.model;

/** A document that is no rule. */
public final class BadRuleException extends Exception {
  private static final long serialVersionUID = 1;

  private final String field;
  private final String detail;

  /**
   * Names the place and the reason.
   *
   * @param field JSON path in the document, like {@code $.when.match.where[0].path}
   * @param detail a sentence for a person, without the field
   */
  public BadRuleException(String field, String detail) {
    super(field + ": " + detail);
    this.field = field;
    this.detail = detail;
  }

  /** JSON path in the document, like {@code $.when.match.where[0].path}. */
  public String field() {
    return field;
  }

  /** The reason, for a person. */
  public String detail() {
    return detail;
  }
}
