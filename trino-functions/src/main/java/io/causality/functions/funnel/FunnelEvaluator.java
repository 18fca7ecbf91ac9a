package io.causality.functions.funnel;

import io.causality.functions.log.Events;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Evaluates a funnel over the events of one person after the other. Not thread-safe. */
public final class FunnelEvaluator {
  private static final int UNKNOWN = -1;

  private final Funnel funnel;
  private final Breakdown breakdown;
  private final Set<String> kept;
  private final String other;
  private final Attempts attempts;
  private final Exclusions exclusions;
  private final long[] periodStarts;
  private final Tally single;
  private final Events inRange = new Events();
  private final Events part = new Events();

  /** An evaluator of this funnel. */
  public FunnelEvaluator(Funnel funnel) {
    this.funnel = funnel;
    this.breakdown = funnel.breakdown();
    List<String> values = breakdown.kept();
    this.kept = values == null ? Set.of() : new HashSet<>(values);
    this.other = breakdown.other();
    this.attempts = Attempts.in(funnel);
    this.exclusions = new Exclusions(funnel);
    this.periodStarts = funnel.periods().array();
    this.single = new Tally(funnel, periodStarts);
  }

  /**
   * How deep a person got under a value.
   *
   * @param events in order; their masks are changed
   * @param value text of a breakdown value; empty without a breakdown by events
   * @return steps reached, 0 without a valid attempt
   */
  public int depth(Events events, String value) {
    int[] depth = {0};
    evaluate(
        events,
        (text, tally) -> {
          if (text.equals(value)) {
            depth[0] = tally.depth();
          }
        });
    return depth[0];
  }

  /** Tells the tally of each value under which the person has a valid attempt. */
  void evaluate(Events all, BiConsumer<String, Tally> result) {
    Events events = prepared(all);
    switch (breakdown.attribution()) {
      case NONE -> whole("", events, result);
      case FIRST_TOUCH, LAST_TOUCH -> whole(touched(events), events, result);
      case ALL_EVENTS -> allEvents(events, result);
      case STEP -> byStep(events, result);
    }
  }

  /** Leaves only the first event ever for the steps that ask for it, and only the range. */
  private Events prepared(Events events) {
    long open = funnel.firstEver();
    boolean reachesBack = false;
    for (int event = 0; event < events.size(); event++) {
      long mask = events.mask(event);
      long later = mask & funnel.firstEver() & ~open;
      if (later != 0) {
        events.mask(event, mask & ~later);
      }
      open &= ~mask;
      reachesBack |= (mask & Masks.BEFORE_RANGE) != 0;
    }
    if (!reachesBack) {
      return events;
    }
    inRange.copy(events, event -> (events.mask(event) & Masks.BEFORE_RANGE) == 0);
    return inRange;
  }

  private void whole(String value, Events events, BiConsumer<String, Tally> result) {
    single.clear();
    each(events, attempt -> single.add(attempt, events));
    if (single.depth() > 0) {
      result.accept(value, single);
    }
  }

  private void each(Events events, Attempts.Listener listener) {
    exclusions.fill(events);
    attempts.of(
        events,
        attempt -> {
          if (!exclusions.isVoid(attempt, events)) {
            listener.heard(attempt);
          }
        });
  }

  private String touched(Events events) {
    long anyStep = (1L << funnel.steps()) - 1;
    boolean first = breakdown.attribution() == Attribution.FIRST_TOUCH;
    String missing = value("");
    for (int i = 0; i < events.size(); i++) {
      int event = first ? i : events.size() - 1 - i;
      if ((events.mask(event) & anyStep) != 0) {
        String text = text(events, event);
        if (!breakdown.isMissing(text)) {
          return value(text);
        }
      }
    }
    return missing;
  }

  private void allEvents(Events events, BiConsumer<String, Tally> result) {
    Map<String, Integer> values = new LinkedHashMap<>();
    int[] valueOfText = new int[events.names() + 1];
    Arrays.fill(valueOfText, UNKNOWN);
    int[] value = new int[events.size()];
    for (int event = 0; event < value.length; event++) {
      int text = events.text(event) + 1;
      if (valueOfText[text] == UNKNOWN) {
        valueOfText[text] = values.computeIfAbsent(value(text(events, event)), v -> values.size());
      }
      value[event] = valueOfText[text];
    }
    int[] first = new int[values.size()];
    int[] next = new int[value.length];
    Arrays.fill(first, UNKNOWN);
    for (int event = value.length - 1; event >= 0; event--) {
      next[event] = first[value[event]];
      first[value[event]] = event;
    }
    values.forEach(
        (text, number) -> {
          part.clear();
          for (int event = first[number]; event != UNKNOWN; event = next[event]) {
            part.add(events.time(event), event, events.mask(event), null);
          }
          whole(text, part, result);
        });
  }

  private void byStep(Events events, BiConsumer<String, Tally> result) {
    Map<String, Tally> tallies = new HashMap<>();
    each(
        events,
        attempt -> {
          int event = attempt.eventOf(funnel.attributionStep());
          if (event >= 0) {
            tallies
                .computeIfAbsent(
                    value(text(events, event)), value -> new Tally(funnel, periodStarts))
                .add(attempt, events);
          }
        });
    tallies.forEach(
        (value, tally) -> {
          if (tally.depth() > 0) {
            result.accept(value, tally);
          }
        });
  }

  private static String text(Events events, int event) {
    int text = events.text(event);
    return text == Events.NO_TEXT ? "" : events.name(text);
  }

  /** Where the kept values are known, all others are one. All missing is the empty text. */
  private String value(String text) {
    String normal = breakdown.keys() > 1 && breakdown.isMissing(text) ? "" : text;
    return breakdown.kept() == null || kept.contains(normal) ? normal : other;
  }
}
