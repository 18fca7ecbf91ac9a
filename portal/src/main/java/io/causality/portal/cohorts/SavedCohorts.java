package io.causality.portal.cohorts;

import io.causality.portal.insight.CohortGroups.Stored;
import io.causality.portal.insight.CohortGroups.StoredCohorts;
import io.causality.portal.insight.InsightChecks;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The saved cohorts, for queries that name them. Thread-safe. */
public final class SavedCohorts implements StoredCohorts {
  private final Cohorts cohorts;

  public SavedCohorts(Cohorts cohorts) {
    this.cohorts = cohorts;
  }

  @Override
  public Optional<Stored> of(String app, String id) {
    return cohorts
        .find(app, id)
        .map(
            cohort -> {
              JsonObject definition = cohort.content().getJsonObject("definition");
              return definition == null
                  ? new Stored.Static(cohorts.peopleOf(cohort.id()))
                  : new Stored.Dynamic(InsightChecks.definition(definition));
            });
  }

  @Override
  public String version(String app) {
    return cohorts.version(app);
  }
}
