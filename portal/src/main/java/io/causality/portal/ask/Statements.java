package io.causality.portal.ask;

import io.causality.portal.ask.read.Intent;
import io.causality.portal.ask.read.Intent.Filter;
import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.read.Range;
import io.causality.portal.ask.read.Vocabulary.Owner;
import io.causality.portal.ask.read.Vocabulary.Property;
import io.causality.portal.ask.tools.Quantities;
import io.causality.portal.ask.tools.Table;
import io.causality.proto.lake.LakeColumn;
import io.causality.proto.lake.LakeSchema;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers for which no insight exists, by SQL over the view {@code events}. Pure but for its runs.
 */
final class Statements {
  private static final Set<String> COLUMNS =
      LakeSchema.current().columns().stream().map(LakeColumn::name).collect(Collectors.toSet());

  private Statements() {}

  /** How many different values there are. */
  static Table distinct(Answering answering, Measure measure) throws InterruptedException {
    requirePlain(answering);
    Property property = measure.property();
    if (property == null || property.owner() == Owner.PERSON) {
      throw new NotAnsweredException("Different values are counted of properties of events only.");
    }
    List<JsonArray> rows =
        answering.sql(
            "different values",
            "SELECT count(DISTINCT "
                + text(property)
                + ")\nFROM events\nWHERE "
                + where(answering, measure));
    return Table.one(Units.column(measure), (Number) rows.getFirst().getValue(0));
  }

  /** By hour of the day or day of the week, what does not add up from hours and days. */
  static Table folded(Answering answering, Measure measure) throws InterruptedException {
    requirePlain(answering);
    Intent.Fold fold = answering.intent().fold();
    boolean hours = fold == Intent.Fold.HOUR_OF_DAY;
    String local =
        "with_timezone(ts, 'UTC') AT TIME ZONE " + literal(answering.calendar().zone().getId());
    String key = (hours ? "hour(" : "day_of_week(") + local + ")";
    List<JsonArray> found =
        answering.sql(
            hours ? "by hour of the day" : "by weekday",
            "SELECT "
                + key
                + ", "
                + measure(measure)
                + "\nFROM events\nWHERE "
                + where(answering, measure)
                + "\nGROUP BY 1 ORDER BY 2 DESC, 1");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (JsonArray row : found) {
      int value = row.getInteger(0);
      rows.add(
          Arrays.asList(
              hours ? (Object) value : Answering.weekday(value - 1),
              Quantities.number(row.getDouble(1) == null ? 0 : row.getDouble(1))));
    }
    return Ranking.sorted(
        new Table(List.of(Answering.foldColumn(fold), Units.column(measure)), rows, false));
  }

  /** How many people did it so many times. */
  static Table repeated(Answering answering, Measure measure, int least)
      throws InterruptedException {
    requirePlain(answering);
    List<JsonArray> rows =
        answering.sql(
            "people by how often",
            "SELECT count(*)\nFROM (\n  SELECT person_id\n  FROM events\n  WHERE "
                + where(answering, measure).replace("\n", "\n  ")
                + "\n  GROUP BY person_id\n  HAVING count(*) >= "
                + least
                + ")");
    return Table.one(Table.Column.PEOPLE, (Number) rows.getFirst().getValue(0));
  }

  private static void requirePlain(Answering answering) {
    boolean mixed =
        !answering.intent().keys().isEmpty()
            || answering.intent().interval() != null
            || answering.compared().isPresent()
            || answering.intent().filters().stream()
                .anyMatch(filter -> filter.property().owner() == Owner.PERSON);
    if (mixed) {
      throw new NotAnsweredException("That cannot be combined with a further breakdown here.");
    }
  }

  private static String measure(Measure measure) {
    Property property = measure.property();
    return switch (measure.math()) {
      case TOTAL -> "count(*)";
      case PEOPLE -> "count(DISTINCT person_id)";
      case SUM -> "sum(" + number(property) + ")";
      case AVG -> "avg(" + number(property) + ")";
      case MIN -> "min(" + number(property) + ")";
      case MAX -> "max(" + number(property) + ")";
      default -> throw new NotAnsweredException("That measure is not told by hour or weekday.");
    };
  }

  private static String where(Answering answering, Measure measure) {
    Range range = answering.range();
    List<String> conditions = new ArrayList<>();
    conditions.add("ts >= " + timestamp(range.from()));
    conditions.add("ts <= " + timestamp(range.to()));
    conditions.add(
        measure.event() == null
            ? "event_name NOT IN ('identify', 'alias', 'group')"
            : "event_name = " + literal(measure.event()));
    for (Filter filter : answering.intent().filters()) {
      conditions.add(condition(filter));
    }
    return String.join("\n  AND ", conditions);
  }

  private static String condition(Filter filter) {
    String text = text(filter.property());
    String number = number(filter.property());
    String values =
        filter.values().stream().map(Statements::literal).collect(Collectors.joining(", "));
    return switch (filter.op()) {
      case IS -> text + " IN (" + values + ")";
      case IS_NOT -> "coalesce(" + text + ", '') NOT IN (" + values + ")";
      case IS_SET -> text + " IS NOT NULL";
      case IS_NOT_SET -> text + " IS NULL";
      case CONTAINS -> "strpos(lower(" + text + "), lower(" + values + ")) > 0";
      case GT -> number + " > " + filter.values().getFirst();
      case GTE -> number + " >= " + filter.values().getFirst();
      case LT -> number + " < " + filter.values().getFirst();
      case LTE -> number + " <= " + filter.values().getFirst();
    };
  }

  private static String text(Property property) {
    String own = "element_at(properties, " + literal(property.name()) + ")";
    return COLUMNS.contains(property.name())
        ? "coalesce(" + own + ", CAST(\"" + property.name() + "\" AS varchar))"
        : own;
  }

  private static String number(@Nullable Property property) {
    if (property == null) {
      throw new IllegalArgumentException("a measure without its property");
    }
    return "TRY_CAST(" + text(property) + " AS double)";
  }

  private static String timestamp(Instant instant) {
    return "TIMESTAMP '"
        + java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS")
            .withZone(java.time.ZoneOffset.UTC)
            .format(instant)
        + "'";
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
