package io.causality.portal.insight.plan;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;
import static io.causality.portal.insight.sql.Expression.or;

import io.causality.portal.insight.spec.Definition;
import io.causality.portal.insight.spec.Filter;
import io.causality.portal.insight.spec.Moment;
import io.causality.portal.insight.spec.Selector;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.insight.time.Window;
import io.causality.portal.insight.time.Windows;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Finds the people of a dynamic cohort in one pass over all events: of each person it is counted
 * how often each thing was done. Days in a definition are those of UTC: a cohort is the same
 * whoever asks. One use, one thread.
 */
public final class CohortQuery {
  private static final ZoneId ZONE = ZoneId.of("UTC");
  private static final String PERSON = "person_id";

  private final EventScan scan;
  private final Instant now;
  private final Function<Filter.InCohort, Cohort> cohorts;
  private final Map<String, Expression> counted = new LinkedHashMap<>();
  private final Map<String, Expression> traits = new LinkedHashMap<>();
  private final List<Cohort> joined = new ArrayList<>();

  public CohortQuery(EventScan scan, Instant now, Function<Filter.InCohort, Cohort> cohorts) {
    this.scan = scan;
    this.now = now;
    this.cohorts = cohorts;
  }

  /** The cohort's people, each once. */
  public Cohort of(Definition definition) {
    Expression condition = condition(definition);
    List<Select.Column> columns = new ArrayList<>();
    Expression person = scan.person();
    columns.add(new Select.Column(person, PERSON));
    counted.forEach((name, done) -> columns.add(new Select.Column(done, name)));
    traits.forEach((name, holds) -> columns.add(new Select.Column(holds, name)));
    Select events =
        scan.everything(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            person.isNotNull(),
            columns.toArray(Select.Column[]::new));
    Select persons = Select.from(events, "").column(PERSON).groupByColumns();
    for (String name : counted.keySet()) {
      persons = persons.column(call("count_if", column(name)), name);
    }
    for (String name : traits.keySet()) {
      persons = persons.column(call("bool_or", column(name)), name);
    }
    Select chosen = Select.from(persons, "p");
    for (int i = 0; i < joined.size(); i++) {
      String alias = "j" + i;
      Select others = Select.from(joined.get(i).people(), "").column(PERSON).asDistinct();
      chosen =
          chosen.join("LEFT JOIN", others, alias, column(alias, PERSON).eq(column("p", PERSON)));
    }
    return new Cohort(chosen.where(condition).column(column("p", PERSON), PERSON));
  }

  private Expression condition(Definition definition) {
    return switch (definition) {
      case Definition.All(List<Definition> all) -> and(all.stream().map(this::condition).toList());
      case Definition.Any(List<Definition> any) -> or(any.stream().map(this::condition).toList());
      case Definition.Did did -> {
        Expression count = count(did.selector(), did.from(), did.to());
        Expression times = literal(did.times());
        Expression compared =
            switch (did.comparison()) {
              case GTE -> count.ge(times);
              case LTE -> count.le(times);
              case EQ -> count.eq(times);
            };
        yield did.times() == 0 ? compared : and(compared, count.ge(literal(1)));
      }
      case Definition.DidNot didNot ->
          count(didNot.selector(), didNot.from(), didNot.to()).eq(literal(0));
      case Definition.Trait trait -> {
        String name = "t" + traits.size();
        traits.put(name, scan.holds(trait.filter()).orFalse());
        yield column(name);
      }
      case Definition.InCohort(Filter.InCohort in) -> {
        String alias = "j" + joined.size();
        joined.add(cohorts.apply(in));
        Expression member = column(alias, PERSON).isNotNull();
        yield in.in() ? member : member.not();
      }
    };
  }

  /** The number of matching events in a range, of a person. */
  private Expression count(Selector selector, Moment from, Moment to) {
    Window window =
        from instanceof Moment.All
            ? new Window(Long.MIN_VALUE, Windows.last(to, ZONE, now), ZONE, false)
            : Windows.of(from, to, ZONE, now, OptionalLong::empty);
    String name = "n" + counted.size();
    counted.put(
        name, and(scan.matches(selector), EventScan.between(window.from(), window.to())).orFalse());
    return column(name);
  }
}
