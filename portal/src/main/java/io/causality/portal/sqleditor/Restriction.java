package io.causality.portal.sqleditor;

import io.causality.proto.lake.LakeDdl;
import io.causality.proto.lake.LakeHours;
import io.causality.proto.lake.LakeQueries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Puts, in the place of each table of the lake, that table for the hours that exist: without it a
 * query without bounds would walk through every hour since 1970. Everything else of the text stays
 * as it is. Pure.
 */
final class Restriction {
  private Restriction() {}

  /** The statement to run. */
  static RewrittenQuery apply(CheckedQuery query, Collection<Instant> hours, long rowLimit) {
    String condition = LakeHours.of(hours);
    List<RewrittenQuery.Edit> edits = new ArrayList<>();
    for (TableReference reference : query.references()) {
      edits.add(
          new RewrittenQuery.Edit(
              reference.start(),
              reference.end(),
              replacement(reference, condition, query.usesPersons())));
    }
    for (ReferenceCollector.QualifiedColumn column : query.columns()) {
      edits.add(new RewrittenQuery.Edit(column.start(), column.end(), column.table()));
    }
    edits.sort(Comparator.comparingInt(RewrittenQuery.Edit::start));
    String end = query.limited() ? "" : "\nLIMIT " + rowLimit;
    return RewrittenQuery.of(query.text(), edits, end);
  }

  private static String replacement(
      TableReference reference, String condition, boolean usesPersons) {
    String query =
        reference.table().equals("persons")
            ? "(" + LakeQueries.persons(condition) + ")"
            : "(SELECT * FROM " + events(usesPersons) + " WHERE " + condition + ")";
    return switch (reference.form()) {
      case BARE -> query + " " + reference.table();
      case ALIASED, ALIASED_COLUMNS, COMMAND -> query;
    };
  }

  /** Resolving persons is a join; the files have every other column already. */
  private static String events(boolean usesPersons) {
    return LakeDdl.name(usesPersons ? "events" : "events_files");
  }
}
