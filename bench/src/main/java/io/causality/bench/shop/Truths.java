package io.causality.bench.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts, while they are generated, what is true of the events of {@link People#WEB}: plainly, by
 * the words of insight-semantics.md, with the generator's own knowledge of who is who. Arrays are
 * by day, from the first on. Not thread-safe.
 */
final class Truths implements ShopGenerator.Sink {
  private static final long WINDOW_MS = TimeUnit.DAYS.toMillis(14);

  /** The range of most questions: the last thirty days. */
  static final int FROM = People.DAYS - 30;

  private final Map<String, long[]> totals = new TreeMap<>();
  private final Map<String, long[]> people = new TreeMap<>();
  private final Map<String, BitSet> today = new TreeMap<>();
  private final Map<String, Long> byCountry = new TreeMap<>();
  private final long[] revenueCents = new long[People.DAYS];
  private final long[] activeDays;
  private final FunnelCount funnel;
  private long events;

  /**
   * @param people numbers of people are below this
   */
  Truths(int people) {
    activeDays = new long[people];
    funnel = new FunnelCount(people, WINDOW_MS);
  }

  @Override
  public void accept(ShopEvent event) {
    if (!event.app().equals(People.WEB)) {
      return;
    }
    events++;
    int day = (int) ((event.timeMs() - People.startOf(0)) / People.DAY_MS);
    totals.computeIfAbsent(event.name(), name -> new long[People.DAYS])[day]++;
    if (!today.computeIfAbsent(event.name(), name -> new BitSet()).get(event.person())) {
      today.get(event.name()).set(event.person());
      people.computeIfAbsent(event.name(), name -> new long[People.DAYS])[day]++;
    }
    activeDays[event.person()] |= 1L << day;
    if (day >= FROM) {
      funnel.accept(event);
      if (event.name().equals("page_view")) {
        byCountry.merge(event.client().country(), 1L, Long::sum);
      }
    }
    if (event.name().equals("purchase_complete")) {
      revenueCents[day] += ((Number) event.properties().getOrDefault("total_cents", 0)).longValue();
    }
  }

  @Override
  public void endOfDay() {
    today.clear();
  }

  /** What was counted. */
  ObjectNode json() {
    ObjectNode out = new ObjectMapper().createObjectNode();
    out.put("app", People.WEB);
    out.put("events", events);
    out.put("first_day", People.FIRST_DAY.toString());
    out.put("last_day", People.FIRST_DAY.plusDays(People.DAYS - 1).toString());
    out.put("range_from", People.FIRST_DAY.plusDays(FROM).toString());
    ObjectNode total = out.putObject("total");
    totals.forEach((name, counts) -> total.set(name, array(counts)));
    ObjectNode dau = out.putObject("dau");
    people.forEach((name, counts) -> dau.set(name, array(counts)));
    dau.set("*", array(activePeople()));
    out.set("sum_total_cents", array(revenueCents));
    ObjectNode country = out.putObject("page_views_by_country");
    byCountry.forEach(country::put);
    ObjectNode steps = out.putObject("funnel");
    FunnelCount.STEPS.forEach(steps.putArray("events")::add);
    steps.set("count", array(funnel.counts()));
    out.set("retention_day_first_time", retention(1, 14, true));
    out.set("retention_week_recurring", retention(7, 4, false));
    lifecycle(out.putObject("lifecycle_day"));
    out.set("stickiness_day", array(stickiness()));
    Planted.truths(activeDays.length - Planted.people(), out.putObject("planted"));
    return out;
  }

  private static ArrayNode array(long[] values) {
    ArrayNode array = new ObjectMapper().createArrayNode();
    Arrays.stream(values).forEach(array::add);
    return array;
  }

  private long[] activePeople() {
    long[] counts = new long[People.DAYS];
    for (long days : activeDays) {
      for (int day = 0; day < People.DAYS; day++) {
        counts[day] += days >>> day & 1;
      }
    }
    return counts;
  }

  /** By periods of whole days, the last of which ends with the last day; any event to any. */
  private ArrayNode retention(int periodDays, int intervals, boolean firstTime) {
    ArrayNode matrix = new ObjectMapper().createArrayNode();
    int start = People.DAYS - periodDays * intervals;
    for (int cohort = 0; cohort < intervals; cohort++) {
      long[] row = new long[intervals - cohort];
      long before = (1L << (start + cohort * periodDays)) - 1;
      for (long days : activeDays) {
        boolean in =
            (days & period(start, periodDays, cohort)) != 0 && (!firstTime || (days & before) == 0);
        for (int later = 0; in && later < row.length; later++) {
          row[later] += (days & period(start, periodDays, cohort + later)) != 0 ? 1 : 0;
        }
      }
      matrix.add(array(row));
    }
    return matrix;
  }

  private static long period(int start, int days, int number) {
    return ((1L << days) - 1) << (start + days * number);
  }

  private void lifecycle(ObjectNode out) {
    long[][] counts = new long[4][People.DAYS - FROM];
    for (long days : activeDays) {
      int first = Long.numberOfTrailingZeros(days);
      for (int day = FROM; day < People.DAYS; day++) {
        boolean active = (days >>> day & 1) != 0;
        boolean before = (days >>> (day - 1) & 1) != 0;
        if (active) {
          counts[day == first ? 0 : before ? 1 : 2][day - FROM]++;
        } else if (before) {
          counts[3][day - FROM]--;
        }
      }
    }
    out.set("new", array(counts[0]));
    out.set("returning", array(counts[1]));
    out.set("resurrecting", array(counts[2]));
    out.set("dormant", array(counts[3]));
  }

  private long[] stickiness() {
    long[] counts = new long[People.DAYS - FROM];
    for (long days : activeDays) {
      int active = Long.bitCount(days >>> FROM);
      if (active > 0) {
        counts[active - 1]++;
      }
    }
    return counts;
  }
}
