package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Calendar.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads ranges that stand to now or to the range before them: "this week", "the last 7 days", "the
 * week before". For one question, one thread.
 */
final class RelativeRanges {
  private final WordCursor words;
  private final Calendar calendar;
  private final List<Dates.Found> found;
  private final List<String> notes;
  private boolean relative;

  /**
   * @param found the ranges before, as they are found
   * @param notes takes up how words were read that could mean something else
   */
  RelativeRanges(WordCursor words, Calendar calendar, List<Dates.Found> found, List<String> notes) {
    this.words = words;
    this.calendar = calendar;
    this.found = found;
    this.notes = notes;
  }

  /** Begins a range that stands by itself. */
  void begin() {
    relative = false;
  }

  /** Whether what was read since {@link #begin} means the time before another range. */
  boolean relative() {
    return relative;
  }

  @Nullable Range find() {
    int start = words.at();
    if (words.word(0).equals("this") || words.word(0).equals("current")) {
      words.skip(1);
      Optional<Unit> unit = DateWords.unit(words.word(0));
      if (unit.isPresent() && unit.get().compareTo(Unit.DAY) >= 0) {
        words.skip(1);
        words.acceptAll("so", "far");
        words.acceptAll("to", "date");
        return calendar.whole(unit.get(), 0);
      }
    }
    words.moveTo(start);
    if (words.acceptAll("same", "day")
        || words.acceptAll("same", "week")
        || words.acceptAll("same", "month")
        || words.acceptAll("same", "period")
        || words.acceptAll("same", "time")
        || words.acceptAll("same", "days")
        || words.acceptAll("same", "weekday")) {
      Range same = sameBefore();
      if (same != null) {
        return same;
      }
    }
    words.moveTo(start);
    Range beforeThat = before();
    if (beforeThat != null) {
      return beforeThat;
    }
    words.moveTo(start);
    if (DateWords.LAST.contains(words.word(0)) || words.word(0).equals("recent")) {
      Range last = last();
      if (last != null) {
        return last;
      }
    }
    words.moveTo(start);
    Integer count = words.count();
    Optional<Unit> unit = DateWords.unit(words.word(0));
    if (count != null && unit.isPresent() && words.word(1).equals("ago")) {
      words.skip(2);
      return unit.get().compareTo(Unit.DAY) < 0 ? null : calendar.whole(unit.get(), count);
    }
    words.moveTo(start);
    return null;
  }

  private @Nullable Range last() {
    boolean past = words.word(0).equals("past");
    String which = words.word(0);
    words.skip(1);
    Integer count = words.count();
    Optional<Unit> unit = DateWords.unit(words.word(0));
    if (unit.isEmpty()) {
      if (words.accept("fortnight")) {
        return calendar.last(Unit.DAY, 14);
      }
      return null;
    }
    words.skip(1);
    boolean partOfMonth =
        words.isAny(Set.of("of", "in"))
            && (DateWords.month(words.word(1)).isPresent()
                || DateWords.month(words.word(2)).isPresent());
    if (partOfMonth) {
      return null;
    }
    if (count == null) {
      if (unit.get().compareTo(Unit.DAY) < 0) {
        return calendar.last(unit.get(), 1);
      }
      if (past && unit.get() == Unit.WEEK) {
        notes.add("\"The past week\" was read as the last seven whole days.");
        return calendar.last(Unit.DAY, 7);
      }
      Range base = base();
      relative = !which.equals("last") && !past && base != null && follows();
      return relative && base != null ? calendar.before(base) : calendar.whole(unit.get(), 1);
    }
    Range base = base();
    if (!which.equals("last") && !past && base != null && follows()) {
      relative = true;
      return calendar.before(base);
    }
    if (unit.get().compareTo(Unit.WEEK) > 0) {
      notes.add(
          "\"The last "
              + count
              + " "
              + unit.get().name().toLowerCase(Locale.ROOT)
              + "s\" was read as that many whole ones before the present one.");
    }
    return calendar.last(unit.get(), count);
  }

  /** "the week before (that)", "the previous period", "the one before". */
  private @Nullable Range before() {
    int start = words.at();
    Range base = base();
    if (base == null) {
      return null;
    }
    if (DateWords.LAST.contains(words.word(0))
        && (words.word(1).equals("period") || words.word(1).equals("one"))) {
      words.skip(2);
      relative = true;
      return calendar.before(base);
    }
    Integer count = words.count();
    Optional<Unit> unit = DateWords.unit(words.word(0));
    if (unit.isPresent() || words.word(0).equals("one") || words.word(0).equals("period")) {
      words.skip(1);
      if (words.acceptAny("before", "earlier", "prior", "preceding")) {
        words.acceptAny("that", "it", "last");
        relative = true;
        boolean shift = count == null && unit.isPresent() && isLonger(unit.get(), base);
        return shift ? calendar.shifted(base, unit.get(), 1) : calendar.before(base);
      }
    }
    words.moveTo(start);
    return null;
  }

  /** A month as compared with a day of it, say. */
  private boolean isLonger(Unit unit, Range base) {
    long days = base.days(calendar.zone());
    return (unit == Unit.YEAR && days < 365) || (unit == Unit.WEEK && days < 7);
  }

  /** "(the same week) last year", "a year ago", "the week before". */
  private @Nullable Range sameBefore() {
    Range base = base();
    if (base == null) {
      return null;
    }
    words.acceptAny("in", "of");
    words.accept("the");
    boolean article = words.acceptAny("a", "one");
    boolean last = !article && DateWords.LAST.contains(words.word(0));
    if (last) {
      words.skip(1);
    }
    Optional<Unit> unit = DateWords.unit(words.word(0));
    if (unit.isEmpty() || unit.get().compareTo(Unit.DAY) < 0) {
      return null;
    }
    words.skip(1);
    if (!last && !words.acceptAny("ago", "before", "earlier")) {
      return null;
    }
    relative = true;
    return calendar.shifted(base, unit.get(), 1);
  }

  private @Nullable Range base() {
    return found.isEmpty() ? null : found.getLast().range();
  }

  /** Whether a comparison leads to this place. */
  private boolean follows() {
    int last = found.isEmpty() ? 0 : found.getLast().end();
    return words.at() > last;
  }
}
