package io.causality.rules.model;

/** Which texts are numbers, and how they compare. Pure functions. */
public final class Numbers {
  private static final int MAX_LENGTH = 40;

  private Numbers() {}

  /**
   * Whether text is a number: an optional sign, digits, an optional fraction and an optional
   * exponent, at most 40 characters.
   */
  public static boolean isNumber(String text) {
    int length = text.length();
    if (length == 0 || length > MAX_LENGTH) {
      return false;
    }
    int i = isSign(text.charAt(0)) ? 1 : 0;
    int start = i;
    i = digits(text, i);
    int digits = i - start;
    if (i < length && text.charAt(i) == '.') {
      int fraction = i + 1;
      i = digits(text, fraction);
      digits += i - fraction;
    }
    if (digits == 0) {
      return false;
    }
    if (i < length && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      int exponent = i + 1;
      if (exponent < length && isSign(text.charAt(exponent))) {
        exponent++;
      }
      i = digits(text, exponent);
      return i == length && i > exponent;
    }
    return i == length;
  }

  private static boolean isSign(char c) {
    return c == '-' || c == '+';
  }

  private static int digits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }
}
