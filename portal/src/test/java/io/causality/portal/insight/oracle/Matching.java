package io.causality.portal.insight.oracle;

import io.causality.portal.insight.spec.Condition;
import io.causality.portal.insight.spec.Filter;
import io.causality.portal.insight.spec.On;
import io.causality.portal.insight.spec.Selector;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which events match. */
final class Matching {
  private final People people;

  Matching(People people) {
    this.people = people;
  }

  boolean all(List<Filter> filters, Event event) {
    for (Filter filter : filters) {
      if (!holds(filter, event)) {
        return false;
      }
    }
    return true;
  }

  boolean selects(Selector selector, Event event) {
    if (!all(selector.filters(), event)) {
      return false;
    }
    if (selector instanceof Selector.AnyOf anyOf) {
      return anyOf.selectors().stream().anyMatch(inner -> selects(inner, event));
    }
    String name = ((Selector.Named) selector).event();
    return name == null ? !People.isIdentity(event) : name.equals(event.name());
  }

  private boolean holds(Filter filter, Event event) {
    return switch (filter) {
      case Filter.All all -> all.filters().stream().allMatch(inner -> holds(inner, event));
      case Filter.Any any -> any.filters().stream().anyMatch(inner -> holds(inner, event));
      case Filter.Property p -> holds(p.condition(), value(p.on(), p.key(), event));
      case Filter.InCohort in -> throw new IllegalArgumentException("not here");
    };
  }

  /** The raw value: a property may be no text. */
  @Nullable Object value(On on, String key, Event event) {
    return on == On.PERSON ? people.trait(event, key) : People.property(event, key);
  }

  private static boolean holds(Condition condition, @Nullable Object value) {
    String text = value == null ? null : People.text(value);
    return switch (condition) {
      case Condition.Exact exact -> text != null && exact.values().contains(text);
      case Condition.IsNot isNot -> text == null || !isNot.values().contains(text);
      case Condition.Contains contains -> text != null && contains(text, contains.text());
      case Condition.NotContains not -> text == null || !contains(text, not.text());
      case Condition.Matches matches ->
          text != null && Pattern.compile(matches.pattern()).matcher(text).find();
      case Condition.Compares compares -> compares(compares, value);
      case Condition.IsSet set -> text != null;
      case Condition.IsNotSet notSet -> text == null;
      case Condition.Before before ->
          time(text).map(at -> at.isBefore(before.instant())).orElse(false);
      case Condition.After after -> time(text).map(at -> at.isAfter(after.instant())).orElse(false);
    };
  }

  private static boolean contains(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  private static boolean compares(Condition.Compares compares, @Nullable Object value) {
    Optional<Double> number = number(value);
    if (number.isEmpty()) {
      return false;
    }
    return switch (compares.comparison()) {
      case GREATER -> number.get() > compares.bound();
      case LESS -> number.get() < compares.bound();
      case AT_LEAST -> number.get() >= compares.bound();
      case AT_MOST -> number.get() <= compares.bound();
    };
  }

  static Optional<Double> number(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      return Optional.empty();
    }
    String text = People.text(value);
    return Pattern.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?", text)
        ? Optional.of(Double.parseDouble(text))
        : Optional.empty();
  }

  private static Optional<Instant> time(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException notADate) {
      try {
        return Optional.of(OffsetDateTime.parse(text).toInstant());
      } catch (DateTimeParseException neither) {
        return Optional.empty();
      }
    }
  }
}
