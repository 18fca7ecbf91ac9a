package io.causality.portal.insight.spec;

import java.util.List;
import java.util.Optional;

/** Reads selectors, alone or among the fields of something larger. */
final class SelectorParser {
  private static final int DEEPEST = 10;
  private static final int MOST = 100;

  private SelectorParser() {}

  /** An object that is a selector and nothing else. */
  static Selector alone(Fields fields) {
    return alone(fields, 1);
  }

  private static Selector alone(Fields fields, int depth) {
    Selector selector = within(fields, depth);
    fields.done();
    return selector;
  }

  /** The selector's fields of an object that has others, too. */
  static Selector within(Fields fields) {
    return within(fields, 1);
  }

  private static Selector within(Fields fields, int depth) {
    if (depth > DEEPEST) {
      throw new SpecException(
          fields.path(), "selectors are nested more than " + DEEPEST + " deep", null);
    }
    Optional<String> label = fields.text("label");
    List<Filter> filters = FilterParser.list(fields);
    boolean named = fields.has("event");
    if (fields.raw("any_of") != null) {
      if (named) {
        throw new SpecException(
            fields.at("any_of"), "a selector has either event or any_of, not both", null);
      }
      List<Selector> selectors =
          fields.list("any_of", 1, MOST).stream()
              .map(element -> alone(element.fields(), depth + 1))
              .toList();
      return new Selector.AnyOf(selectors, filters, label.orElse(null));
    }
    if (!named) {
      fields.done();
      throw new SpecException(
          fields.at("event"),
          "event is missing at " + fields.path() + ": a name, or null for any event",
          null);
    }
    return new Selector.Named(fields.text("event").orElse(null), filters, label.orElse(null));
  }
}
