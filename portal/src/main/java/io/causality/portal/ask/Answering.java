package io.causality.portal.ask;

import io.causality.portal.ask.read.Calendar;
import io.causality.portal.ask.read.Intent;
import io.causality.portal.ask.read.Intent.Calculation;
import io.causality.portal.ask.read.Intent.Counting;
import io.causality.portal.ask.read.Intent.Filter;
import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.read.Range;
import io.causality.portal.ask.read.Vocabulary;
import io.causality.portal.ask.tools.DataAccess;
import io.causality.portal.ask.tools.InsightTables;
import io.causality.portal.ask.tools.Quantities;
import io.causality.portal.ask.tools.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs an intent and shapes what comes back. For one question, one thread. */
final class Answering {
  private final Intent intent;
  private final Range range;
  private final Optional<Range> compared;
  private final Calendar calendar;
  private final Vocabulary vocabulary;
  private final DataAccess tools;
  private final Specs specs;
  private final List<JsonObject> ran = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param range what is asked about, nothing of it after now
   * @param compared the other range, alike
   */
  Answering(
      Intent intent,
      Range range,
      Optional<Range> compared,
      Calendar calendar,
      Vocabulary vocabulary,
      DataAccess tools) {
    this.intent = intent;
    this.range = range;
    this.compared = compared;
    this.calendar = calendar;
    this.vocabulary = vocabulary;
    this.tools = tools;
    this.specs = new Specs(calendar, intent.filters());
  }

  Outcome run() throws InterruptedException {
    Table table =
        switch (intent.subject()) {
          case Counting(Measure measure) -> counting(measure);
          case Intent.Repeated(Measure measure, int least) ->
              Statements.repeated(this, measure, least);
          case Intent.Several(List<Measure> measures) -> several(measures);
          case Intent.Ratio(Measure part, Measure whole, boolean percent) ->
              formula(List.of(part, whole), percent ? "100*A/B" : "A/B", ratio(part, percent));
          case Intent.Change(Measure measure) -> change(measure);
          case Intent.Funnel funnel -> new FunnelTables(this).table(funnel);
          case Intent.Retention retention -> new RetentionTables(this).table(retention);
          case Intent.Neighbours(String item, boolean before, boolean pages) ->
              neighbours(item, before, pages);
          case Intent.Paths(boolean pages) -> paths(pages);
          case Intent.Lifecycle(String kind, String event) -> returning(event);
          case Intent.Explanation(Measure measure) ->
              new Explaining(this, vocabulary).table(measure);
        };
    Table shown = Ranking.apply(table, intent.rank());
    return new Outcome(
        Prose.of(shown), Optional.ofNullable(shown.value()), shown, ran, definition(), notes);
  }

  Intent intent() {
    return intent;
  }

  Range range() {
    return range;
  }

  Optional<Range> compared() {
    return compared;
  }

  Calendar calendar() {
    return calendar;
  }

  Specs specs() {
    return specs;
  }

  void note(String text) {
    notes.add(text);
  }

  /** Runs a spec, which belongs to the answer. */
  JsonObject insight(String title, Map<String, Object> spec) throws InterruptedException {
    JsonObject result = tools.insight(title, spec);
    ran.add(new JsonObject(spec).copy());
    return result;
  }

  private static Table.Column ratio(Measure part, boolean percent) {
    if (percent) {
      return Table.Column.measure("percent", "percent");
    }
    return Table.Column.measure(
        "ratio", part.property() == null ? "ratio" : Units.of(part.property()));
  }

  private Table counting(Measure measure) throws InterruptedException {
    if (measure.math() == Calculation.DISTINCT) {
      return Statements.distinct(this, measure);
    }
    if (intent.fold() != null) {
      return measure.math().isAdditive() && intent.keys().isEmpty() && compared.isEmpty()
          ? folded(measure)
          : Statements.folded(this, measure);
    }
    return trend(List.of(measure), null, Units.column(measure), false);
  }

  List<JsonArray> sql(String title, String sql) throws InterruptedException {
    return tools.sql(title, sql);
  }

  private Table several(List<Measure> measures) throws InterruptedException {
    return trend(measures, null, Units.column(measures.getFirst()), true);
  }

  private Table formula(List<Measure> measures, String formula, Table.Column column)
      throws InterruptedException {
    return trend(measures, formula, column, false);
  }

  private Table change(Measure measure) throws InterruptedException {
    Map<String, Object> spec =
        specs.trends(List.of(measure), range, compared.orElseThrow(), null, List.of(), false);
    JsonArray series = insight("compare", spec).getJsonArray("series");
    double current = total(series, "current");
    double previous = total(series, "previous");
    if (previous == 0) {
      throw new NotAnsweredException("There was nothing in the earlier range to compare with.");
    }
    return Table.one(
        Table.Column.measure("change", "percent"),
        Quantities.number(100 * (current - previous) / previous));
  }

  private static double total(JsonArray series, String window) {
    for (int i = 0; i < series.size(); i++) {
      JsonObject line = series.getJsonObject(i);
      if (line.getString("window").equals(window)) {
        return line.getDouble("total");
      }
    }
    return 0;
  }

  private Table trend(
      List<Measure> measures, @Nullable String formula, Table.Column column, boolean byEvent)
      throws InterruptedException {
    boolean ofPersons =
        !intent.keys().isEmpty()
            && intent.keys().stream().allMatch(key -> key.owner() == Vocabulary.Owner.PERSON);
    if (!ofPersons
        && intent.keys().stream().anyMatch(key -> key.owner() == Vocabulary.Owner.PERSON)) {
      throw new NotAnsweredException(
          "A breakdown by a property of the event and one of the person at once is not possible here.");
    }
    List<String> keys =
        new ArrayList<>(intent.keys().stream().map(Vocabulary.Property::name).toList());
    Map<String, Object> spec =
        specs.trends(measures, range, compared.orElse(null), intent.interval(), keys, ofPersons);
    if (formula != null) {
      spec.put("formula", formula);
    }
    JsonObject result = insight(compared.isPresent() ? "compare" : "count", spec);
    if (intent.interval() == Intent.Interval.WEEK || intent.interval() == Intent.Interval.MONTH) {
      noteWholeFirstPeriod();
    }
    return new TrendTables(this, column, byEvent ? measures : List.of()).table(result);
  }

  private void noteWholeFirstPeriod() {
    LocalDate first = range.first();
    boolean cut =
        first == null
            || (intent.interval() == Intent.Interval.WEEK
                && first.getDayOfWeek() != calendar.weekStart())
            || (intent.interval() == Intent.Interval.MONTH && first.getDayOfMonth() != 1);
    if (cut) {
      note("The first period counts whole, also before the range.");
    }
  }

  private Table folded(Measure measure) throws InterruptedException {
    boolean hours = intent.fold() == Intent.Fold.HOUR_OF_DAY;
    JsonObject result =
        insight(
            "count",
            specs.trends(
                List.of(measure),
                range,
                null,
                hours ? Intent.Interval.HOUR : Intent.Interval.DAY,
                List.of(),
                false));
    double[] sums = new double[hours ? 24 : 7];
    JsonArray periods = result.getJsonArray("periods");
    JsonArray data = result.getJsonArray("series").getJsonObject(0).getJsonArray("data");
    for (int i = 0; i < periods.size(); i++) {
      java.time.OffsetDateTime start = java.time.OffsetDateTime.parse(periods.getString(i));
      sums[hours ? start.getHour() : start.getDayOfWeek().getValue() - 1] += data.getDouble(i);
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] != 0) {
        rows.add(Arrays.asList(hours ? (Object) i : weekday(i), Quantities.number(sums[i])));
      }
    }
    return Ranking.sorted(
        new Table(List.of(foldColumn(intent.fold()), Units.column(measure)), rows, false));
  }

  static Table.Column foldColumn(Intent.@Nullable Fold fold) {
    return fold == Intent.Fold.HOUR_OF_DAY
        ? new Table.Column("hour", "number", Table.Role.DIMENSION, null)
        : Table.Column.dimension("weekday");
  }

  static String weekday(int fromMonday) {
    return java.time.DayOfWeek.of(fromMonday + 1)
        .getDisplayName(java.time.format.TextStyle.FULL, Locale.ENGLISH);
  }

  private Table neighbours(String item, boolean before, boolean pages) throws InterruptedException {
    JsonArray edges =
        insight(before ? "steps before" : "steps after", specs.paths(range, item, before, pages))
            .getJsonArray("edges");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < edges.size(); i++) {
      JsonObject edge = edges.getJsonObject(i);
      String source = edge.getString("source").substring(2);
      String target = edge.getString("target").substring(2);
      if ((before ? target : source).equals(item)) {
        rows.add(Arrays.asList(before ? source : target, edge.getValue("value")));
      }
    }
    return new Table(
        List.of(
            Table.Column.dimension(before ? "previous" : "next"),
            Table.Column.measure("paths", "count")),
        rows,
        false);
  }

  private Table paths(boolean pages) throws InterruptedException {
    Map<String, Object> spec = specs.paths(range, null, false, pages);
    return InsightTables.of(new JsonObject(spec), insight("paths", spec), calendar.now());
  }

  /** Active in the range, and not for the first time. */
  private Table returning(@Nullable String event) throws InterruptedException {
    note("Returning are the active ones whose first event lies before.");
    return formula(
        List.of(Measure.of(event, Calculation.PEOPLE), Measure.of(event, Calculation.FIRST_TIME)),
        "A-B",
        Table.Column.measure("people", "people"));
  }

  private JsonObject definition() {
    JsonArray events = new JsonArray();
    events().forEach(events::add);
    JsonArray filters = new JsonArray();
    List<Filter> all = new ArrayList<>(intent.filters());
    if (intent.subject() instanceof Intent.Ratio ratio) {
      all.addAll(ratio.part().filters());
    }
    Specs.filters(all).forEach(filter -> filters.add(new JsonObject(filter)));
    JsonObject definition =
        new JsonObject()
            .put("events", events)
            .put("filters", filters)
            .put("from", text(range.from()))
            .put("to", text(range.to()))
            .put("timezone", calendar.zone().getId())
            .put("math", math());
    compared.ifPresent(
        other ->
            definition.put(
                "compare",
                new JsonObject().put("from", text(other.from())).put("to", text(other.to()))));
    if (intent.subject() instanceof Intent.Funnel funnel) {
      definition.put(
          "window", new JsonObject().put("value", funnel.windowDays()).put("unit", "day"));
    }
    return definition;
  }

  private static String text(Instant instant) {
    return instant.toString();
  }

  private List<String> events() {
    return switch (intent.subject()) {
      case Counting(Measure measure) -> named(measure.event());
      case Intent.Repeated(Measure measure, int least) -> named(measure.event());
      case Intent.Several(List<Measure> measures) ->
          measures.stream().map(Measure::event).filter(Objects::nonNull).toList();
      case Intent.Ratio ratio ->
          ratio.part().event() == null ? List.of() : List.of(ratio.part().event());
      case Intent.Change(Measure measure) -> named(measure.event());
      case Intent.Funnel funnel -> funnel.steps();
      case Intent.Retention retention -> {
        List<String> both = new ArrayList<>(named(retention.target()));
        both.addAll(named(retention.returning()));
        yield both;
      }
      case Intent.Neighbours neighbours -> List.of(neighbours.item());
      case Intent.Paths p -> List.of();
      case Intent.Lifecycle lifecycle -> named(lifecycle.event());
      case Intent.Explanation(Measure measure) -> named(measure.event());
    };
  }

  private static List<String> named(@Nullable String event) {
    return event == null ? List.of() : List.of(event);
  }

  private String math() {
    return switch (intent.subject()) {
      case Counting(Measure measure) -> measure.math().spec();
      case Intent.Repeated(Measure measure, int least) -> "at_least_" + least;
      case Intent.Several(List<Measure> measures) -> measures.getFirst().math().spec();
      case Intent.Ratio ratio -> ratio.percent() ? "percent" : "ratio";
      case Intent.Change c -> "percent_change";
      case Intent.Funnel funnel -> funnel.show().name().toLowerCase(Locale.ROOT);
      case Intent.Retention r -> "retention";
      case Intent.Neighbours n -> "paths";
      case Intent.Paths p -> "paths";
      case Intent.Lifecycle l -> "returning";
      case Intent.Explanation(Measure measure) -> measure.math().spec();
    };
  }
}
