package io.causality.portal.insight.spec;

import java.util.List;

/**
 * A split by values.
 *
 * @param keys one to three names of properties
 * @param limit how many values are kept; the rest become one
 */
public record Breakdown(On on, List<String> keys, int limit) {
  /** What the rest is called. */
  public static final String OTHER = "Other";

  static final int DEFAULT_LIMIT = 25;
  static final int GREATEST_LIMIT = 1_000;
  static final int MOST_KEYS = 3;

  public Breakdown {
    keys = List.copyOf(keys);
  }

  static Breakdown read(Fields fields) {
    Breakdown breakdown = within(fields);
    fields.done();
    return breakdown;
  }

  /** The breakdown's fields of an object that has others, too. */
  static Breakdown within(Fields fields) {
    return new Breakdown(
        fields.choice("on", On.values()).orElse(On.EVENT),
        fields.list("keys", 1, MOST_KEYS).stream().map(Fields.Element::text).toList(),
        fields.integer("limit", 1, GREATEST_LIMIT).orElse(DEFAULT_LIMIT));
  }
}
