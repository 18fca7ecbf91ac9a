package io.causality.portal.sqleditor;

import io.causality.proto.lake.EventParts;
import io.causality.proto.lake.LakeQueries;
import io.causality.proto.lake.LakeQueries.Persons;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts, in the place of each table of the lake, that table for the hours that exist, from their
 * copies where there are some: without it a query without bounds would walk through every hour
 * since 1970. Everything else of the text stays as it is. Pure.
 */
final class Restriction {
  private Restriction() {}

  /** The statement to run. */
  static RewrittenQuery apply(CheckedQuery query, EventParts parts, long rowLimit) {
    List<RewrittenQuery.Edit> edits = new ArrayList<>();
    for (TableReference reference : query.references()) {
      edits.add(
          new RewrittenQuery.Edit(
              reference.start(),
              reference.end(),
              replacement(reference, parts, query.usesPersons())));
    }
    for (ReferenceCollector.QualifiedColumn column : query.columns()) {
      edits.add(new RewrittenQuery.Edit(column.start(), column.end(), column.table()));
    }
    edits.sort(Comparator.comparingInt(RewrittenQuery.Edit::start));
    String end = query.limited() ? "" : "\nLIMIT " + rowLimit;
    return RewrittenQuery.of(query.text(), edits, end);
  }

  private static String replacement(
      TableReference reference, EventParts parts, boolean usesPersons) {
    // Resolving persons is a join; the files have every other column already.
    Persons persons = usesPersons ? Persons.RESOLVED : Persons.AS_WRITTEN;
    String query =
        "("
            + (reference.table().equals("persons")
                ? LakeQueries.persons(parts)
                : LakeQueries.events(parts, persons))
            + ")";
    return switch (reference.form()) {
      case BARE -> query + " " + reference.table();
      case ALIASED, ALIASED_COLUMNS, COMMAND -> query;
    };
  }
}
