package io.causality.portal.insight;

/**
 * Statements as answers show them: a text of thousands of characters, such as the people of a
 * static cohort, keeps its beginning and says how long it is. Pure functions.
 */
final class ShownSql {
  private static final int LONGEST_TEXT = 10_000;
  private static final int KEPT = 200;

  private ShownSql() {}

  static String of(String statement) {
    if (statement.length() <= LONGEST_TEXT) {
      return statement;
    }
    StringBuilder shown = new StringBuilder();
    int at = 0;
    for (int open = statement.indexOf('\''); open >= 0; open = statement.indexOf('\'', at)) {
      int end = end(statement, open);
      if (end - open > LONGEST_TEXT) {
        shown
            .append(statement, at, open + 1 + KEPT)
            .append("… (")
            .append(end - open - 2)
            .append(" characters)'");
      } else {
        shown.append(statement, at, end);
      }
      at = end;
    }
    return shown.append(statement, at, statement.length()).toString();
  }

  /** Behind the quote that closes a text; two quotes inside it are one. */
  private static int end(String statement, int open) {
    int quote = statement.indexOf('\'', open + 1);
    while (quote >= 0 && statement.startsWith("''", quote)) {
      quote = statement.indexOf('\'', quote + 2);
    }
    return quote < 0 ? statement.length() : quote + 1;
  }
}
