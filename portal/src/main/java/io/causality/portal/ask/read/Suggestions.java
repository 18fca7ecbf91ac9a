package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Vocabulary.Event;
import io.causality.portal.ask.read.Vocabulary.Kind;
import io.causality.portal.ask.read.Vocabulary.Owner;
import io.causality.portal.ask.read.Vocabulary.Property;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Questions that can be asked of an app, with its own names. Pure. */
public final class Suggestions {
  private static final int MOST = 8;
  private static final int NAMES = 40;
  private static final int FEW_VALUES = 2;
  private static final int MANY_VALUES = 30;
  private static final Set<String> VIEWS = Set.of("page_view", "screen_view");
  private static final Set<String> NO_AMOUNTS = Set.of("id", "nam", "cod", "ms", "index", "width");

  private Suggestions() {}

  /**
   * Questions of different kinds, each of which the interpreter reads.
   *
   * @param first time of the app's first event
   * @param last of its last one
   */
  public static List<String> of(
      Vocabulary vocabulary, Calendar calendar, Instant first, Instant last) {
    List<Event> events = vocabulary.events().stream().limit(NAMES).toList();
    if (events.isEmpty()) {
      return List.of();
    }
    String time = time(calendar, first, last);
    List<Event> actions =
        events.stream().filter(event -> !VIEWS.contains(event.name())).limit(MOST).toList();
    Event most = actions.isEmpty() ? events.getFirst() : actions.getFirst();
    List<String> candidates = new ArrayList<>();
    candidates.add("How many people were active per day " + time + "?");
    key(vocabulary, most)
        .ifPresent(key -> candidates.add(quoted(most) + " by " + words(key) + " " + time));
    if (actions.size() > 1) {
      Event next = actions.get(1);
      candidates.add("Conversion from " + quoted(most) + " to " + quoted(next) + " " + time);
      candidates.add("How many people did " + quoted(next) + " " + time + "?");
    }
    amount(vocabulary, actions)
        .ifPresent(
            amount ->
                candidates.add(
                    "Average "
                        + words(amount.property())
                        + " of "
                        + quoted(amount.event())
                        + " per day "
                        + time));
    candidates.add("What do people do after " + quoted(most) + " " + time + "?");
    candidates.add("Weekly retention of " + quoted(most) + " in the last 8 weeks");
    candidates.add("Busiest hour of the day for " + quoted(most) + " " + time);
    candidates.add("How many people did " + quoted(most) + " " + time + "?");
    Interpreter interpreter = new Interpreter(vocabulary);
    return candidates.stream()
        .filter(
            question -> interpreter.read(question, calendar, null) instanceof Reading.Understood)
        .limit(MOST)
        .toList();
  }

  /** A stretch of time in which something happened. */
  private static String time(Calendar calendar, Instant first, Instant last) {
    Instant today =
        calendar
            .now()
            .atZone(calendar.zone())
            .toLocalDate()
            .atStartOfDay(calendar.zone())
            .toInstant();
    if (last.isBefore(calendar.now().minus(Duration.ofDays(7)))) {
      YearMonth month = YearMonth.from(last.atZone(calendar.zone()));
      return "in "
          + month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
          + " "
          + month.getYear();
    }
    return first.isBefore(today) ? "in the last 7 days" : "today";
  }

  private static String quoted(Event event) {
    return "\"" + event.name() + "\"";
  }

  private static String words(Property property) {
    return property.name().replace('_', ' ');
  }

  /** What the event's numbers are worth being told apart by: few values, on most of its events. */
  private static Optional<Property> key(Vocabulary vocabulary, Event event) {
    return vocabulary.properties().stream()
        .filter(one -> one.owner() == Owner.EVENT && event.properties().contains(one.name()))
        .filter(one -> one.kind() == Kind.TEXT && one.complete())
        .filter(one -> one.values().size() >= FEW_VALUES && one.values().size() <= MANY_VALUES)
        .findFirst();
  }

  private record Amount(Event event, Property property) {}

  private static Optional<Amount> amount(Vocabulary vocabulary, List<Event> events) {
    for (Event event : events) {
      Optional<Property> property =
          vocabulary.properties().stream()
              .filter(one -> one.owner() == Owner.EVENT && one.kind() == Kind.NUMBER)
              .filter(one -> event.properties().contains(one.name()))
              .filter(one -> Words.ofName(one.name()).stream().noneMatch(NO_AMOUNTS::contains))
              .findFirst();
      if (property.isPresent()) {
        return Optional.of(new Amount(event, property.get()));
      }
    }
    return Optional.empty();
  }
}
