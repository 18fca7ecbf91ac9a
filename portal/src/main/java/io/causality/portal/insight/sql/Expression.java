package io.causality.portal.insight.sql;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A value or condition in Trino's SQL. Text that comes from a user gets in as a literal only.
 *
 * @param text complete by itself: parenthesized where its place could tear it apart
 */
public record Expression(String text) {
  public static final Expression TRUE = new Expression("TRUE");
  public static final Expression FALSE = new Expression("FALSE");
  public static final Expression NULL = new Expression("NULL");

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

  /**
   * A string. Quotes are doubled; everything else, also control characters and anything beyond
   * ASCII, stands for itself in Trino's SQL.
   */
  public static Expression literal(String value) {
    return new Expression("'" + value.replace("'", "''") + "'");
  }

  public static Expression literal(long value) {
    return new Expression(value < 0 ? "(" + value + ")" : Long.toString(value));
  }

  /** A finite double, exactly. */
  public static Expression literal(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not finite: " + value);
    }
    String text = Double.toString(value);
    String exponent = text.contains("E") ? text : text + "E0";
    return new Expression(value < 0 || text.startsWith("-") ? "(" + exponent + ")" : exponent);
  }

  /** A {@code timestamp(3)} of that many ms since the epoch, UTC. */
  public static Expression timestamp(long ms) {
    LocalDateTime utc = LocalDateTime.ofInstant(Instant.ofEpochMilli(ms), ZoneOffset.UTC);
    return new Expression("TIMESTAMP '" + TIMESTAMP.format(utc) + "'");
  }

  /** A column by its name, quoted where needed. */
  public static Expression column(String name) {
    return new Expression(identifier(name));
  }

  /** A column of a relation. */
  public static Expression column(String alias, String name) {
    return new Expression(identifier(alias) + "." + identifier(name));
  }

  static String identifier(String name) {
    return Words.needsQuotes(name) ? '"' + name.replace("\"", "\"\"") + '"' : name;
  }

  public static Expression call(String function, Expression... arguments) {
    return call(function, Arrays.asList(arguments));
  }

  public static Expression call(String function, List<Expression> arguments) {
    return new Expression(function + list(arguments));
  }

  public static Expression cast(Expression value, String type) {
    return new Expression("CAST(" + value.text + " AS " + type + ")");
  }

  public static Expression array(List<Expression> elements) {
    return new Expression(
        elements.stream().map(Expression::text).collect(Collectors.joining(", ", "ARRAY[", "]")));
  }

  /** Two values and an operator between them. */
  public static Expression binary(Expression left, String operator, Expression right) {
    return new Expression("(" + left.text + " " + operator + " " + right.text + ")");
  }

  public Expression eq(Expression other) {
    return binary(this, "=", other);
  }

  public Expression ge(Expression other) {
    return binary(this, ">=", other);
  }

  public Expression le(Expression other) {
    return binary(this, "<=", other);
  }

  public Expression lt(Expression other) {
    return binary(this, "<", other);
  }

  public Expression isNull() {
    return new Expression("(" + text + " IS NULL)");
  }

  public Expression isNotNull() {
    return new Expression("(" + text + " IS NOT NULL)");
  }

  /** Equal to one of the values; false of none. */
  public Expression in(Collection<Expression> values) {
    if (values.isEmpty()) {
      return FALSE;
    }
    if (values.size() == 1) {
      return eq(values.iterator().next());
    }
    return new Expression("(" + text + " IN " + list(values) + ")");
  }

  public Expression not() {
    return equals(TRUE) ? FALSE : equals(FALSE) ? TRUE : new Expression("(NOT " + text + ")");
  }

  /** The condition, false where it is unknown. */
  public Expression orFalse() {
    return equals(TRUE) || equals(FALSE) ? this : call("coalesce", this, FALSE);
  }

  public static Expression and(Expression... conditions) {
    return and(Arrays.asList(conditions));
  }

  /** All of them; true of none. */
  public static Expression and(Collection<Expression> conditions) {
    List<Expression> needed = conditions.stream().filter(c -> !c.equals(TRUE)).distinct().toList();
    return needed.contains(FALSE) ? FALSE : joined(needed, " AND ", TRUE);
  }

  /** One of them; false of none. */
  public static Expression or(Collection<Expression> conditions) {
    List<Expression> needed = conditions.stream().filter(c -> !c.equals(FALSE)).distinct().toList();
    return needed.contains(TRUE) ? TRUE : joined(needed, " OR ", FALSE);
  }

  private static Expression joined(List<Expression> parts, String word, Expression ofNone) {
    if (parts.isEmpty()) {
      return ofNone;
    }
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    return new Expression(
        parts.stream().map(Expression::text).collect(Collectors.joining(word, "(", ")")));
  }

  private static String list(Collection<Expression> values) {
    return values.stream().map(Expression::text).collect(Collectors.joining(", ", "(", ")"));
  }
}
