package io.causality.portal.insight.spec;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;

/**
 * What every kind has.
 *
 * @param from beginning; {@link Moment.All} for kinds that have none
 * @param to end, inclusive
 * @param filters apply to every event
 * @param excludeInternal whether the app's saved filter of internal users applies, too
 */
public record Common(
    Moment from,
    Moment to,
    ZoneId zone,
    DayOfWeek weekStart,
    List<Filter> filters,
    boolean excludeInternal) {
  public Common {
    filters = List.copyOf(filters);
  }

  /** The same with other ends. */
  public Common between(Moment newFrom, Moment newTo) {
    return new Common(newFrom, newTo, zone, weekStart, filters, excludeInternal);
  }
}
