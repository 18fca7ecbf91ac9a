package io.causality.rules.evaluate;

import io.causality.rules.evaluate.Streams.Ev;
import io.causality.rules.model.Condition;
import io.causality.rules.model.CountOp;
import io.causality.rules.model.Kind;
import io.causality.rules.model.Operand;
import io.causality.rules.model.Pattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the contract says, as plain loops over all events of one scope key in order. Knows the
 * conditions of {@link RandomRules} only.
 */
final class Oracle {
  private Oracle() {}

  /**
   * An alert.
   *
   * @param about the window's start, or ids of first and last matched event
   */
  record Fired(long ms, String about) {
    static Fired of(Alert alert) {
      if (alert.window() != null) {
        return new Fired(alert.firedAtMs(), "w" + alert.window().fromMs());
      }
      List<io.causality.proto.v1.Signal> matched = alert.matched();
      return about(
          alert.firedAtMs(),
          matched.get(0).getEventId(),
          matched.get(matched.size() - 1).getEventId());
    }

    static Fired about(long ms, String first, String last) {
      return new Fired(ms, first + "-" + last);
    }
  }

  /** All alerts up to {@code end}, in order, without cooldown. */
  static List<Fired> fired(Kind kind, List<Ev> events, long end) {
    List<Fired> fired = new ArrayList<>();
    if (kind instanceof Kind.Match match) {
      fits(match.pattern(), events).forEach(e -> fired.add(Fired.about(e.ms(), e.id(), e.id())));
    } else if (kind instanceof Kind.Threshold threshold) {
      fits(threshold.pattern(), events).stream()
          .filter(e -> e.key() > threshold.max())
          .forEach(e -> fired.add(Fired.about(e.ms(), e.id(), e.id())));
    } else if (kind instanceof Kind.Rate rate) {
      rate(rate, fits(rate.pattern(), events), fired);
    } else if (kind instanceof Kind.Count count) {
      count(count, fits(count.pattern(), events), end, fired);
    } else if (kind instanceof Kind.Sequence sequence) {
      sequence(sequence, events, fired);
    } else if (kind instanceof Kind.Absence absence) {
      absence(absence, events, fired);
    } else if (kind instanceof Kind.Times times) {
      times(times, fits(times.pattern(), events), fired);
    } else if (kind instanceof Kind.Silence silence) {
      silence(silence, fits(silence.pattern(), events), fired);
    } else {
      throw new IllegalArgumentException(kind.text());
    }
    return fired;
  }

  /** Leaves out what comes too soon after an alert. */
  static List<Fired> cooled(List<Fired> fired, int cooldownS) {
    List<Fired> kept = new ArrayList<>();
    for (Fired one : fired) {
      if (kept.isEmpty() || one.ms() >= kept.get(kept.size() - 1).ms() + cooldownS * 1000L) {
        kept.add(one);
      }
    }
    return kept;
  }

  private static List<Ev> fits(Pattern pattern, List<Ev> events) {
    return events.stream().filter(e -> fits(pattern, e, List.of())).toList();
  }

  /** Steps are named s0, s1, …; conditions are about {@code ok}, or the same {@code k}. */
  private static boolean fits(Pattern pattern, Ev event, List<Ev> steps) {
    if (!event.name().equals(pattern.event())) {
      return false;
    }
    for (Condition condition : pattern.where()) {
      if (((Condition.Test) condition).operand() instanceof Operand.SameAs sameAs) {
        int step = Integer.parseInt(sameAs.step().substring(1));
        if (step >= steps.size() || steps.get(step).key() != event.key()) {
          return false;
        }
      } else if (!event.ok()) {
        return false;
      }
    }
    return true;
  }

  private static long inLast(List<Ev> events, long ms, long lengthMs) {
    return events.stream().filter(e -> e.ms() <= ms && e.ms() > ms - lengthMs).count();
  }

  private static void rate(Kind.Rate rate, List<Ev> events, List<Fired> fired) {
    long per = rate.perS() * 1000L;
    Set<Long> instants = new HashSet<>();
    for (Ev event : events) {
      if (instants.add(event.ms())
          && inLast(events, event.ms() - 1, per) <= rate.moreThan()
          && inLast(events, event.ms(), per) > rate.moreThan()) {
        List<Ev> seen =
            events.stream().filter(e -> e.ms() <= event.ms() && e.ms() > event.ms() - per).toList();
        String id = seen.get(rate.moreThan()).id();
        fired.add(Fired.about(event.ms(), id, id));
      }
    }
  }

  private static void count(Kind.Count count, List<Ev> events, long end, List<Fired> fired) {
    if (events.isEmpty()) {
      return;
    }
    long length = count.windowS() * 1000L;
    for (long start = events.get(0).ms() / length * length; start < end; start += length) {
      long from = start;
      List<Ev> inside =
          events.stream().filter(e -> e.ms() >= from && e.ms() < from + length).toList();
      if (count.op() == CountOp.MORE_THAN && inside.size() > count.n()) {
        fired.add(new Fired(inside.get((int) count.n()).ms(), "w" + start));
      } else if (count.op() == CountOp.FEWER_THAN
          && inside.size() < count.n()
          && start + length - 1 <= end) {
        fired.add(new Fired(start + length, "w" + start));
      }
    }
  }

  private static void sequence(Kind.Sequence sequence, List<Ev> events, List<Fired> fired) {
    record Found(Ev first, int last) {}
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      if (fits(sequence.steps().get(0).pattern(), events.get(i), List.of())) {
        int last = earliestEnd(sequence, events, i, List.of(events.get(i)), i);
        if (last >= 0) {
          found.add(new Found(events.get(i), last));
        }
      }
    }
    found.stream()
        .sorted(java.util.Comparator.comparingInt(Found::last))
        .forEach(
            one -> {
              Ev last = events.get(one.last());
              fired.add(Fired.about(last.ms(), one.first().id(), last.id()));
            });
  }

  /** Place of the earliest last event of any chain that begins with {@code steps}; -1: none. */
  private static int earliestEnd(
      Kind.Sequence sequence, List<Ev> events, int first, List<Ev> steps, int at) {
    int earliest = -1;
    for (int i = at + 1; i < events.size(); i++) {
      Ev event = events.get(i);
      if (event.ms() > events.get(first).ms() + sequence.withinS() * 1000L) {
        break;
      }
      boolean taken = fits(sequence.steps().get(steps.size()).pattern(), event, steps);
      boolean last = steps.size() + 1 == sequence.steps().size();
      boolean voids = sequence.unless() != null && fits(sequence.unless(), event, steps);
      if (taken && (last || !voids)) {
        List<Ev> longer = new ArrayList<>(steps);
        longer.add(event);
        int end = last ? i : earliestEnd(sequence, events, first, longer, i);
        if (end >= 0 && (earliest < 0 || end < earliest)) {
          earliest = end;
        }
      }
      boolean listed =
          sequence.steps().stream().anyMatch(s -> event.name().equals(s.pattern().event()));
      if (voids || (sequence.strict() && listed)) {
        break;
      }
    }
    return earliest;
  }

  private static void absence(Kind.Absence absence, List<Ev> events, List<Fired> fired) {
    for (int i = 0; i < events.size(); i++) {
      Ev after = events.get(i);
      long until = after.ms() + absence.withinS() * 1000L;
      if (fits(absence.after(), after, List.of())
          && events.subList(i + 1, events.size()).stream()
              .noneMatch(e -> e.ms() <= until && fits(absence.expected(), e, List.of()))) {
        fired.add(Fired.about(until, after.id(), after.id()));
      }
    }
  }

  private static void times(Kind.Times times, List<Ev> events, List<Fired> fired) {
    Set<Ev> used = new HashSet<>();
    for (int i = 0; i < events.size(); i++) {
      Ev last = events.get(i);
      List<Ev> free =
          events.subList(0, i + 1).stream()
              .filter(e -> e.ms() >= last.ms() - times.withinS() * 1000L && !used.contains(e))
              .toList();
      if (free.size() == times.n()) {
        used.addAll(free);
        fired.add(Fired.about(last.ms(), free.get(0).id(), last.id()));
      }
    }
  }

  private static void silence(Kind.Silence silence, List<Ev> events, List<Fired> fired) {
    for (int i = 0; i < events.size(); i++) {
      long until = events.get(i).ms() + silence.forS() * 1000L;
      if (i + 1 == events.size() || events.get(i + 1).ms() > until) {
        fired.add(Fired.about(until, events.get(i).id(), events.get(i).id()));
      }
    }
  }
}
