package io.causality.jobs.copies;

import io.causality.proto.lake.DayCopies;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a new copy of a day is made from.
 *
 * @param kept hours that the old copy holds as they are now, with their states
 * @param read hours whose files are read
 */
record CopyPlan(NavigableMap<String, Instant> kept, NavigableMap<String, Instant> read) {
  private static final int HOUR_DIGITS_FROM = 11;
  private static final int HOUR_DIGITS_TO = 13;

  /**
   * The days of an app of which a new copy is due, the latest first. An hour is copied when it has
   * been over for a while and has not changed since the last look: while events still come for it,
   * its copy would be out of date at once.
   *
   * @param before what was known at the last look
   */
  static NavigableMap<LocalDate, CopyPlan> of(
      LakeRecord now, LakeRecord before, Instant time, Duration settle) {
    NavigableMap<LocalDate, CopyPlan> plans = new TreeMap<>();
    Map<LocalDate, NavigableMap<String, Instant>> joined = new HashMap<>();
    now.states()
        .forEach(
            (hour, state) -> {
              LocalDate day = hour.atOffset(ZoneOffset.UTC).toLocalDate();
              String name = name(hour);
              CopyPlan plan =
                  plans.computeIfAbsent(
                      day, none -> new CopyPlan(new TreeMap<>(), new TreeMap<>()));
              DayCopies.Entry copy = now.copies().get(day);
              boolean over = !hour.plus(1, ChronoUnit.HOURS).plus(settle).isAfter(time);
              if (copy != null && state.equals(copy.states().get(name))) {
                // A file of many days would have to be read whole: the day's own files are fewer.
                (copy.days() == 1
                        ? plan.kept()
                        : joined.computeIfAbsent(day, none -> new TreeMap<>()))
                    .put(name, hour);
              } else if (over && state.equals(before.states().get(hour))) {
                plan.read().put(name, hour);
              }
            });
    plans.values().removeIf(plan -> plan.read().isEmpty());
    plans.forEach(
        (day, plan) ->
            plan.read().putAll(joined.getOrDefault(day, Collections.emptyNavigableMap())));
    return plans.descendingMap();
  }

  /** The hour's folder, {@code 00} to {@code 23}. */
  static String name(Instant hour) {
    return hour.toString().substring(HOUR_DIGITS_FROM, HOUR_DIGITS_TO);
  }

  /** Nothing known. */
  static LakeRecord nothing() {
    return new LakeRecord(new TreeMap<>(), new TreeMap<>());
  }
}
