package io.causality.portal.insight.plan;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.literal;
import static io.causality.portal.insight.sql.Expression.or;

import io.causality.portal.insight.spec.Filter;
import io.causality.portal.insight.spec.On;
import io.causality.portal.insight.spec.Selector;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import io.causality.proto.lake.AppEvents;
import io.causality.proto.lake.EventParts;
import io.causality.proto.lake.LakeQueries;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes one query of events: expressions over an event {@code e} and its person first, then {@link
 * #rows}, which joins what these expressions need. One use, one thread.
 *
 * <p>Expressions may be null where they are neither true nor false: {@link Expression#orFalse()}.
 */
public final class EventScan {
  /** Events of these names only tell who somebody is. */
  public static final List<String> IDENTITY = List.of("identify", "alias", "group");

  /** Years that the engine's literals can write. */
  private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

  private static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  /** A column of {@code e}, as {@link Expression#column(String, String)} writes it. */
  private static final Pattern COLUMN = Pattern.compile("\\be\\.(?:\"([a-z0-9_]+)\"|([a-z0-9_]+))");

  private static final Set<String> COLUMNS =
      LakeQueries.eventColumns().stream().collect(Collectors.toUnmodifiableSet());

  private final AppEvents events;
  private final List<Filter> queryFilters;
  private final Function<Filter.InCohort, Cohort> cohorts;
  private final Set<String> traits = new LinkedHashSet<>();
  private final Map<String, Cohort> joined = new LinkedHashMap<>();
  private boolean persons;

  /**
   * A scan of an app's events.
   *
   * @param events what the lake holds of the app
   * @param queryFilters apply to every event
   */
  public EventScan(
      AppEvents events, List<Filter> queryFilters, Function<Filter.InCohort, Cohort> cohorts) {
    this.events = events;
    this.queryFilters = List.copyOf(queryFilters);
    this.cohorts = cohorts;
  }

  /** A column of the event. */
  public static Expression event(String column) {
    return Expression.column("e", column);
  }

  /** The event's person. */
  public Expression person() {
    persons = true;
    return event("person_id");
  }

  /** A property as text; null where it is missing. */
  public Expression text(On on, String key) {
    return switch (on) {
      case EVENT -> Columns.text(key);
      case PERSON -> trait(key);
    };
  }

  /** A property as a double; null where it is missing or no number. */
  public Expression number(On on, String key) {
    return switch (on) {
      case EVENT -> Columns.number(key);
      case PERSON -> Columns.number(trait(key));
    };
  }

  private Expression trait(String key) {
    persons = true;
    traits.add(key);
    return Expression.column("t", "t" + List.copyOf(traits).indexOf(key));
  }

  /** Whether the selector matches the event. */
  public Expression matches(Selector selector) {
    return switch (selector) {
      case Selector.Named named -> and(names(named.event()), holds(named.filters()));
      case Selector.AnyOf anyOf ->
          and(or(anyOf.selectors().stream().map(this::matches).toList()), holds(anyOf.filters()));
    };
  }

  private static Expression names(@org.jspecify.annotations.Nullable String event) {
    return event == null ? counts() : event("event_name").eq(literal(event));
  }

  /** Whether the event is more than an identity event. */
  public static Expression counts() {
    return event("event_name").in(IDENTITY.stream().map(Expression::literal).toList()).not();
  }

  /** Whether all filters hold. */
  public Expression holds(List<Filter> filters) {
    return and(filters.stream().map(this::holds).toList());
  }

  /** Whether the filter holds. */
  public Expression holds(Filter filter) {
    return switch (filter) {
      case Filter.All(List<Filter> filters) -> holds(filters);
      case Filter.Any(List<Filter> filters) -> or(filters.stream().map(this::holds).toList());
      case Filter.Property property ->
          Conditions.of(
              property.condition(),
              text(property.on(), property.key()),
              number(property.on(), property.key()));
      case Filter.InCohort in -> {
        Expression member = member(in);
        yield in.in() ? member : member.not();
      }
    };
  }

  private Expression member(Filter.InCohort in) {
    persons = true;
    joined.computeIfAbsent(in.cohort(), id -> cohorts.apply(in));
    String alias = "c" + List.copyOf(joined.keySet()).indexOf(in.cohort());
    return Expression.column(alias, "person_id").isNotNull();
  }

  /** Whether the query's own filters hold. */
  public Expression filters() {
    return holds(queryFilters);
  }

  /**
   * The events between two instants, both inclusive, to which the query's filters and the condition
   * apply.
   */
  public Select rows(long from, long to, Expression condition, Select.Column... columns) {
    return everything(from, to, and(holds(queryFilters), condition), columns);
  }

  /** As {@link #rows}, whatever the query's filters. */
  public Select everything(long from, long to, Expression condition, Select.Column... columns) {
    List<Expression> conditions = new ArrayList<>();
    EventParts parts = events.in(hours(events, from, to));
    if (parts.copies().isEmpty()) {
      conditions.add(new Expression(parts.condition()));
    }
    conditions.add(between(from, to));
    conditions.add(condition);
    Select select = Select.from(source(parts, conditions, columns), "e").where(and(conditions));
    if (!traits.isEmpty()) {
      select = select.join("LEFT JOIN", traits(traits), "t", samePerson("t"));
    }
    int number = 0;
    for (Cohort cohort : joined.values()) {
      String alias = "c" + number++;
      Select people = Select.from(cohort.people(), "").column("person_id").asDistinct();
      select = select.join("LEFT JOIN", people, alias, samePerson(alias));
    }
    for (Select.Column column : columns) {
      select = select.column(column.value(), column.name());
    }
    return select;
  }

  /** Whether conditions look at what is known of persons: each event's person must be told then. */
  boolean looksAtPersons() {
    return !traits.isEmpty() || !joined.isEmpty();
  }

  /** The view while it has to read files alone; a narrow query, which is planned sooner, else. */
  private Relation source(EventParts parts, List<Expression> conditions, Select.Column... columns) {
    if (parts.copies().isEmpty()) {
      return new Relation.Table(parts.table(persons));
    }
    Set<String> used = new TreeSet<>();
    conditions.forEach(expression -> used.addAll(named(expression)));
    for (Select.Column column : columns) {
      used.addAll(named(column.value()));
    }
    if (persons) {
      used.add("person_id");
    }
    return new Relation.Written(LakeQueries.events(parts, used));
  }

  /** Columns of the event that the text of an expression may name; one too many does no harm. */
  private static Set<String> named(Expression expression) {
    Set<String> named = new TreeSet<>();
    Matcher matcher = COLUMN.matcher(expression.text());
    while (matcher.find()) {
      String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      if (COLUMNS.contains(name)) {
        named.add(name);
      }
    }
    return named;
  }

  private static Expression samePerson(String alias) {
    return Expression.column(alias, "person_id").eq(event("person_id"));
  }

  /** Traits {@code t0}, {@code t1}, … of each person that has one of them. */
  public static Select traits(Set<String> names) {
    Expression name = Expression.column("name");
    String values =
        LakeQueries.traits(name.in(names.stream().map(Expression::literal).toList()).text());
    Select select =
        Select.from(new Relation.Written(values), "").column("person_id").groupByColumns();
    int number = 0;
    for (String trait : names) {
      Expression value = call("IF", name.eq(literal(trait)), Expression.column("value"));
      select = select.column(call("max", value), "t" + number++);
    }
    return select;
  }

  /** Whether the event's time lies between two instants, both inclusive. */
  public static Expression between(long from, long to) {
    List<Expression> bounds = new ArrayList<>();
    if (from > EARLIEST) {
      bounds.add(event("ts").ge(Expression.timestamp(clamp(from))));
    }
    if (to < LATEST) {
      bounds.add(event("ts").le(Expression.timestamp(clamp(to))));
    }
    return and(bounds);
  }

  /** The hours that exist between two instants, both inclusive. */
  public static NavigableSet<Instant> hours(AppEvents events, long from, long to) {
    if (from > to) {
      return events.hours().subSet(Instant.EPOCH, false, Instant.EPOCH, false);
    }
    Instant first = Instant.ofEpochMilli(clamp(from)).truncatedTo(ChronoUnit.HOURS);
    return events.hours().subSet(first, true, Instant.ofEpochMilli(clamp(to)), true);
  }

  private static long clamp(long ms) {
    return Math.max(EARLIEST, Math.min(LATEST, ms));
  }
}
