package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Calendar.Unit;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the stretches of time that a question names. For one question, one thread. */
final class Dates {
  /** Words that ask for two ranges beside each other, not for one from the first to the second. */
  private static final Set<String> APART =
      Set.of(
          "change",
          "changed",
          "changes",
          "difference",
          "differ",
          "compare",
          "compared",
          "comparison",
          "growth",
          "grow",
          "grew",
          "increase",
          "increased",
          "decrease",
          "decreased",
          "explain",
          "drop",
          "dropped",
          "rise",
          "rose",
          "fall",
          "fell",
          "decline");

  private static final Set<String> LEADS =
      Set.of("in", "on", "during", "for", "over", "within", "from", "of", "at", "throughout");

  private final WordCursor words;
  private final Calendar calendar;
  private final List<Found> found = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final DayReader days;
  private final RelativeRanges relatives;
  private final MonthRanges months;
  private final boolean apart;

  /**
   * A range and the words that name it.
   *
   * @param end after the last word
   * @param relative whether it means the time before another range
   */
  record Found(Range range, int start, int end, boolean relative, String text) {}

  /** There is no such day. */
  static final class NoSuchDateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoSuchDateException(String what) {
      super(what, null, false, false);
    }
  }

  /**
   * @param words in lower case
   */
  Dates(List<String> words, Calendar calendar) {
    this.words = new WordCursor(words);
    this.calendar = calendar;
    this.days = new DayReader(this.words, calendar, notes);
    this.relatives = new RelativeRanges(this.words, calendar, found, notes);
    this.months = new MonthRanges(this.words, calendar, days, this, notes);
    this.apart = this.words.hasAny(APART);
  }

  /**
   * All ranges, in the order of the question.
   *
   * @throws NoSuchDateException for a date that no calendar has
   */
  List<Found> find() {
    int start = 0;
    while (start < words.size()) {
      words.moveTo(start);
      Range range = range();
      if (range == null) {
        start++;
      } else {
        int end = words.at();
        found.add(new Found(range, start, end, relatives.relative(), words.text(start, end)));
        start = end;
      }
    }
    return found;
  }

  /** How words were read that could mean something else. */
  List<String> notes() {
    return notes;
  }

  private @Nullable Range range() {
    relatives.begin();
    int start = words.at();
    Range range = rangeOfTwo();
    if (range == null) {
      words.moveTo(start);
      range = openRange();
    }
    if (range == null) {
      words.moveTo(start);
      boolean lead = words.isAny(LEADS);
      if (lead) {
        words.skip(1);
      }
      words.accept("the");
      range = atom(lead);
      if (range != null) {
        range = withHours(range);
      }
    }
    if (range == null) {
      words.moveTo(start);
    }
    return range;
  }

  /** from A to B, between A and B; A to B with dates. */
  private @Nullable Range rangeOfTwo() {
    int start = words.at();
    boolean between = words.accept("between");
    boolean lead = between || words.accept("from");
    Range hours = lead ? hoursOfDay() : null;
    if (hours != null) {
      return hours;
    }
    words.accept("the");
    Range bare = lead ? bareDays() : null;
    if (bare != null) {
      return bare;
    }
    Range first = edge(lead);
    if (first == null) {
      words.moveTo(start);
      return null;
    }
    boolean joined =
        between
            ? words.accept("and") || words.accept("to")
            : words.acceptAny("to", "until", "till", "through", "thru");
    if (!joined && lead && !between && words.accept("up")) {
      joined = words.accept("to");
    }
    if (!joined) {
      words.moveTo(start);
      return null;
    }
    words.accept("the");
    if (words.isAny(Set.of("now"))) {
      words.skip(1);
      return new Range(first.first(), null, first.from(), calendar.now());
    }
    Range last = edge(true);
    LocalDate begin = first.first();
    if (last == null
        && begin != null
        && begin.equals(first.last())
        && words.word(0).matches("\\d{1,2}")) {
      int day = Integer.parseInt(words.word(0));
      if (day > begin.getDayOfMonth() && day <= begin.lengthOfMonth()) {
        words.skip(1);
        words.acceptAny("st", "nd", "rd", "th");
        return Range.days(begin, begin.withDayOfMonth(day), calendar.zone());
      }
    }
    if (last == null || (!lead && relatives.relative())) {
      words.moveTo(start);
      return null;
    }
    if (apart && ((isLong(first) && isLong(last)) || words.hasAny(Set.of("difference")))) {
      words.moveTo(start);
      return null;
    }
    if (first.from().isAfter(last.from()) && first.first() != null) {
      first = calendar.shifted(first, Unit.YEAR, 1);
    }
    return first.through(last);
  }

  private boolean isLong(Range range) {
    return range.days(calendar.zone()) > 1;
  }

  /** "5 and 10 October": the first day is of the second one's month. */
  private @Nullable Range bareDays() {
    int start = words.at();
    if (words.word(0).matches("\\d{1,2}")) {
      int day = Integer.parseInt(words.word(0));
      words.skip(1);
      words.acceptAny("st", "nd", "rd", "th");
      if (words.acceptAny("and", "to", "until", "till", "through")) {
        Optional<LocalDate> last = days.explicitDay();
        if (last.isPresent() && day >= 1 && day <= last.get().getDayOfMonth()) {
          return Range.days(last.get().withDayOfMonth(day), last.get(), calendar.zone());
        }
      }
    }
    words.moveTo(start);
    return null;
  }

  /** between 13:00 and 14:00 on D. */
  private @Nullable Range hoursOfDay() {
    int start = words.at();
    LocalTime first = days.time();
    if (first != null && (words.accept("and") || words.accept("to") || words.accept("until"))) {
      LocalTime last = days.time();
      if (last != null) {
        words.accept("on");
        words.accept("the");
        Range day = atom(true);
        if (day != null && day.first() != null && day.first().equals(day.last())) {
          return hours(day.first(), first, last);
        }
      }
    }
    words.moveTo(start);
    return null;
  }

  private Range withHours(Range day) {
    int start = words.at();
    if (day.first() != null
        && day.first().equals(day.last())
        && (words.accept("between") || words.accept("from"))) {
      LocalTime first = days.time();
      if (first != null && (words.accept("and") || words.accept("to") || words.accept("until"))) {
        LocalTime last = days.time();
        if (last != null) {
          return hours(day.first(), first, last);
        }
      }
    }
    words.moveTo(start);
    return day;
  }

  private Range hours(LocalDate day, LocalTime first, LocalTime last) {
    LocalDate lastDay = last.isAfter(first) ? day : day.plusDays(1);
    return Range.exact(
        day.atTime(first).atZone(calendar.zone()).toInstant(),
        lastDay.atTime(last).atZone(calendar.zone()).toInstant().minusMillis(1));
  }

  /** since A, until B, before B, after A. */
  private @Nullable Range openRange() {
    if (words.acceptAny("since", "starting", "beginning")) {
      words.acceptAny("on", "from", "in", "with");
      words.accept("the");
      if (words.acceptAny("beginning", "start", "launch") && !words.isAny(Set.of("of"))) {
        return Everything.RANGE;
      }
      Range first = edge(true);
      if (first == null) {
        return null;
      }
      words.acceptAny("onwards", "onward", "on");
      return new Range(first.first(), null, first.from(), calendar.now());
    }
    if (words.isAny(Set.of("until", "till", "before", "after"))) {
      String which = words.word(0);
      words.skip(1);
      words.accept("the");
      Range edge = edge(true);
      if (edge == null || relatives.relative()) {
        return null;
      }
      if (which.equals("after")) {
        LocalDate last = edge.last();
        return last == null
            ? null
            : new Range(last.plusDays(1), null, edge.to().plusMillis(1), calendar.now());
      }
      LocalDate first = edge.first();
      if (which.equals("before") && first != null) {
        return new Range(null, first.minusDays(1), Everything.START, edge.from().minusMillis(1));
      }
      return new Range(null, edge.last(), Everything.START, edge.to());
    }
    return null;
  }

  /** An atom, or its first or last day. */
  private @Nullable Range edge(boolean lead) {
    int start = words.at();
    boolean beginning = words.isAny(Set.of("beginning", "start"));
    if (beginning || words.isAny(Set.of("end"))) {
      words.skip(1);
      if (words.accept("of")) {
        words.accept("the");
        Range whole = atom(true);
        if (whole != null && whole.first() != null && whole.last() != null) {
          return calendar.day(beginning ? whole.first() : whole.last());
        }
      }
      words.moveTo(start);
      return null;
    }
    return atom(lead);
  }

  /**
   * One stretch.
   *
   * @param lead whether a preposition stands before it, so that "may" is a month
   */
  @Nullable Range atom(boolean lead) {
    Range range = ofDays();
    if (range == null) {
      range = relatives.find();
    }
    if (range == null) {
      range = months.find(lead);
    }
    return range;
  }

  private @Nullable Range ofDays() {
    int start = words.at();
    if (words.accept("today")) {
      return calendar.day(calendar.today());
    }
    if (words.accept("yesterday")) {
      return calendar.day(calendar.today().minusDays(1));
    }
    if (words.acceptAll("day", "before", "yesterday")) {
      return calendar.day(calendar.today().minusDays(2));
    }
    if (words.acceptAll("week", "before", "last")) {
      return calendar.whole(Unit.WEEK, 2);
    }
    if (words.acceptAll("month", "before", "last")) {
      return calendar.whole(Unit.MONTH, 2);
    }
    if (words.acceptAll("all", "time")
        || words.accept("ever")
        || words.accept("alltime")
        || words.acceptAll("entire", "period")
        || words.acceptAll("whole", "period")
        || words.acceptAll("whole", "time")) {
      return Everything.RANGE;
    }
    if (words.accept("ytd") || words.acceptAll("year", "to", "date")) {
      return calendar.whole(Unit.YEAR, 0);
    }
    if (words.accept("mtd") || words.acceptAll("month", "to", "date")) {
      return calendar.whole(Unit.MONTH, 0);
    }
    if (words.accept("wtd") || words.acceptAll("week", "to", "date")) {
      return calendar.whole(Unit.WEEK, 0);
    }
    boolean beforeToday = DateWords.LAST.contains(words.word(0));
    boolean determined = beforeToday || words.word(0).equals("this");
    if (determined) {
      words.skip(1);
    }
    if (words.accept("weekend")) {
      LocalDate sunday = calendar.weekday(DayOfWeek.SUNDAY, true);
      return Range.days(sunday.minusDays(1), sunday, calendar.zone());
    }
    Optional<DayOfWeek> weekday = DateWords.weekday(words.word(0), determined);
    if (weekday.isPresent()) {
      words.skip(1);
      LocalDate day = calendar.weekday(weekday.get(), beforeToday);
      return calendar.day(days.explicitDay().orElse(day));
    }
    words.moveTo(start);
    return days.explicitDay().map(calendar::day).orElse(null);
  }
}
