package io.causality.rules.path;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code $.a['b'][0][*]}. */
final class PathParser {
  private static final int MAX_STEPS = 20;
  private static final int MAX_INDEX = 9_999;

  private final String text;
  private int position;

  private PathParser(String text) {
    this.text = text;
  }

  static List<Step> parse(String text) throws BadPathException {
    return new PathParser(text).steps();
  }

  /** A name as a step. */
  static String quoted(String name) {
    return isPlain(name)
        ? "." + name
        : "['" + name.replace("\\", "\\\\").replace("'", "\\'") + "']";
  }

  private static boolean isPlain(String name) {
    return !name.isEmpty() && name.chars().allMatch(PathParser::isNamePart);
  }

  private static boolean isNamePart(int c) {
    return c == '_' || c == '-' || c == '$' || c == ':' || Character.isLetterOrDigit(c);
  }

  private List<Step> steps() throws BadPathException {
    if (!text.startsWith("$")) {
      throw new BadPathException("a path begins with $, like $.event_name");
    }
    position = 1;
    List<Step> steps = new ArrayList<>();
    while (position < text.length()) {
      steps.add(step());
      if (steps.size() > MAX_STEPS) {
        throw new BadPathException("a path has at most " + MAX_STEPS + " steps");
      }
    }
    if (steps.isEmpty()) {
      throw new BadPathException("after $ comes the name of a column, like $.event_name");
    }
    return steps;
  }

  private Step step() throws BadPathException {
    char c = text.charAt(position++);
    if (c == '.') {
      return new Step.Name(plainName());
    } else if (c != '[') {
      throw unexpected(position - 1);
    }
    if (text.startsWith("*]", position)) {
      position += 2;
      return new Step.All();
    } else if (text.startsWith("'", position) || text.startsWith("\"", position)) {
      return new Step.Name(quotedName(text.charAt(position++)));
    }
    int end = text.indexOf(']', position);
    String index = end < 0 ? "" : text.substring(position, end);
    if (index.isEmpty()
        || index.length() > 4
        || !index.chars().allMatch(d -> d >= '0' && d <= '9')) {
      throw new BadPathException(
          "between [ and ] is expected: *, a number up to "
              + MAX_INDEX
              + " or a quoted name, at character "
              + (position + 1));
    }
    position = end + 1;
    return new Step.Index(Integer.parseInt(index));
  }

  private String plainName() throws BadPathException {
    int start = position;
    while (position < text.length() && isNamePart(text.charAt(position))) {
      position++;
    }
    if (start == position) {
      throw new BadPathException("a name is missing at character " + (start + 1));
    }
    return text.substring(start, position);
  }

  private String quotedName(char quote) throws BadPathException {
    StringBuilder name = new StringBuilder();
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == quote) {
        if (position < text.length() && text.charAt(position) == ']') {
          position++;
          return name.toString();
        }
        throw new BadPathException("] is missing at character " + (position + 1));
      } else if (c == '\\' && position < text.length()) {
        c = text.charAt(position++);
      }
      name.append(c);
    }
    throw new BadPathException("the quoted name does not end");
  }

  private BadPathException unexpected(int at) {
    return new BadPathException("unexpected \"" + text.charAt(at) + "\" at character " + (at + 1));
  }
}
