package io.causality.rules.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.PatternSyntaxException;
import io.causality.proto.lake.LakeValues;
import io.causality.rules.path.BadPathException;
import io.causality.rules.path.EventPath;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads patterns and conditions of one rule, which together have a bound. Not thread-safe. */
final class ConditionReader {
  private int conditions;

  /** Whole numbers that a double holds exactly. */
  private static final long EXACT = 1L << 53;

  static EventPath path(JsonNode node, String path) throws BadRuleException {
    return path(Fields.text(node, path, RuleLimits.TEXT), path);
  }

  static EventPath path(String text, String path) throws BadRuleException {
    try {
      return EventPath.of(text);
    } catch (BadPathException e) {
      throw new BadRuleException(path, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads a pattern out of an object that may have further fields.
   *
   * @param steps names of the steps that conditions may refer to; empty outside of sequences
   */
  Pattern pattern(Fields fields, Set<String> steps) throws BadRuleException {
    String event = fields.optionalText("event", RuleLimits.NAME);
    List<Condition> where =
        fields.list(
            "where", 0, RuleLimits.CONDITIONS, (node, path) -> condition(node, path, steps, 1));
    return new Pattern(event, where);
  }

  private Condition condition(JsonNode node, String path, Set<String> steps, int depth)
      throws BadRuleException {
    if (++conditions > RuleLimits.CONDITIONS) {
      throw new BadRuleException(
          path, "a rule has at most " + RuleLimits.CONDITIONS + " conditions");
    }
    Fields fields = Fields.of(node, path);
    for (String name : List.of("any", "all")) {
      JsonNode nested = fields.find(name);
      if (nested != null) {
        if (depth == RuleLimits.CONDITION_DEPTH) {
          throw new BadRuleException(
              path, "any and all nest at most " + RuleLimits.CONDITION_DEPTH + " deep");
        }
        List<Condition> inner =
            Fields.list(
                nested,
                fields.at(name),
                1,
                RuleLimits.CONDITIONS,
                (element, at) -> condition(element, at, steps, depth + 1));
        fields.done();
        return name.equals("any") ? new Condition.Any(inner) : new Condition.All(inner);
      }
    }
    EventPath place = path(fields.need("path"), fields.at("path"));
    Op op = fields.choice("op", Op.class, Op::text);
    Operand operand = operand(fields, op, steps);
    fields.done();
    return new Condition.Test(place, op, operand);
  }

  private static Operand operand(Fields fields, Op op, Set<String> steps) throws BadRuleException {
    JsonNode value = fields.find("value");
    String sameAs = fields.optionalText("same_as", RuleLimits.TEXT);
    switch (op) {
      case EXISTS, NOT_EXISTS -> {
        none(value, fields.at("value"), op);
        none(sameAs, fields.at("same_as"), op);
        return new Operand.None();
      }
      case EQ, NE, CONTAINS, GT, GTE, LT, LTE -> {
        if (sameAs != null) {
          none(value, fields.at("value"), "same_as");
          return sameAs(sameAs, fields.at("same_as"), steps);
        }
        Scalar scalar = scalar(fields.need("value"), fields.at("value"));
        boolean ordered = op != Op.EQ && op != Op.NE && op != Op.CONTAINS;
        if (ordered && !Numbers.isNumber(scalar.text())) {
          throw new BadRuleException(fields.at("value"), op.text() + " compares with a number");
        }
        return new Operand.Value(scalar);
      }
      case REGEX -> {
        none(sameAs, fields.at("same_as"), op);
        String regex = Fields.text(fields.need("value"), fields.at("value"), RuleLimits.TEXT);
        compiles(regex, fields.at("value"));
        return new Operand.Value(new Scalar(Scalar.Type.TEXT, regex));
      }
      case IN -> {
        none(sameAs, fields.at("same_as"), op);
        return new Operand.OneOf(
            fields.list("value", 1, RuleLimits.VALUES, ConditionReader::scalar));
      }
    }
    throw new IllegalStateException(op.text());
  }

  private static void none(@Nullable Object found, String path, Op op) throws BadRuleException {
    none(found, path, op.text());
  }

  private static void none(@Nullable Object found, String path, String why)
      throws BadRuleException {
    if (found != null) {
      throw new BadRuleException(path, "does not go with " + why);
    }
  }

  private static void compiles(String regex, String path) throws BadRuleException {
    try {
      com.google.re2j.Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new BadRuleException(path, "is no regular expression (RE2): " + e.getMessage());
    }
  }

  private static Operand sameAs(String text, String path, Set<String> steps)
      throws BadRuleException {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new BadRuleException(path, "is written <step name>:<path>, like cart:$.cart_id");
    }
    String step = text.substring(0, colon);
    if (!steps.contains(step)) {
      throw new BadRuleException(
          path,
          steps.isEmpty()
              ? "there is no earlier step to refer to"
              : "no earlier step is named "
                  + step
                  + "; there "
                  + (steps.size() == 1 ? "is " : "are ")
                  + String.join(", ", steps));
    }
    return new Operand.SameAs(step, path(text.substring(colon + 1), path));
  }

  private static Scalar scalar(JsonNode node, String path) throws BadRuleException {
    if (node.isTextual()) {
      if (node.textValue().length() > RuleLimits.TEXT) {
        throw new BadRuleException(path, "has at most " + RuleLimits.TEXT + " characters");
      }
      return new Scalar(Scalar.Type.TEXT, node.textValue());
    } else if (node.isBoolean()) {
      return new Scalar(Scalar.Type.BOOLEAN, Boolean.toString(node.booleanValue()));
    } else if (node.isIntegralNumber() && node.canConvertToLong()) {
      return new Scalar(Scalar.Type.NUMBER, Long.toString(node.longValue()));
    } else if (node.isNumber()) {
      double number = Fields.number(node, path);
      if (node.isIntegralNumber() || Math.abs(number) > EXACT) {
        throw new BadRuleException(path, "is too large");
      }
      return new Scalar(Scalar.Type.NUMBER, LakeValues.text(number));
    }
    throw new BadRuleException(path, "must be text, a number, true or false");
  }
}
