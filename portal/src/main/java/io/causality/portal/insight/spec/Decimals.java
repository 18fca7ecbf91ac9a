package io.causality.portal.insight.spec;

import java.util.regex.Pattern;

/** Which texts are numbers. */
public final class Decimals {
  /** Sign, fraction and exponent are allowed; spaces, NaN and infinities are not. */
  public static final String PATTERN = "^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?\\z";

  private static final Pattern COMPILED = Pattern.compile(PATTERN);

  private Decimals() {}

  public static boolean is(String text) {
    return COMPILED.matcher(text).find();
  }
}
