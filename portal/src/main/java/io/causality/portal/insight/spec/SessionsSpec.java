package io.causality.portal.insight.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sessions, one by one.
 *
 * @param limit most sessions in the answer
 * @param cursor where an answer before ended; null for the beginning
 */
public record SessionsSpec(Common common, int limit, @Nullable String cursor)
    implements InsightSpec {
  static final int DEFAULT_LIMIT = 1_000;
  static final int GREATEST_LIMIT = 10_000;

  static SessionsSpec read(Common common, Fields fields) {
    return new SessionsSpec(
        common,
        fields.integer("limit", 1, GREATEST_LIMIT).orElse(DEFAULT_LIMIT),
        fields.text("cursor").orElse(null));
  }

  @Override
  public List<Selector> selectors() {
    return List.of();
  }
}
