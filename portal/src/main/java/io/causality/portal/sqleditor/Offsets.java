package io.causality.portal.sqleditor;

/**
 * Offsets in a text: the parser counts code points, Java counts UTF-16 units, people count lines
 * and columns.
 */
record Offsets(String text) {

  /** UTF-16 offset of a code point's index. */
  int of(int codePoints) {
    return text.offsetByCodePoints(0, codePoints);
  }

  /** UTF-16 offset of a line and column from 1; within the text. */
  int of(int line, int column) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        break;
      }
      start = end + 1;
    }
    int left = text.codePointCount(start, text.length());
    return text.offsetByCodePoints(start, Math.min(Math.max(0, column - 1), left));
  }

  /** Line of an offset, from 1. */
  int line(int offset) {
    return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  /** Column of an offset in its line, from 1, in code points. */
  int column(int offset) {
    int start = text.lastIndexOf('\n', offset - 1) + 1;
    return 1 + text.codePointCount(start, offset);
  }
}
