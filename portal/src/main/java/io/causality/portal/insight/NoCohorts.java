package io.causality.portal.insight;

import io.causality.portal.insight.plan.Cohort;
import io.causality.portal.insight.spec.Filter;
import io.causality.portal.insight.spec.SpecException;

/** No app has a cohort. */
public final class NoCohorts implements InsightService.Groups {
  @Override
  public Cohort of(String app, Filter.InCohort filter, Question.Facts facts) {
    throw new SpecException(filter.path(), "there is no cohort " + filter.cohort(), null);
  }

  @Override
  public String version(String app) {
    return "";
  }
}
