package io.causality.jobs.archive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The links of one device that decide to whom its anonymous events belong, ordered by time: an
 * event belongs to the user linked last at or before its time, else to the first one linked later.
 *
 * @param points sorted; may be shared, never changed
 */
public record LinkHistory(List<LinkPoint> points) {
  static final LinkHistory EMPTY = new LinkHistory(List.of());

  /**
   * Whether any event could belong to someone else once {@code point} is known: only if the user of
   * its moment is another one so far.
   */
  boolean isChangedBy(LinkPoint point) {
    if (points.isEmpty()) {
      return true;
    }
    int before = before(point);
    LinkPoint ruling = points.get(Math.max(before, 0));
    return !ruling.userId().equals(point.userId());
  }

  /** This history and one more point. */
  LinkHistory with(LinkPoint point) {
    List<LinkPoint> more = new ArrayList<>(points);
    more.add(before(point) + 1, point);
    return new LinkHistory(more);
  }

  /** Index of the last point at or before, or -1. */
  private int before(LinkPoint point) {
    int found = Collections.binarySearch(points, point);
    return found >= 0 ? found : -found - 2;
  }
}
