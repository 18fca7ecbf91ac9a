package io.causality.portal.insight;

import io.causality.portal.insight.activity.Lifecycle;
import io.causality.portal.insight.activity.Stickiness;
import io.causality.portal.insight.funnel.Funnels;
import io.causality.portal.insight.paths.PathsInsight;
import io.causality.portal.insight.retention.Retention;
import io.causality.portal.insight.sessions.Sessions;
import io.causality.portal.insight.spec.FunnelSpec;
import io.causality.portal.insight.spec.InsightSpec;
import io.causality.portal.insight.spec.LifecycleSpec;
import io.causality.portal.insight.spec.PathsSpec;
import io.causality.portal.insight.spec.RetentionSpec;
import io.causality.portal.insight.spec.SessionsSpec;
import io.causality.portal.insight.spec.StickinessSpec;
import io.causality.portal.insight.spec.TrendsSpec;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.insight.trends.Trends;
import io.vertx.core.json.JsonObject;

/** Which class answers which kind. Stateless. */
final class Insights {
  private final Trends trends = new Trends();
  private final Funnels funnels = new Funnels();
  private final Retention retention = new Retention();
  private final PathsInsight paths = new PathsInsight();
  private final Lifecycle lifecycle = new Lifecycle();
  private final Stickiness stickiness = new Stickiness();
  private final Sessions sessions = new Sessions();

  JsonObject answer(InsightSpec spec, Question question) throws InterruptedException {
    return switch (spec) {
      case TrendsSpec s -> trends.answer(s, question);
      case FunnelSpec s -> funnels.answer(s, question);
      case RetentionSpec s -> retention.answer(s, question);
      case PathsSpec s -> paths.answer(s, question);
      case LifecycleSpec s -> lifecycle.answer(s, question);
      case StickinessSpec s -> stickiness.answer(s, question);
      case SessionsSpec s -> sessions.answer(s, question);
    };
  }

  Select people(InsightSpec spec, Cell cell, Question question) throws InterruptedException {
    return switch (spec) {
      case TrendsSpec s -> trends.people(s, cell, question);
      case FunnelSpec s -> funnels.people(s, cell, question);
      case RetentionSpec s -> retention.people(s, cell, question);
      case PathsSpec s -> paths.people(s, cell, question);
      case LifecycleSpec s -> lifecycle.people(s, cell, question);
      case StickinessSpec s -> stickiness.people(s, cell, question);
      case SessionsSpec s -> sessions.people(s, cell, question);
    };
  }
}
