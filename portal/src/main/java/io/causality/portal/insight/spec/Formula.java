package io.causality.portal.insight.spec;

import java.util.function.IntToDoubleFunction;

/**
 * A calculation with series: {@code + - * /}, parentheses, numbers, and A, B, … for the series in
 * their order. Division by zero is 0.
 */
public record Formula(String text, Term term) {
  private static final int LONGEST = 1_000;
  private static final int DEEPEST = 100;

  /** A part of a formula. */
  public sealed interface Term {
    /** A number. */
    record Constant(double value) implements Term {}

    /** The value of a series, by its index. */
    record Value(int series) implements Term {}

    /** The negative of a term. */
    record Negative(Term term) implements Term {}

    /** Two terms and {@code + - *} or {@code /} between them. */
    record Binary(char operator, Term left, Term right) implements Term {}
  }

  /** The value, given that of each series. */
  public double of(IntToDoubleFunction values) {
    double value = of(term, values);
    return Double.isFinite(value) ? value : 0;
  }

  private static double of(Term term, IntToDoubleFunction values) {
    return switch (term) {
      case Term.Constant constant -> constant.value();
      case Term.Value value -> values.applyAsDouble(value.series());
      case Term.Negative negative -> -of(negative.term(), values);
      case Term.Binary(char operator, Term left, Term right) ->
          of(operator, of(left, values), of(right, values));
    };
  }

  private static double of(char operator, double left, double right) {
    return switch (operator) {
      case '+' -> left + right;
      case '-' -> left - right;
      case '*' -> left * right;
      default -> right == 0 ? 0 : left / right;
    };
  }

  /**
   * Reads a formula over so many series.
   *
   * @throws SpecException saying what is wrong, and where in the text
   */
  static Formula parse(String text, int series, String path) {
    if (text.length() > LONGEST) {
      throw new SpecException(path, "a formula has at most " + LONGEST + " characters", null);
    }
    Reader reader = new Reader(text, series, path);
    Term term = reader.sum(0);
    reader.end();
    return new Formula(text, term);
  }

  /** Recursive descent; not thread-safe. */
  private static final class Reader {
    private final String text;
    private final int series;
    private final String path;
    private int at;

    Reader(String text, int series, String path) {
      this.text = text;
      this.series = series;
      this.path = path;
    }

    Term sum(int depth) {
      Term left = product(depth);
      while (next('+') || next('-')) {
        char operator = text.charAt(at++);
        left = new Term.Binary(operator, left, product(depth));
      }
      return left;
    }

    private Term product(int depth) {
      Term left = factor(depth);
      while (next('*') || next('/')) {
        char operator = text.charAt(at++);
        left = new Term.Binary(operator, left, factor(depth));
      }
      return left;
    }

    private Term factor(int depth) {
      if (depth > DEEPEST) {
        throw wrong("is nested too deeply");
      }
      if (next('-')) {
        at++;
        return new Term.Negative(factor(depth + 1));
      }
      if (next('+')) {
        at++;
        return factor(depth + 1);
      }
      if (next('(')) {
        at++;
        Term inside = sum(depth + 1);
        if (!next(')')) {
          throw wrong("needs a ) here");
        }
        at++;
        return inside;
      }
      return at < text.length() && isDigit(text.charAt(at)) ? number() : name();
    }

    private Term number() {
      int start = at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
        int exponent = at + 1;
        if (exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0) {
          exponent++;
        }
        int digits = exponent;
        while (exponent < text.length() && Character.isDigit(text.charAt(exponent))) {
          exponent++;
        }
        at = exponent > digits ? exponent : at;
      }
      String number = text.substring(start, at);
      if (!Decimals.is(number)) {
        at = start;
        throw wrong("has no number here");
      }
      return new Term.Constant(Double.parseDouble(number));
    }

    private Term name() {
      if (at == text.length()) {
        throw wrong("ends too early");
      }
      int start = at;
      while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
        at++;
      }
      String name = text.substring(start, at);
      int index = name.length() == 1 ? name.charAt(0) - 'A' : -1;
      if (index >= 0 && index < series) {
        return new Term.Value(index);
      }
      at = start;
      if (name.isEmpty()) {
        throw wrong("cannot have \"" + text.charAt(at) + "\" here");
      }
      char last = (char) ('A' + series - 1);
      String upper = name.toUpperCase(java.util.Locale.ROOT);
      boolean meant = upper.length() == 1 && upper.charAt(0) >= 'A' && upper.charAt(0) <= last;
      throw new SpecException(
          path,
          "formula names \""
              + name
              + "\"; the series are called A"
              + (series > 1 ? " to " + last : ""),
          meant ? upper : String.valueOf(last));
    }

    void end() {
      if (!next('\0') && at < text.length()) {
        throw wrong("cannot have \"" + text.charAt(at) + "\" here");
      }
    }

    private boolean next(char wanted) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return at < text.length() && text.charAt(at) == wanted;
    }

    private static boolean isDigit(char c) {
      return c == '.' || (c >= '0' && c <= '9');
    }

    private SpecException wrong(String what) {
      return new SpecException(path, "the formula " + what + " (character " + (at + 1) + ")", null);
    }
  }
}
