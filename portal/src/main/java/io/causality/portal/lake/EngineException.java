package io.causality.portal.lake;

/** The query engine says no, or does not answer. */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final String errorName;
  private final int line;
  private final int column;

  /** What it means for the one who asked. */
  public enum Kind {
    /** Not reached, starting, or lost in the middle: the same may work in a moment. */
    AWAY,
    /** The statement is wrong. */
    USER,
    /** A limit of time was reached. */
    TIME,
    /** A limit of bytes was reached. */
    SCAN,
    /** Cancelled on demand. */
    CANCELLED,
    /** Not enough memory, queue full. */
    RESOURCES,
    /** The engine could not read or failed inside. */
    INTERNAL
  }

  /**
   * What went wrong.
   *
   * @param line in the statement, from 1; 0 where that says nothing
   */
  public EngineException(Kind kind, String errorName, String message, int line, int column) {
    super(message);
    this.kind = kind;
    this.errorName = errorName;
    this.line = line;
    this.column = column;
  }

  static EngineException away(String why) {
    return new EngineException(Kind.AWAY, "AWAY", why, 0, 0);
  }

  public Kind kind() {
    return kind;
  }

  /** The engine's name of the error, e.g. {@code COLUMN_NOT_FOUND}. */
  public String errorName() {
    return errorName;
  }

  /** Line in the statement that the engine saw, from 1; 0 where it gave none. */
  public int line() {
    return line;
  }

  /** Column in that line, from 1. */
  public int column() {
    return column;
  }
}
