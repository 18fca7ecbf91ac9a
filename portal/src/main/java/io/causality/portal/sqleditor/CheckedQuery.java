package io.causality.portal.sqleditor;

import java.util.List;

/**
 * A text that has passed the guard: exactly one query over the lake's tables.
 *
 * @param text as sent, without a semicolon at the end
 * @param usesPersons whether it may use the column {@code person_id} of events
 * @param limited whether the query says itself how many rows it gives at most
 */
record CheckedQuery(
    String text,
    List<TableReference> references,
    List<ReferenceCollector.QualifiedColumn> columns,
    boolean usesPersons,
    boolean limited) {
  CheckedQuery {
    references = List.copyOf(references);
    columns = List.copyOf(columns);
  }
}
