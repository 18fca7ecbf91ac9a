package io.causality.portal.insight;

import io.causality.portal.insight.plan.Cohort;
import io.causality.portal.insight.plan.CohortQuery;
import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.spec.Definition;
import io.causality.portal.insight.spec.Filter;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes saved cohorts usable in queries. Thread-safe. */
public final class CohortGroups implements InsightService.Groups {
  private final StoredCohorts stored;

  public CohortGroups(StoredCohorts stored) {
    this.stored = stored;
  }

  /** A cohort as it is saved. */
  public sealed interface Stored {
    /** A list of persons. */
    record Static(List<String> people) implements Stored {}

    /** Who meets a definition. */
    record Dynamic(Definition definition) implements Stored {}
  }

  /** Where cohorts are saved. */
  public interface StoredCohorts {
    Optional<Stored> of(String app, String id);

    /** Another text after every change of one of the app's cohorts. */
    String version(String app);
  }

  @Override
  public Cohort of(String app, Filter.InCohort filter, Question.Facts facts) {
    return of(app, filter, facts, Set.of());
  }

  /** The cohort, inside of others, whose ids are known. */
  private Cohort of(String app, Filter.InCohort filter, Question.Facts facts, Set<String> inside) {
    if (inside.contains(filter.cohort())) {
      throw new SpecException(
          filter.path(), "the cohort " + filter.cohort() + " is defined by itself", null);
    }
    Stored cohort =
        stored
            .of(app, filter.cohort())
            .orElseThrow(
                () ->
                    new SpecException(
                        filter.path(), "there is no cohort " + filter.cohort(), null));
    Set<String> deeper = new TreeSet<>(inside);
    deeper.add(filter.cohort());
    return switch (cohort) {
      case Stored.Static(List<String> people) -> listed(people);
      case Stored.Dynamic(Definition definition) -> {
        Function<Filter.InCohort, Cohort> others =
            other ->
                of(
                    app,
                    new Filter.InCohort(other.cohort(), other.in(), filter.path()),
                    facts,
                    deeper);
        yield new CohortQuery(new EventScan(facts.events(), List.of(), others), facts.now(), others)
            .of(definition);
      }
    };
  }

  @Override
  public String version(String app) {
    return stored.version(app);
  }

  /** One long text is read much faster than as many expressions as persons. */
  private static Cohort listed(List<String> people) {
    if (people.isEmpty()) {
      Relation none = new Relation.Table("(VALUES CAST(NULL AS varchar))");
      return new Cohort(
          Select.from(none, "v (person_id)").where(Expression.FALSE).column("person_id"));
    }
    String separator = separator(people);
    Expression ids =
        Expression.call(
            "split",
            Expression.literal(people.stream().collect(Collectors.joining(separator))),
            Expression.literal(separator));
    return new Cohort(
        Select.from(new Relation.Table("UNNEST(" + ids.text() + ")"), "v (person_id)")
            .column("person_id"));
  }

  /** A text that is in none of the ids. */
  private static String separator(List<String> people) {
    String separator = "\n";
    while (contains(people, separator)) {
      separator += "|";
    }
    return separator;
  }

  private static boolean contains(List<String> people, String text) {
    return people.stream().anyMatch(person -> person.contains(text));
  }
}
