package io.causality.portal.insight.plan;

import io.causality.portal.insight.sql.Relation;

/**
 * A group of persons, as a query can use it.
 *
 * @param people a query with the one column {@code person_id}; may name a person twice
 */
public record Cohort(Relation people) {}
