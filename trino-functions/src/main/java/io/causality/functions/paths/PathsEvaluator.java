package io.causality.functions.paths;

import io.causality.functions.log.Events;
import io.causality.functions.log.LongList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the paths of one person after the other. The text of an event is its item. Not
 * thread-safe.
 */
public final class PathsEvaluator {
  private static final int MOST_REMEMBERED = 100_000;

  private final Paths paths;
  private final Set<String> excluded;
  private final Map<String, Optional<String>> items = new HashMap<>();
  private final List<String> path = new ArrayList<>();
  private final LongList times = new LongList();

  /** An evaluator of these paths. */
  public PathsEvaluator(Paths paths) {
    this.paths = paths;
    this.excluded = new HashSet<>(paths.exclude());
  }

  /** Hears of a step from one item to the next. */
  @FunctionalInterface
  public interface Listener {
    /**
     * One path's step.
     *
     * @param position of the source in its path, from 1
     */
    void step(int position, String source, String target, long ms);
  }

  /** Tells every step of every path of the person. */
  public void evaluate(Events events, Listener listener) {
    path.clear();
    times.clear();
    long last = 0;
    for (int event = 0; event < events.size(); event++) {
      Optional<String> item =
          events.text(event) == Events.NO_TEXT
              ? Optional.empty()
              : item(events.name(events.text(event)));
      if (item.isPresent()) {
        long time = events.time(event);
        if (!path.isEmpty() && time - last >= paths.gapMs()) {
          tell(listener);
        }
        last = time;
        if (path.isEmpty() || !path.get(path.size() - 1).equals(item.get())) {
          path.add(item.get());
          times.add(time);
        }
      }
    }
    tell(listener);
  }

  /** The item as it is looked at; empty when it is left out. */
  private Optional<String> item(String raw) {
    if (items.size() > MOST_REMEMBERED) {
      items.clear();
    }
    return items.computeIfAbsent(
        raw,
        text ->
            Optional.of(
                    paths.group().stream()
                        .filter(pattern -> Wildcard.fits(pattern, text))
                        .findFirst()
                        .orElse(text))
                .filter(item -> !excluded.contains(item)));
  }

  /** Tells the path and begins a new one. */
  private void tell(Listener listener) {
    int from = paths.start() == null ? 0 : path.indexOf(paths.start());
    if (from >= 0) {
      int to = lastItem(from);
      if (paths.end() != null && paths.start() == null) {
        from = Math.max(from, to - paths.maxSteps() + 1);
      } else if (paths.end() == null) {
        to = (int) Math.min(to, from + paths.maxSteps() - 1L);
      } else if (to - from >= paths.maxSteps()) {
        to = -1;
      }
      for (int i = from; i < to; i++) {
        listener.step(i - from + 1, path.get(i), path.get(i + 1), times.get(i + 1) - times.get(i));
      }
    }
    path.clear();
    times.clear();
  }

  /** Place of the last item; before {@code from} when the path does not reach its end. */
  private int lastItem(int from) {
    if (paths.end() == null) {
      return path.size() - 1;
    }
    int found = path.subList(Math.min(from, path.size()), path.size()).indexOf(paths.end());
    return found < 0 ? -1 : from + found;
  }
}
