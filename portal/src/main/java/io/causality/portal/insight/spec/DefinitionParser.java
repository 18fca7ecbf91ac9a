package io.causality.portal.insight.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads definitions of cohorts, as strictly as specs. */
public final class DefinitionParser {
  private static final int DEEPEST = 10;
  private static final int MOST = 50;
  private static final int MOST_TIMES = 1_000_000;

  private DefinitionParser() {}

  private enum Membership implements Choice {
    IN,
    NOT_IN
  }

  /**
   * Reads a definition that stands somewhere in a larger document.
   *
   * @throws SpecException for the first mistake
   */
  public static Definition parse(@Nullable Object json, String path) {
    Fields fields = Fields.of(json, path);
    if (!fields.has("all") && !fields.has("any")) {
      fields.done();
      throw new SpecException(path, "a definition is {all: […]} or {any: […]}", "all");
    }
    return read(fields, 1);
  }

  private static Definition read(Fields fields, int depth) {
    if (depth > DEEPEST) {
      throw new SpecException(
          fields.path(), "definitions are nested more than " + DEEPEST + " deep", null);
    }
    Definition definition = condition(fields, depth);
    fields.done();
    return definition;
  }

  private static Definition condition(Fields fields, int depth) {
    if (fields.has("all")) {
      return new Definition.All(nested(fields, "all", depth));
    } else if (fields.has("any")) {
      return new Definition.Any(nested(fields, "any", depth));
    } else if (fields.has("did")) {
      return new Definition.Did(
          SelectorParser.alone(fields.requiredObject("did")),
          fields.choice("op", Definition.Times.values()).orElse(Definition.Times.GTE),
          fields.integer("times", 0, MOST_TIMES).orElse(1),
          from(fields),
          to(fields));
    } else if (fields.has("did_not")) {
      return new Definition.DidNot(
          SelectorParser.alone(fields.requiredObject("did_not")), from(fields), to(fields));
    } else if (fields.has("trait")) {
      return new Definition.Trait(FilterParser.ofPerson(fields.requiredObject("trait")));
    } else if (fields.has("cohort")) {
      Membership membership = fields.choice("op", Membership.values()).orElse(Membership.IN);
      return new Definition.InCohort(
          new Filter.InCohort(
              fields.requiredText("cohort"), membership == Membership.IN, fields.at("cohort")));
    }
    fields.done();
    throw new SpecException(
        fields.path(),
        "a condition has one of all, any, did, did_not, trait, cohort at " + fields.path(),
        "did");
  }

  private static List<Definition> nested(Fields fields, String field, int depth) {
    return fields.list(field, 1, MOST).stream()
        .map(element -> read(element.fields(), depth + 1))
        .toList();
  }

  private static Moment from(Fields fields) {
    return fields
        .text("from")
        .map(text -> Moment.from(text, fields.at("from")))
        .orElseGet(Moment.All::new);
  }

  private static Moment to(Fields fields) {
    return fields
        .text("to")
        .map(text -> Moment.to(text, fields.at("to")))
        .orElseGet(Moment.Now::new);
  }
}
