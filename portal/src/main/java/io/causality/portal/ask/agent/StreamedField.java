package io.causality.portal.ask.agent;

/**
 * Takes the text of one field out of a JSON object that arrives in pieces, as far as it has come.
 * Only a field of the object itself counts, and the first of its name. For one thread.
 */
final class StreamedField {
  private static final int HEX_DIGITS = 4;

  private final String name;
  private final StringBuilder string = new StringBuilder();
  private final StringBuilder value = new StringBuilder();
  private final StringBuilder hex = new StringBuilder();
  private int depth;
  private boolean inString;
  private boolean escaped;
  private boolean inUnicode;
  private boolean isKey;
  private boolean isWanted;
  private boolean isDone;

  StreamedField(String name) {
    this.name = name;
  }

  /** Reads on; answers the field's text so far. */
  String take(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      if (inString) {
        inString(piece.charAt(i));
      } else {
        outside(piece.charAt(i));
      }
    }
    return value.toString();
  }

  private void outside(char c) {
    switch (c) {
      case '{', '[' -> {
        depth++;
        isKey = c == '{';
      }
      case '}', ']' -> depth--;
      case ',' -> {
        isKey = true;
        isWanted = false;
      }
      case ':' -> {
        isWanted = depth == 1 && isKey && string.toString().equals(name);
        isKey = false;
      }
      case '"' -> {
        inString = true;
        string.setLength(0);
      }
      default -> {
        // numbers, words and blanks
      }
    }
  }

  private void inString(char c) {
    if (inUnicode) {
      hex.append(c);
      if (hex.length() == HEX_DIGITS) {
        inUnicode = false;
        unicode();
      }
    } else if (escaped) {
      escaped = false;
      switch (c) {
        case 'u' -> {
          inUnicode = true;
          hex.setLength(0);
        }
        case 'n' -> add('\n');
        case 't' -> add('\t');
        case 'r' -> add('\r');
        case 'b' -> add('\b');
        case 'f' -> add('\f');
        default -> add(c);
      }
    } else if (c == '\\') {
      escaped = true;
    } else if (c == '"') {
      inString = false;
      isDone |= isWanted;
    } else {
      add(c);
    }
  }

  private void unicode() {
    try {
      add((char) Integer.parseInt(hex.toString(), 16));
    } catch (NumberFormatException e) {
      add('\ufffd');
    }
  }

  private void add(char c) {
    string.append(c);
    if (isWanted && !isDone && depth == 1) {
      value.append(c);
    }
  }
}
