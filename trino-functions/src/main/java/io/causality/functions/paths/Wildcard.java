package io.causality.functions.paths;

/** Patterns in which {@code *} stands for any characters, also none. */
final class Wildcard {
  private Wildcard() {}

  /** The pattern fits the whole text. Work: at most pattern × text. */
  static boolean fits(String pattern, String text) {
    int inPattern = 0;
    int inText = 0;
    int afterStar = -1;
    int resume = 0;
    while (inText < text.length()) {
      if (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
        afterStar = ++inPattern;
        resume = inText;
      } else if (inPattern < pattern.length() && pattern.charAt(inPattern) == text.charAt(inText)) {
        inPattern++;
        inText++;
      } else if (afterStar >= 0) {
        inPattern = afterStar;
        inText = ++resume;
      } else {
        return false;
      }
    }
    while (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
      inPattern++;
    }
    return inPattern == pattern.length();
  }
}
