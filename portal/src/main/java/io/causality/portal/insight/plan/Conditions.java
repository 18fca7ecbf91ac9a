package io.causality.portal.insight.plan;

import static io.causality.portal.insight.sql.Expression.binary;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.literal;
import static io.causality.portal.insight.sql.Expression.or;

import io.causality.portal.insight.spec.Condition;
import io.causality.portal.insight.sql.Expression;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Conditions on a value, which is null where it is missing. */
final class Conditions {
  /** RFC 3339, or a date. */
  private static final String TIME =
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}"
          + "([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?\\z";

  private static final int DATE_LENGTH = 10;

  private static final DateTimeFormatter NANOS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS");

  private Conditions() {}

  /** A condition on a text. */
  static Expression of(Condition condition, Expression text, Expression number) {
    return switch (condition) {
      case Condition.Exact(List<String> values) -> text.in(literals(values));
      case Condition.IsNot(List<String> values) ->
          or(List.of(text.isNull(), text.in(literals(values)).not()));
      case Condition.Contains(String part) -> contains(text, part);
      case Condition.NotContains(String part) ->
          or(List.of(text.isNull(), contains(text, part).not()));
      case Condition.Matches(String pattern) -> call("regexp_like", text, literal(pattern));
      case Condition.Compares(Condition.Comparison comparison, double bound) ->
          binary(number, operator(comparison), literal(bound));
      case Condition.IsSet set -> text.isNotNull();
      case Condition.IsNotSet notSet -> text.isNull();
      case Condition.Before(Instant instant) -> binary(time(text), "<", at(instant));
      case Condition.After(Instant instant) -> binary(time(text), ">", at(instant));
    };
  }

  private static List<Expression> literals(List<String> values) {
    return values.stream().distinct().map(Expression::literal).toList();
  }

  private static Expression contains(Expression text, String part) {
    return binary(
        call("strpos", call("lower", text), call("lower", literal(part))), ">", literal(0));
  }

  private static String operator(Condition.Comparison comparison) {
    return switch (comparison) {
      case GREATER -> ">";
      case LESS -> "<";
      case AT_LEAST -> ">=";
      case AT_MOST -> "<=";
    };
  }

  /** A date is its midnight in UTC. */
  private static Expression time(Expression text) {
    Expression time = call("IF", call("regexp_like", text, literal(TIME)), call("upper", text));
    Expression midnight =
        call(
            "IF",
            call("length", text).eq(literal(DATE_LENGTH)),
            literal("T00:00:00Z"),
            literal(""));
    return call("try", call("from_iso8601_timestamp_nanos", call("concat", time, midnight)));
  }

  private static Expression at(Instant instant) {
    LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return new Expression("TIMESTAMP '" + NANOS.format(utc) + " UTC'");
  }
}
