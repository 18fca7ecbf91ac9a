package io.causality.rules.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.causality.rules.path.EventPath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what stands under {@code when}. Not thread-safe. */
final class KindReader {
  private static final List<String> KINDS =
      List.of(
          "match",
          "threshold",
          "rate",
          "count",
          "sequence",
          "absence",
          "times",
          "anomaly",
          "silence");
  private static final String SUM = "sum:";
  private static final double MAX_SENSITIVITY = 100;

  private final ConditionReader conditions = new ConditionReader();

  Kind read(JsonNode when, String path) throws BadRuleException {
    Fields fields = Fields.of(when, path);
    String found = null;
    for (String name : fields.names()) {
      if (!KINDS.contains(name)) {
        throw new BadRuleException(
            fields.at(name), "is no kind of rule; there are " + String.join(", ", KINDS));
      } else if (found != null) {
        throw new BadRuleException(path, "names one kind, not " + found + " and " + name);
      }
      found = name;
    }
    if (found == null) {
      throw new BadRuleException(path, "names one kind: " + String.join(", ", KINDS));
    }
    Fields body = Fields.of(fields.need(found), fields.at(found));
    Kind kind =
        switch (found) {
          case "match" -> new Kind.Match(pattern(body));
          case "threshold" -> threshold(body);
          case "rate" ->
              new Kind.Rate(
                  pattern(body),
                  body.whole("more_than", 0, RuleLimits.RATE),
                  body.whole("per_s", 1, RuleLimits.WINDOW_S));
          case "count" -> count(body);
          case "sequence" -> sequence(body);
          case "absence" ->
              new Kind.Absence(
                  nested(body.need("after"), body.at("after")),
                  nested(body.need("expected"), body.at("expected")),
                  body.whole("within_s", 1, RuleLimits.WITHIN_S));
          case "times" ->
              new Kind.Times(
                  pattern(body),
                  body.whole("n", 1, RuleLimits.TIMES),
                  body.whole("within_s", 1, RuleLimits.WITHIN_S));
          case "anomaly" -> anomaly(body);
          default -> new Kind.Silence(pattern(body), body.whole("for_s", 1, RuleLimits.WITHIN_S));
        };
    body.done();
    return kind;
  }

  private Pattern pattern(Fields body) throws BadRuleException {
    return conditions.pattern(body, Set.of());
  }

  private Pattern nested(JsonNode node, String path) throws BadRuleException {
    Fields fields = Fields.of(node, path);
    Pattern pattern = pattern(fields);
    fields.done();
    return pattern;
  }

  private Kind threshold(Fields body) throws BadRuleException {
    Pattern pattern = pattern(body);
    EventPath place = ConditionReader.path(body.need("path"), body.at("path"));
    Double min = body.optionalNumber("min");
    Double max = body.optionalNumber("max");
    if (min == null && max == null) {
      throw new BadRuleException(body.path(), "has min, max or both");
    } else if (min != null && max != null && min > max) {
      throw new BadRuleException(body.at("min"), "must not be greater than max");
    }
    return new Kind.Threshold(pattern, place, min, max);
  }

  private Kind count(Fields body) throws BadRuleException {
    Pattern pattern = pattern(body);
    CountOp op = body.choice("op", CountOp.class, CountOp::text);
    int least = op == CountOp.FEWER_THAN ? 1 : 0;
    return new Kind.Count(
        pattern,
        op,
        body.whole("n", least, 1_000_000_000),
        body.whole("window_s", 1, RuleLimits.WINDOW_S));
  }

  private Kind sequence(Fields body) throws BadRuleException {
    Set<String> names = new LinkedHashSet<>();
    List<Kind.Step> steps =
        body.list("steps", 2, RuleLimits.STEPS, (node, path) -> step(node, path, names));
    JsonNode node = body.find("unless");
    @Nullable Pattern unless = null;
    if (node != null) {
      Fields fields = Fields.of(node, body.at("unless"));
      // The last step ends the sequence: nothing between can refer to it.
      List<String> before = new ArrayList<>(names).subList(0, names.size() - 1);
      unless = conditions.pattern(fields, new LinkedHashSet<>(before));
      fields.done();
    }
    return new Kind.Sequence(
        steps, body.whole("within_s", 1, RuleLimits.WITHIN_S), body.bool("strict", false), unless);
  }

  private Kind.Step step(JsonNode node, String path, Set<String> earlier) throws BadRuleException {
    Fields fields = Fields.of(node, path);
    String name = fields.text("name", RuleLimits.NAME);
    if (name.indexOf(':') >= 0) {
      throw new BadRuleException(fields.at("name"), "must not contain a colon");
    }
    Pattern pattern = conditions.pattern(fields, earlier);
    fields.done();
    if (!earlier.add(name)) {
      throw new BadRuleException(fields.at("name"), "is the name of an earlier step");
    }
    return new Kind.Step(name, pattern);
  }

  private Kind anomaly(Fields body) throws BadRuleException {
    Pattern pattern = pattern(body);
    Measure measure = measure(body.text("measure", RuleLimits.TEXT), body.at("measure"));
    Interval interval = body.choice("interval", Interval.class, Interval::text);
    Double sensitivity = body.optionalNumber("sensitivity");
    if (sensitivity != null && (sensitivity <= 0 || sensitivity > MAX_SENSITIVITY)) {
      throw new BadRuleException(body.at("sensitivity"), "must lie above 0 and up to 100");
    }
    Direction direction =
        body.choice("direction", Direction.class, Direction::text, Direction.BOTH);
    Double minVolume = body.optionalNumber("min_volume");
    if (minVolume != null && minVolume < 0) {
      throw new BadRuleException(body.at("min_volume"), "must not be negative");
    }
    return new Kind.Anomaly(
        pattern,
        measure,
        interval,
        sensitivity == null ? 3 : sensitivity,
        direction,
        minVolume == null ? 0 : minVolume);
  }

  private static Measure measure(String text, String path) throws BadRuleException {
    if (text.equals("total")) {
      return new Measure.Total();
    } else if (text.equals("dau")) {
      return new Measure.Persons();
    } else if (text.startsWith(SUM)) {
      return new Measure.Sum(ConditionReader.path(text.substring(SUM.length()), path));
    }
    throw new BadRuleException(path, "must be total, dau or sum:<path>");
  }
}
