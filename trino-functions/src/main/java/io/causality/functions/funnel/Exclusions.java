package io.causality.functions.funnel;

import io.causality.functions.log.Events;
import java.util.List;

/** Says which attempts are void. Not thread-safe. */
final class Exclusions {
  private final List<Span> spans;
  private final long windowMs;
  private final Occurrences excluding;

  Exclusions(Funnel funnel) {
    this.spans = funnel.exclusions();
    this.windowMs = funnel.windowMs();
    this.excluding = new Occurrences(Masks.MOST_STEPS, spans.size());
  }

  void fill(Events events) {
    if (!spans.isEmpty()) {
      excluding.fill(events);
    }
  }

  boolean isVoid(Attempt attempt, Events events) {
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      if (attempt.depth() > span.fromStep()) {
        long after = attempt.time(events, span.fromStep());
        long before =
            attempt.depth() > span.toStep()
                ? attempt.time(events, span.toStep())
                : attempt.time(events, 0) + windowMs;
        int first = excluding.firstAtOrAfter(events, i, after + 1);
        if (first < excluding.count(i) && events.time(excluding.event(i, first)) < before) {
          return true;
        }
      }
    }
    return false;
  }
}
