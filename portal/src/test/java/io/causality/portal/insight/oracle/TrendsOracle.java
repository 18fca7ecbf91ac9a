package io.causality.portal.insight.oracle;

import io.causality.portal.insight.oracle.Clock.Span;
import io.causality.portal.insight.spec.Breakdown;
import io.causality.portal.insight.spec.Calculation;
import io.causality.portal.insight.spec.Common;
import io.causality.portal.insight.spec.Comparison;
import io.causality.portal.insight.spec.Interval;
import io.causality.portal.insight.spec.Moment;
import io.causality.portal.insight.spec.On;
import io.causality.portal.insight.spec.Series;
import io.causality.portal.insight.spec.TrendsSpec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** True trends. */
final class TrendsOracle {
  private static final long PAUSE_MS = 30 * 60_000;

  private final Oracle oracle;
  private final TrendsSpec spec;
  private final Clock clock;

  TrendsOracle(Oracle oracle, TrendsSpec spec) {
    this.oracle = oracle;
    this.spec = spec;
    this.clock = new Clock(spec.common());
  }

  private record Window(String name, Span span) {}

  JsonObject answer() {
    List<Window> windows = windows();
    Set<List<String>> kept = kept(windows);
    JsonArray lines = new JsonArray();
    JsonObject result = new JsonObject().put("periods", labels(windows.getFirst()));
    if (spec.comparison() != null) {
      result.put("previous_periods", labels(windows.getLast()));
    }
    Map<String, List<Map<List<String>, double[]>>> numbers = new HashMap<>();
    for (Window window : windows) {
      List<Map<List<String>, double[]>> of = new ArrayList<>();
      for (Series series : spec.series()) {
        of.add(data(series, window, kept));
      }
      numbers.put(window.name(), of);
    }
    if (spec.formula() != null) {
      for (Window window : windows) {
        formula(window, numbers.get(window.name()), lines);
      }
      return result.put("series", lines);
    }
    for (int i = 0; i < spec.series().size(); i++) {
      for (Window window : windows) {
        int index = i;
        numbers
            .get(window.name())
            .get(i)
            .forEach(
                (values, data) ->
                    lines.add(
                        line(
                            index,
                            spec.series().get(index).selector().label(),
                            values,
                            window,
                            data)));
      }
    }
    return result.put("series", lines);
  }

  private void formula(Window window, List<Map<List<String>, double[]>> numbers, JsonArray lines) {
    Map<List<String>, Boolean> all = Oracle.ordered();
    numbers.forEach(of -> of.keySet().forEach(values -> all.put(values, true)));
    for (List<String> values : all.keySet()) {
      double[] data = new double[size(window)];
      for (int p = 0; p < data.length; p++) {
        int period = p;
        data[p] =
            spec.formula()
                .of(
                    i -> {
                      double[] of = numbers.get(i).get(values);
                      return of == null ? 0 : of[period];
                    });
      }
      lines.add(line("formula", spec.formula().text(), values, window, data));
    }
  }

  private JsonObject line(
      Object series, String label, List<String> values, Window window, double[] data) {
    double total = 0;
    for (double number : data) {
      total = spec.cumulative() && !spec.aggregate() ? number : total + number;
    }
    JsonArray json = new JsonArray();
    for (int i = 0; i < data.length && !spec.aggregate(); i++) {
      json.add(data[i]);
    }
    return new JsonObject()
        .put("series", series)
        .put("label", label)
        .put("breakdown", spec.breakdown() == null ? null : new JsonArray(values))
        .put("window", window.name())
        .put("data", json)
        .put("total", total);
  }

  private int size(Window window) {
    return spec.aggregate() ? 1 : clock.periods(spec.interval(), window.span()).size();
  }

  private JsonArray labels(Window window) {
    JsonArray labels = new JsonArray();
    if (!spec.aggregate()) {
      clock
          .periods(spec.interval(), window.span())
          .forEach(period -> labels.add(clock.label(period.from())));
    }
    return labels;
  }

  private List<Window> windows() {
    Common common = spec.common();
    Span current = span(common.from(), common.to());
    List<Window> windows = new ArrayList<>(List.of(new Window("current", current)));
    boolean empty = current.from() > current.to();
    boolean days = common.from() instanceof Moment.Day && common.to() instanceof Moment.Day;
    LocalDate first = clock.day(current.from());
    LocalDate last = clock.day(current.to());
    if (spec.comparison() instanceof Comparison.Between between) {
      windows.add(new Window("previous", span(between.from(), between.to())));
    } else if (spec.comparison() != null && empty) {
      windows.add(new Window("previous", current));
    } else if (spec.comparison() instanceof Comparison.PreviousPeriod) {
      long count = last.toEpochDay() - first.toEpochDay() + 1;
      windows.add(
          new Window(
              "previous",
              days
                  ? clock.days(first.minusDays(count), first.minusDays(1))
                  : new Span(
                      current.from() - 1 - (current.to() - current.from()), current.from() - 1)));
    } else if (spec.comparison() instanceof Comparison.PreviousYear) {
      windows.add(
          new Window(
              "previous",
              days
                  ? clock.days(first.minusYears(1), last.minusYears(1))
                  : new Span(clock.yearBefore(current.from()), clock.yearBefore(current.to()))));
    }
    return windows;
  }

  private Span span(Moment from, Moment to) {
    long end = clock.to(to);
    long start = clock.from(from, oracle.people.events());
    return new Span(start == Long.MAX_VALUE ? end + 1 : start, end);
  }

  /** The stretch that counts for a calculation, with the days that it looks back. */
  private Span counted(Calculation calculation, Window window) {
    long from = window.span().from();
    List<Span> periods = clock.periods(spec.interval(), window.span());
    if (periods.isEmpty()) {
      return window.span();
    }
    boolean whole = spec.interval() == Interval.WEEK || spec.interval() == Interval.MONTH;
    if (whole && !spec.aggregate()) {
      from = periods.getFirst().from();
    }
    if (days(calculation) > 0) {
      Span first = spec.aggregate() ? window.span() : periods.getFirst();
      from = Math.min(from, look(calculation, first, window).from());
    }
    return new Span(from, window.span().to());
  }

  private static int days(Calculation calculation) {
    return calculation == Calculation.WEEKLY_ACTIVE
        ? 7
        : calculation == Calculation.MONTHLY_ACTIVE ? 30 : 0;
  }

  /** The days that end with the period's last day, or with that of the window's end. */
  private Span look(Calculation calculation, Span period, Window window) {
    LocalDate end = clock.day(Math.min(period.to(), window.span().to()));
    Span span = clock.days(end.minusDays(days(calculation) - 1L), end);
    return new Span(span.from(), Math.min(span.to(), window.span().to()));
  }

  private List<Event> matching(Series series) {
    return oracle.select(spec.common(), series.selector());
  }

  private @Nullable Set<List<String>> kept(List<Window> windows) {
    Breakdown breakdown = spec.breakdown();
    if (breakdown == null) {
      return null;
    }
    Map<List<String>, Integer> counts = new HashMap<>();
    for (Window window : windows) {
      for (Series series : spec.series()) {
        Span span = counted(series.calculation(), window);
        for (Event event : matching(series)) {
          if (span.holds(event)) {
            counts.merge(oracle.values(breakdown, event), 1, Integer::sum);
          }
        }
      }
    }
    return Oracle.kept(breakdown, counts);
  }

  private Map<List<String>, double[]> data(
      Series series, Window window, @Nullable Set<List<String>> kept) {
    Map<List<String>, List<Event>> byValue = Oracle.ordered();
    if (spec.breakdown() == null) {
      byValue.put(List.of(), new ArrayList<>());
    }
    List<Event> matching = matching(series);
    Set<Event> first = firstOfPersons(matching);
    Span counted = counted(series.calculation(), window);
    for (Event event : matching) {
      if (counted.holds(event)) {
        List<String> values = Oracle.merge(kept, oracle.valuesOrNone(spec.breakdown(), event));
        byValue.computeIfAbsent(values, v -> new ArrayList<>()).add(event);
      }
    }
    Map<List<String>, double[]> data = Oracle.ordered();
    byValue.forEach((values, events) -> data.put(values, numbers(series, window, events, first)));
    return data;
  }

  private Set<Event> firstOfPersons(List<Event> matching) {
    Set<String> seen = new HashSet<>();
    Set<Event> first = new HashSet<>();
    for (Event event : matching) {
      if (seen.add(oracle.people.person(event))) {
        first.add(event);
      }
    }
    return first;
  }

  private double[] numbers(Series series, Window window, List<Event> events, Set<Event> first) {
    List<Span> periods =
        spec.aggregate() ? List.of(window.span()) : clock.periods(spec.interval(), window.span());
    double[] data = new double[periods.size()];
    for (int i = 0; i < data.length; i++) {
      Span period = periods.get(i);
      boolean whole = spec.interval() == Interval.WEEK || spec.interval() == Interval.MONTH;
      Span span =
          days(series.calculation()) > 0
              ? look(series.calculation(), period, window)
              : new Span(
                  whole && !spec.aggregate()
                      ? period.from()
                      : Math.max(period.from(), window.span().from()),
                  Math.min(period.to(), window.span().to()));
      List<Event> in = events.stream().filter(span::holds).toList();
      data[i] = number(series, in, first);
      if (spec.cumulative() && !spec.aggregate() && i > 0) {
        data[i] += data[i - 1];
      }
    }
    return data;
  }

  private double number(Series series, List<Event> in, Set<Event> first) {
    List<Double> numbers = new ArrayList<>();
    for (Event event : in) {
      if (series.property() != null) {
        Optional<Double> number =
            Matching.number(oracle.matching.value(On.EVENT, series.property(), event));
        number.filter(Double::isFinite).ifPresent(numbers::add);
      }
    }
    numbers.sort(null);
    double sum = numbers.stream().mapToDouble(Double::doubleValue).sum();
    int persons = persons(in);
    return switch (series.calculation()) {
      case TOTAL -> in.size();
      case DAU, WEEKLY_ACTIVE, MONTHLY_ACTIVE -> persons;
      case UNIQUE_SESSION -> sessions(in);
      case FIRST_TIME -> in.stream().filter(first::contains).count();
      case SUM -> sum;
      case AVG -> numbers.isEmpty() ? 0 : sum / numbers.size();
      case MIN -> numbers.isEmpty() ? 0 : numbers.getFirst();
      case MAX -> numbers.isEmpty() ? 0 : numbers.getLast();
      case MEDIAN -> percentile(numbers, 0.5);
      case P75 -> percentile(numbers, 0.75);
      case P90 -> percentile(numbers, 0.9);
      case P95 -> percentile(numbers, 0.95);
      case P99 -> percentile(numbers, 0.99);
      case COUNT_PER_PERSON_AVG -> persons == 0 ? 0 : (double) in.size() / persons;
    };
  }

  private int persons(List<Event> events) {
    Set<String> persons = new HashSet<>();
    events.forEach(event -> persons.add(oracle.people.person(event)));
    return persons.size();
  }

  private static double percentile(List<Double> sorted, double p) {
    if (sorted.isEmpty()) {
      return 0;
    }
    double place = p * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    double share = place - below;
    return sorted.get(below) + (sorted.get(above) - sorted.get(below)) * share;
  }

  /** A session id is a session; other events of a person are cut by pauses, among themselves. */
  private int sessions(List<Event> in) {
    Map<Event, String> sessions = new HashMap<>();
    Map<String, Event> last = new HashMap<>();
    Map<String, Integer> number = new HashMap<>();
    for (Event event : oracle.people.events()) {
      if (People.isIdentity(event)) {
        continue;
      }
      if (event.session() != null) {
        sessions.put(event, "id " + event.session());
        continue;
      }
      String person = oracle.people.person(event);
      Event before = last.put(person, event);
      if (before == null || event.ts() - before.ts() >= PAUSE_MS) {
        number.merge(person, 1, Integer::sum);
      }
      sessions.put(event, "person " + person + " " + number.get(person));
    }
    Set<String> distinct = new HashSet<>();
    in.stream().filter(sessions::containsKey).map(sessions::get).forEach(distinct::add);
    return distinct.size();
  }
}
