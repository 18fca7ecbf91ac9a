package io.causality.portal.insight;

import io.causality.portal.insight.spec.FunnelSpec;
import io.causality.portal.insight.spec.InsightSpec;
import io.causality.portal.insight.spec.LifecycleSpec;
import io.causality.portal.insight.spec.PathsSpec;
import io.causality.portal.insight.spec.RetentionSpec;
import io.causality.portal.insight.spec.SessionsSpec;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.spec.StickinessSpec;
import io.causality.portal.insight.spec.TrendsSpec;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.insight.trends.Trends;
import io.vertx.core.json.JsonObject;

/** Which class answers which kind. Stateless. */
final class Insights {
  private final Trends trends = new Trends();

  JsonObject answer(InsightSpec spec, Question question) throws InterruptedException {
    return switch (spec) {
      case TrendsSpec s -> trends.answer(s, question);
      case FunnelSpec s -> throw notYet();
      case RetentionSpec s -> throw notYet();
      case PathsSpec s -> throw notYet();
      case LifecycleSpec s -> throw notYet();
      case StickinessSpec s -> throw notYet();
      case SessionsSpec s -> throw notYet();
    };
  }

  Select people(InsightSpec spec, Cell cell, Question question) throws InterruptedException {
    return switch (spec) {
      case TrendsSpec s -> trends.people(s, cell, question);
      case FunnelSpec s -> throw notYet();
      case RetentionSpec s -> throw notYet();
      case PathsSpec s -> throw notYet();
      case LifecycleSpec s -> throw notYet();
      case StickinessSpec s -> throw notYet();
      case SessionsSpec s -> throw notYet();
    };
  }

  private static SpecException notYet() {
    return new SpecException("$.kind", "this portal does not answer that kind", "trends");
  }
}
