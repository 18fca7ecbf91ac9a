package io.causality.bench.shop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.causality.bench.shop.ShopEvent.Client;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Events that only these people send, in the app {@link People#WEB}, so that what insights must say
 * of them can be written down without counting. The same whatever the seed and the size.
 */
final class Planted {
  static final List<String> FUNNEL =
      List.of(
          "Trial Started", "Workspace Created", "Invite Sent", "Plan Chosen", "Subscription Paid");
  static final String LESSON = "Lesson Completed";
  static final String RARE = "Gift Card Redeemed";
  static final String AMOUNT = "amount";
  static final String DECLINED = "Payment Declined";
  static final List<String> PATH = List.of("/planted/a", "/planted/b", "/planted/c");

  private static final List<Integer> REACHED = List.of(500, 320, 210, 90, 45);
  private static final long STEP_S = 600;
  private static final int FUNNEL_DAY = 40;
  private static final int FUNNEL_DAYS = 10;
  private static final int DECOYS = 50;

  /** Monday, 14 September 2026. */
  private static final int LESSON_DAY = 12;

  private static final int LESSON_WEEKS = 6;

  /** Of each person an event on this day and the next; the amounts are 1 to 617, then half. */
  private static final int RARE_DAY = 35;

  private static final int RARE_COUNT = 1_234;
  private static final int RARE_PEOPLE = 617;
  private static final int PATHS = 777;
  private static final int DECLINED_COUNT = 4_000;
  private static final int DECLINED_DAY = 45;
  private static final int DECLINED_HOUR = 13;
  private static final Client CLIENT = new Client("web", "", "", "de-CH", "CH", "");

  private final int firstPerson;

  /**
   * @param firstPerson number of the first planted person: all others have smaller ones
   */
  Planted(int firstPerson) {
    this.firstPerson = firstPerson;
  }

  /** How many people there are, at most. */
  static int people() {
    return REACHED.get(0) + DECOYS + LESSON_WEEKS * 100 + RARE_PEOPLE + PATHS + 1;
  }

  /** Gives the events of a day, in no order. */
  void of(int day, Consumer<ShopEvent> out) {
    int person = firstPerson;
    for (int i = 0; i < REACHED.get(0); i++) {
      funnel(person++, day, i, out);
    }
    for (int i = 0; i < DECOYS; i++) {
      decoy(person++, day, i, out);
    }
    for (int week = 0; week < LESSON_WEEKS; week++) {
      for (int i = 0; i < lessons(week, 0); i++) {
        lesson(person + i, day, week, i, out);
      }
      person += 100;
    }
    for (int i = 0; i < RARE_PEOPLE; i++) {
      if (day == RARE_DAY || day == RARE_DAY + 1) {
        Object amount = day == RARE_DAY ? (Object) (long) (i + 1) : (Object) ((i + 1) / 2.0);
        long time = People.startOf(day) + 3_600_000 + i * 1_000L;
        out.accept(event(person, RARE, time, "").withProperties(Map.of(AMOUNT, amount)));
      }
      person++;
    }
    for (int i = 0; i < PATHS; i++) {
      path(person++, day, i, out);
    }
    for (int i = 0; day == DECLINED_DAY && i < DECLINED_COUNT; i++) {
      long time = People.startOf(day) + DECLINED_HOUR * 3_600_000L + i * 800L;
      out.accept(event(person, DECLINED, time, ""));
    }
  }

  private void funnel(int person, int day, int i, Consumer<ShopEvent> out) {
    if (day != FUNNEL_DAY + i % FUNNEL_DAYS) {
      return;
    }
    for (int step = 0; step < FUNNEL.size() && i < REACHED.get(step); step++) {
      long time = People.startOf(day) + 36_000_000 + i * 1_000L + step * STEP_S * 1_000;
      out.accept(event(person, FUNNEL.get(step), time, ""));
    }
  }

  /** All steps but the first. */
  private void decoy(int person, int day, int i, Consumer<ShopEvent> out) {
    for (int step = 1; day == FUNNEL_DAY && step < FUNNEL.size(); step++) {
      out.accept(event(person, FUNNEL.get(step), People.startOf(day) + i * 1_000L + step, ""));
    }
  }

  /** Of the cohort of a week, half of those of the week before come back. */
  private static int lessons(int week, int weeksLater) {
    return (100 - 10 * week) >> weeksLater;
  }

  private void lesson(int person, int day, int cohort, int i, Consumer<ShopEvent> out) {
    int week = Math.floorDiv(day - LESSON_DAY, 7);
    int later = week - cohort;
    if (later >= 0
        && week < LESSON_WEEKS
        && (day - LESSON_DAY) % 7 == i % 7
        && i < lessons(cohort, later)) {
      out.accept(event(person, LESSON, People.startOf(day) + 50_000_000 + i, ""));
    }
  }

  private void path(int person, int day, int i, Consumer<ShopEvent> out) {
    if (day == 30 + i % 7) {
      for (int step = 0; step < PATH.size(); step++) {
        long time = People.startOf(day) + 40_000_000 + i * 1_000L + step * 60_000L;
        out.accept(event(person, "page_view", time, PATH.get(step)));
      }
    }
  }

  private static String device(int person) {
    return "planted-" + person;
  }

  private static ShopEvent event(int person, String name, long timeMs, String path) {
    return new ShopEvent(
        People.WEB,
        person,
        "",
        name,
        timeMs,
        device(person),
        "",
        "",
        Map.of(),
        Map.of(),
        path,
        "",
        CLIENT);
  }

  /** Writes what is true of these people, of whom the first one has this number. */
  static void truths(int firstPerson, ObjectNode out) {
    ObjectNode first = out.putObject("first_device");
    int person = firstPerson;
    first.put("funnel", device(person));
    first.put("decoys", device(person += REACHED.get(0)));
    first.put("lessons", device(person += DECOYS));
    first.put("rare", device(person += LESSON_WEEKS * 100));
    first.put("paths", device(person + RARE_PEOPLE));
    ObjectNode funnel = out.putObject("funnel");
    FUNNEL.forEach(funnel.putArray("events")::add);
    REACHED.forEach(funnel.putArray("count")::add);
    funnel.put("step_s", STEP_S);
    funnel.put("first_day", People.FIRST_DAY.plusDays(FUNNEL_DAY).toString());
    funnel.put("days", FUNNEL_DAYS);
    funnel.put("decoys", DECOYS);
    ObjectNode retention = out.putObject("retention_week_first_time");
    retention.put("event", LESSON);
    retention.put("intervals", LESSON_WEEKS);
    retention.put("to", People.FIRST_DAY.plusDays(LESSON_DAY + 7L * LESSON_WEEKS - 1).toString());
    ArrayNode matrix = retention.putArray("matrix");
    for (int week = 0; week < LESSON_WEEKS; week++) {
      ArrayNode row = matrix.addArray();
      for (int later = 0; week + later < LESSON_WEEKS; later++) {
        row.add(lessons(week, later));
      }
    }
    out.putObject("rare")
        .put("event", RARE)
        .put("total", RARE_COUNT)
        .put("people", RARE_PEOPLE)
        .put("property", AMOUNT)
        .put("first_day", People.FIRST_DAY.plusDays(RARE_DAY).toString());
    ObjectNode path = out.putObject("path");
    PATH.forEach(path.putArray("items")::add);
    path.put("count", PATHS);
    path.put("avg_ms", 60_000);
    out.putObject("anomaly")
        .put("event", DECLINED)
        .put(
            "hour",
            Instant.ofEpochMilli(People.startOf(DECLINED_DAY) + DECLINED_HOUR * 3_600_000L)
                .toString())
        .put("total", DECLINED_COUNT);
  }
}
