package io.causality.functions.funnel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The sentences about funnels as loops, one after the other, without any cleverness. */
final class Naive {
  /** An event of one person. */
  record Event(
      long ts,
      long seq,
      Set<Integer> steps,
      Set<Integer> excludes,
      boolean identity,
      boolean beforeRange,
      String value) {}

  /** A person and, with a breakdown by person, his value. */
  record Person(List<Event> events, String trait) {}

  /** The events of an attempt, by place, and for which step each was taken. */
  record Attempt(List<Event> events, List<Integer> steps) {
    int depth() {
      return events.size();
    }
  }

  /** What the attempts of a person under one value are. */
  record Result(List<Attempt> attempts) {
    int depth() {
      return attempts.stream().mapToInt(Attempt::depth).max().orElse(0);
    }

    List<Attempt> deepest() {
      return attempts.stream().filter(attempt -> attempt.depth() == depth()).toList();
    }
  }

  private final Funnel funnel;

  Naive(Funnel funnel) {
    this.funnel = funnel;
  }

  /** Per value shown the results of its persons; the rest under {@code Other}. */
  Map<String, List<Result>> results(List<Person> persons) {
    Map<String, List<Result>> all = byValue(persons, Function.identity());
    if (all.size() <= funnel.breakdown().limit()) {
      return all;
    }
    List<String> kept =
        all.entrySet().stream()
            .sorted(
                Comparator.comparing((Map.Entry<String, List<Result>> e) -> -e.getValue().size())
                    .thenComparing(Map.Entry::getKey))
            .limit(funnel.breakdown().limit())
            .map(Map.Entry::getKey)
            .toList();
    return byValue(persons, value -> kept.contains(value) ? value : "Other");
  }

  private Map<String, List<Result>> byValue(List<Person> persons, Function<String, String> merged) {
    Map<String, List<Result>> results = new TreeMap<>();
    for (Person person : persons) {
      of(person, merged)
          .forEach(
              (value, result) -> {
                if (result.depth() > 0) {
                  results.computeIfAbsent(value, v -> new ArrayList<>()).add(result);
                }
              });
    }
    return results;
  }

  private Map<String, Result> of(Person person, Function<String, String> merged) {
    List<Event> events = inRange(firstEver(sorted(person.events())));
    Map<String, Result> results = new LinkedHashMap<>();
    switch (funnel.breakdown().attribution()) {
      case NONE ->
          results.put(merged.apply(person.trait() == null ? "" : person.trait()), result(events));
      case FIRST_TOUCH -> results.put(merged.apply(touched(events)), result(events));
      case LAST_TOUCH -> results.put(merged.apply(touched(events.reversed())), result(events));
      case ALL_EVENTS -> {
        Set<String> values =
            events.stream().map(e -> merged.apply(e.value())).collect(Collectors.toSet());
        for (String value : values) {
          results.put(
              value,
              result(events.stream().filter(e -> merged.apply(e.value()).equals(value)).toList()));
        }
      }
      case STEP -> {
        for (Attempt attempt : result(events).attempts()) {
          int place = attempt.steps().indexOf(funnel.attributionStep());
          if (place >= 0) {
            results
                .computeIfAbsent(
                    merged.apply(attempt.events().get(place).value()),
                    value -> new Result(new ArrayList<>()))
                .attempts()
                .add(attempt);
          }
        }
      }
    }
    return results;
  }

  private static List<Event> sorted(List<Event> events) {
    return events.stream()
        .sorted(Comparator.comparing(Event::ts).thenComparing(Event::seq))
        .toList();
  }

  /** For the steps that ask for it, only the first event ever matches. */
  private List<Event> firstEver(List<Event> events) {
    List<Event> result = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (Event event : events) {
      Set<Integer> steps = new TreeSet<>(event.steps());
      for (int step : event.steps()) {
        if ((funnel.firstEver() >> step & 1) == 1 && !seen.add(step)) {
          steps.remove(step);
        }
      }
      result.add(
          new Event(
              event.ts(),
              event.seq(),
              steps,
              event.excludes(),
              event.identity(),
              event.beforeRange(),
              event.value()));
    }
    return result;
  }

  private static List<Event> inRange(List<Event> events) {
    return events.stream().filter(event -> !event.beforeRange()).toList();
  }

  private static String touched(List<Event> events) {
    return events.stream()
        .filter(event -> !event.steps().isEmpty() && !event.value().isEmpty())
        .map(Event::value)
        .findFirst()
        .orElse("");
  }

  private Result result(List<Event> events) {
    List<Attempt> attempts =
        switch (funnel.order()) {
          case ORDERED -> ordered(events);
          case STRICT -> strict(events);
          case UNORDERED -> unordered(events);
        };
    return new Result(attempts.stream().filter(attempt -> !isVoid(attempt, events)).toList());
  }

  private List<Attempt> ordered(List<Event> events) {
    List<Attempt> attempts = new ArrayList<>();
    for (Event start : events) {
      if (start.steps().contains(0)) {
        List<Event> taken = new ArrayList<>(List.of(start));
        for (int step = 1; step < funnel.steps(); step++) {
          Event found = null;
          for (Event event : events) {
            if (found == null
                && event.ts() >= taken.getLast().ts()
                && event.steps().contains(step)
                && !taken.contains(event)) {
              found = event;
            }
          }
          if (found == null || found.ts() > start.ts() + funnel.windowMs()) {
            break;
          }
          taken.add(found);
        }
        attempts.add(new Attempt(taken, inTurn(taken.size())));
      }
    }
    return attempts;
  }

  private List<Attempt> strict(List<Event> events) {
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).steps().contains(0)) {
        List<Event> taken = new ArrayList<>(List.of(events.get(i)));
        int step = 1;
        for (int j = i + 1; j < events.size() && step < funnel.steps(); j++) {
          Event event = events.get(j);
          if (event.steps().contains(step)) {
            if (event.ts() > taken.getFirst().ts() + funnel.windowMs()) {
              break;
            }
            taken.add(event);
            step++;
          } else if (!event.identity()) {
            break;
          }
        }
        attempts.add(new Attempt(taken, inTurn(taken.size())));
      }
    }
    return attempts;
  }

  private List<Attempt> unordered(List<Event> events) {
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      if (!events.get(i).steps().isEmpty()) {
        List<Event> taken = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (int j = i; j < events.size(); j++) {
          Event event = events.get(j);
          if (event.ts() <= events.get(i).ts() + funnel.windowMs()) {
            for (int step = 0; step < funnel.steps(); step++) {
              if (event.steps().contains(step) && !steps.contains(step)) {
                taken.add(event);
                steps.add(step);
                break;
              }
            }
          }
        }
        attempts.add(new Attempt(taken, steps));
      }
    }
    return attempts;
  }

  private static List<Integer> inTurn(int count) {
    List<Integer> steps = new ArrayList<>();
    for (int step = 0; step < count; step++) {
      steps.add(step);
    }
    return steps;
  }

  private boolean isVoid(Attempt attempt, List<Event> events) {
    for (int i = 0; i < funnel.exclusions().size(); i++) {
      Span span = funnel.exclusions().get(i);
      if (attempt.depth() > span.fromStep()) {
        long after = attempt.events().get(span.fromStep()).ts();
        long before =
            attempt.depth() > span.toStep()
                ? attempt.events().get(span.toStep()).ts()
                : attempt.events().getFirst().ts() + funnel.windowMs();
        for (Event event : events) {
          if (event.excludes().contains(i) && event.ts() > after && event.ts() < before) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
