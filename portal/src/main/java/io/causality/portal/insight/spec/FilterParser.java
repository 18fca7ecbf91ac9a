package io.causality.portal.insight.spec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads filters. */
final class FilterParser {
  /** Deeper nesting is nobody's intention. */
  private static final int DEEPEST = 20;

  private static final int MOST_VALUES = 10_000;

  private FilterParser() {}

  private enum Operator implements Choice {
    EXACT,
    IS_NOT,
    ICONTAINS,
    NOT_ICONTAINS,
    REGEX,
    GT,
    LT,
    GTE,
    LTE,
    IS_SET,
    IS_NOT_SET,
    BEFORE,
    AFTER
  }

  private enum Membership implements Choice {
    IN,
    NOT_IN
  }

  private enum Kind implements Choice {
    EVENT,
    PERSON,
    COHORT
  }

  /** The filters in the field {@code filters}. */
  static List<Filter> list(Fields fields) {
    return fields.each("filters", element -> read(element.fields()));
  }

  static Filter read(Fields fields) {
    return read(fields, 1, Kind.EVENT);
  }

  /** A filter in which traits are meant unless it says otherwise. */
  static Filter ofPerson(Fields fields) {
    return read(fields, 1, Kind.PERSON);
  }

  private static Filter read(Fields fields, int depth, Kind meant) {
    if (depth > DEEPEST) {
      throw new SpecException(
          fields.path(), "filters are nested more than " + DEEPEST + " deep", null);
    }
    Filter filter;
    if (fields.has("all")) {
      filter = new Filter.All(nested(fields, "all", depth, meant));
    } else if (fields.has("any")) {
      filter = new Filter.Any(nested(fields, "any", depth, meant));
    } else {
      filter = leaf(fields, meant);
    }
    fields.done();
    return filter;
  }

  private static List<Filter> nested(Fields fields, String field, int depth, Kind meant) {
    if (fields.raw(field) == null) {
      throw fields.wrong(field, "a list of filters", null);
    }
    return fields.each(field, element -> read(element.fields(), depth + 1, meant));
  }

  private static Filter leaf(Fields fields, Kind meant) {
    Kind kind = fields.choice("on", Kind.values()).orElse(meant);
    if (kind == Kind.COHORT) {
      Membership membership = fields.requiredChoice("op", Membership.values());
      String cohort =
          Fields.canonical(fields.raw("value")).orElseThrow(() -> fields.missing("value"));
      fields.text("key");
      return new Filter.InCohort(cohort, membership == Membership.IN, fields.at("value"));
    }
    if (meant == Kind.PERSON && kind == Kind.EVENT) {
      throw new SpecException(
          fields.at("on"), "only traits of the person can stand here", "person");
    }
    String key = fields.requiredText("key");
    Operator operator = fields.requiredChoice("op", Operator.values());
    return new Filter.Property(
        kind == Kind.PERSON ? On.PERSON : On.EVENT, key, condition(operator, fields));
  }

  private static Condition condition(Operator operator, Fields fields) {
    return switch (operator) {
      case EXACT -> new Condition.Exact(values(fields));
      case IS_NOT -> new Condition.IsNot(values(fields));
      case ICONTAINS -> new Condition.Contains(value(fields));
      case NOT_ICONTAINS -> new Condition.NotContains(value(fields));
      case REGEX -> new Condition.Matches(pattern(fields));
      case GT -> number(Condition.Comparison.GREATER, fields);
      case LT -> number(Condition.Comparison.LESS, fields);
      case GTE -> number(Condition.Comparison.AT_LEAST, fields);
      case LTE -> number(Condition.Comparison.AT_MOST, fields);
      case IS_SET -> {
        fields.raw("value");
        yield new Condition.IsSet();
      }
      case IS_NOT_SET -> {
        fields.raw("value");
        yield new Condition.IsNotSet();
      }
      case BEFORE -> new Condition.Before(instant(fields));
      case AFTER -> new Condition.After(instant(fields));
    };
  }

  private static List<String> values(Fields fields) {
    Object value = fields.raw("value");
    List<String> values = new ArrayList<>();
    if (value instanceof List<?> list) {
      if (list.size() > MOST_VALUES) {
        throw fields.wrong("value", "a list of at most " + MOST_VALUES, "more");
      }
      for (Object element : list) {
        values.add(scalar(element, fields));
      }
    } else {
      values.add(scalar(value, fields));
    }
    return values;
  }

  private static String value(Fields fields) {
    return scalar(fields.raw("value"), fields);
  }

  private static String scalar(@Nullable Object value, Fields fields) {
    Optional<String> text = Fields.canonical(value);
    if (text.isPresent()) {
      return text.get();
    }
    if (value == null && !fields.has("value")) {
      throw fields.missing("value");
    }
    throw value == null
        ? new SpecException(
            fields.at("value"),
            "value is null; missing values are found by is_not_set",
            "is_not_set")
        : fields.wrong("value", "a string, a number or true or false", value);
  }

  private static String pattern(Fields fields) {
    String pattern = value(fields);
    try {
      Pattern.compile(pattern);
      return pattern;
    } catch (PatternSyntaxException e) {
      throw new SpecException(
          fields.at("value"), "not a regular expression: " + e.getDescription(), null);
    }
  }

  private static Condition number(Condition.Comparison comparison, Fields fields) {
    Object value = fields.raw("value");
    if (value instanceof Number number) {
      return new Condition.Compares(comparison, number.doubleValue());
    }
    if (value instanceof String text && Decimals.is(text)) {
      return new Condition.Compares(comparison, Double.parseDouble(text));
    }
    throw value == null ? fields.missing("value") : fields.wrong("value", "a number", value);
  }

  private static Instant instant(Fields fields) {
    Object value = fields.raw("value");
    if (value instanceof String text) {
      try {
        if (Moment.DATE.matcher(text).matches()) {
          return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        if (Moment.INSTANT.matcher(text).matches()) {
          return Moment.instant(text);
        }
      } catch (DateTimeException e) {
        throw new SpecException(
            fields.at("value"), "there is no such time: \"" + text + "\"", null);
      }
    }
    throw value == null
        ? fields.missing("value")
        : fields.wrong("value", "a date (2026-11-01) or an instant (2026-11-01T08:00:00Z)", value);
  }
}
