package io.causality.portal.insight;

import io.causality.portal.insight.spec.InsightSpec;
import io.causality.portal.insight.sql.Select;
import io.vertx.core.json.JsonObject;

/**
 * One kind of insight.
 *
 * @param <S> its spec
 */
public interface Insight<S extends InsightSpec> {
  /** The {@code result} of the answer. Blocking. */
  JsonObject answer(S spec, Question question) throws InterruptedException;

  /**
   * The persons of one cell of the result: a query with the one column {@code person_id}, each
   * person once, never null. May run statements to get there.
   *
   * @throws io.causality.portal.insight.spec.SpecException for a cell that the kind does not have
   */
  Select people(S spec, Cell cell, Question question) throws InterruptedException;
}
