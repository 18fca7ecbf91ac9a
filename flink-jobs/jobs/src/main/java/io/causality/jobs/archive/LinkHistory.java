package io.causality.jobs.archive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The links of one device that decide to whom its anonymous events belong: to the user linked last
 * at or before the event, else to the first one linked later. Most links change nothing and need
 * not pass on to readers. But a link that changes nothing now may do so when an earlier one of
 * another user arrives late, so those are remembered too, not closer together than {@code
 * resolutionMs}: that is how much longer than it should a late link may rule.
 *
 * @param points in order; may be shared, never changed
 * @param cut earlier points have been forgotten
 */
public record LinkHistory(List<LinkPoint> points, boolean cut) {
  static final LinkHistory EMPTY = new LinkHistory(List.of(), false);

  private static final int MAX_POINTS = 512;

  /**
   * What a link leads to.
   *
   * @param changed there is something to be remembered
   * @param passing the links that readers need now, in no order
   */
  record Step(LinkHistory history, boolean changed, List<LinkPoint> passing) {}

  /** Takes one more link, in order of arrival. */
  Step with(LinkPoint link, long resolutionMs) {
    int before = lastAtOrBefore(link);
    if (before >= 0 && points.get(before).compareTo(link) == 0) {
      return unchanged();
    }
    boolean ruled = before >= 0 || (!points.isEmpty() && !cut);
    if (ruled && points.get(Math.max(before, 0)).userId().equals(link.userId())) {
      long distance = Math.abs(link.timeMs() - points.get(Math.max(before, 0)).timeMs());
      return distance < resolutionMs
          ? unchanged()
          : new Step(inserted(before, link), true, List.of());
    }
    return changed(before, link);
  }

  private Step unchanged() {
    return new Step(this, false, List.of());
  }

  /** Another user rules from here on, until the next point. */
  private Step changed(int before, LinkPoint link) {
    List<LinkPoint> more = new ArrayList<>(points);
    List<LinkPoint> passing = new ArrayList<>();
    passing.add(link.asPassed());
    more.add(before + 1, link.asPassed());
    int after = before + 2;
    if (after < more.size() && !more.get(after).userId().equals(link.userId())) {
      pass(more, after, passing);
    }
    if (before >= 0 && more.subList(0, before + 1).stream().noneMatch(LinkPoint::passed)) {
      // Readers took an anonymous past up to here from a later link, which is no longer the first.
      pass(more, before, passing);
    }
    return new Step(new LinkHistory(more, cut).bounded(), true, passing);
  }

  private static void pass(List<LinkPoint> points, int index, List<LinkPoint> passing) {
    if (!points.get(index).passed()) {
      points.set(index, points.get(index).asPassed());
      passing.add(points.get(index));
    }
  }

  private LinkHistory inserted(int before, LinkPoint link) {
    List<LinkPoint> more = new ArrayList<>(points);
    more.add(before + 1, link);
    return new LinkHistory(more, cut).bounded();
  }

  /** Forgets every second point that readers do not know, or else the older half. */
  private LinkHistory bounded() {
    if (points.size() <= MAX_POINTS) {
      return this;
    }
    List<LinkPoint> fewer = new ArrayList<>();
    boolean forget = false;
    for (LinkPoint point : points) {
      forget = !point.passed() && !forget;
      if (!forget) {
        fewer.add(point);
      }
    }
    return fewer.size() <= MAX_POINTS * 3 / 4
        ? new LinkHistory(fewer, cut)
        : new LinkHistory(new ArrayList<>(fewer.subList(fewer.size() / 2, fewer.size())), true);
  }

  private int lastAtOrBefore(LinkPoint point) {
    int found = Collections.binarySearch(points, point);
    return found >= 0 ? found : -found - 2;
  }
}
