package io.causality.portal.sqleditor;

/**
 * A place in a query that names a table of the lake.
 *
 * @param start offset of its first character
 * @param end offset after its last character
 * @param table {@code events} or {@code persons}
 * @param form how it stands there
 */
record TableReference(int start, int end, String table, Form form) {

  /** What may stand in its place. */
  enum Form {
    /** {@code FROM events}: its columns are named by the table. */
    BARE,
    /** {@code FROM events AS e}: its columns are named by the alias, which stays. */
    ALIASED,
    /** {@code FROM events AS e (a, b, …)}: its columns are named in their order. */
    ALIASED_COLUMNS,
    /** {@code TABLE events}: a query of its own. */
    COMMAND
  }
}
