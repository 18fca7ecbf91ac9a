package io.causality.portal.sqleditor;

import java.util.ArrayList;
import java.util.List;

/**
 * The text that runs, and how places in it lead back to the text that was sent.
 *
 * @param edits what was replaced, in order and apart
 */
record RewrittenQuery(String original, List<Edit> edits, String text) {
  private static final String EXPLAIN = "EXPLAIN ";

  /**
   * A piece of the original replaced.
   *
   * @param start offset in the original
   * @param end offset after the piece
   */
  record Edit(int start, int end, String replacement) {}

  static RewrittenQuery of(String original, List<Edit> edits, String end) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (Edit edit : edits) {
      text.append(original, at, edit.start()).append(edit.replacement());
      at = edit.end();
    }
    text.append(original, at, original.length()).append(end);
    return new RewrittenQuery(original, List.copyOf(edits), text.toString());
  }

  /** The statement that plans this one and runs nothing, with the same places. */
  RewrittenQuery explained() {
    List<Edit> all = new ArrayList<>();
    all.add(new Edit(0, 0, EXPLAIN));
    all.addAll(edits);
    return new RewrittenQuery(original, List.copyOf(all), EXPLAIN + text);
  }

  /** Offset in the original that a line and column of the text come from. */
  int originalOffset(int line, int column) {
    int offset = new Offsets(text).of(line, column);
    int shift = 0;
    for (Edit edit : edits) {
      int start = edit.start() + shift;
      int end = start + edit.replacement().length();
      if (offset < start) {
        break;
      }
      if (offset < end) {
        return edit.start();
      }
      shift += edit.replacement().length() - (edit.end() - edit.start());
    }
    return Math.min(offset - shift, original.length());
  }
}
