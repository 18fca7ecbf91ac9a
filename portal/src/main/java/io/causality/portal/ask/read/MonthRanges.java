package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Calendar.Unit;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads months, quarters, years, numbered weeks, and parts of them. For one question, one thread.
 */
final class MonthRanges {
  private static final Set<String> BACK =
      Set.of("retention", "retained", "back", "return", "returned", "returning", "cohort");

  private final WordCursor words;
  private final Calendar calendar;
  private final DayReader days;
  private final Dates dates;
  private final List<String> notes;

  /**
   * @param dates reads what a part is of
   * @param notes takes up how words were read that could mean something else
   */
  MonthRanges(
      WordCursor words, Calendar calendar, DayReader days, Dates dates, List<String> notes) {
    this.words = words;
    this.calendar = calendar;
    this.days = days;
    this.dates = dates;
    this.notes = notes;
  }

  @Nullable Range find(boolean lead) {
    int start = words.at();
    Integer ordinal = DateWords.ORDINALS.get(words.word(0));
    boolean finalOne = words.word(0).equals("last");
    if (ordinal != null || finalOne) {
      words.skip(1);
      Range part = partOf(ordinal);
      if (part != null) {
        return part;
      }
    }
    words.moveTo(start);
    if (words.accept("week")) {
      if (words.acceptAny("of", "starting", "beginning", "from")) {
        words.acceptAny("on", "the");
        Optional<LocalDate> day = days.explicitDay();
        if (day.isPresent()) {
          return calendar.holding(Unit.WEEK, day.get());
        }
      }
    }
    words.moveTo(start);
    if (lead || words.word(0).equals("calendar")) {
      words.accept("calendar");
      if (words.accept("week") && words.word(0).matches("\\d{1,2}") && !words.hasAny(BACK)) {
        return calendarWeek(Integer.parseInt(words.next()));
      }
    }
    words.moveTo(start);
    if (words.word(0).matches("q[1-4]")) {
      int quarter = words.word(0).charAt(1) - '0';
      words.skip(1);
      words.accept("of");
      return quarter(quarter);
    }
    boolean last = DateWords.LAST.contains(words.word(0));
    boolean determined = lead || last || words.word(0).equals("this");
    if (last || words.word(0).equals("this")) {
      words.skip(1);
    }
    int ofMonth = words.at();
    if (words.acceptAll("month", "of")) {
      determined = true;
      if (DateWords.month(words.word(0)).isEmpty()) {
        words.moveTo(ofMonth);
      }
    }
    Optional<Month> month = DateWords.month(words.word(0));
    boolean sure =
        determined
            || !Set.of("may", "march", "mar").contains(words.word(0))
            || words.word(1).matches("(19|20)\\d{2}");
    if (month.isPresent() && sure) {
      words.skip(1);
      words.accept("of");
      int year = words.year();
      if (year > 0) {
        return calendar.holding(Unit.MONTH, LocalDate.of(year, month.get(), 1));
      }
      if (words.word(-1).equals("of")) {
        words.skip(-1);
      }
      Range latest = calendar.month(month.get());
      LocalDate first = latest.first();
      boolean present = first != null && first.equals(calendar.today().withDayOfMonth(1));
      return last && present ? calendar.shifted(latest, Unit.YEAR, 1) : latest;
    }
    words.moveTo(start);
    if (lead && words.word(0).matches("(19|20)\\d{2}")) {
      return calendar.holding(Unit.YEAR, LocalDate.of(words.year(), 1, 1));
    }
    words.moveTo(start);
    return null;
  }

  /** "first week of October", "last 3 days of October", "second half of October". */
  private @Nullable Range partOf(@Nullable Integer ordinal) {
    Integer count = ordinal == null || ordinal == 1 ? words.count() : null;
    boolean half = words.word(0).equals("half");
    Optional<Unit> unit = DateWords.unit(words.word(0));
    if (!half && unit.isEmpty()) {
      return null;
    }
    words.skip(1);
    if (!words.acceptAny("of", "in")) {
      if (unit.isPresent() && unit.get() == Unit.QUARTER && ordinal != null) {
        return quarter(ordinal);
      }
      return null;
    }
    words.accept("the");
    if (unit.isPresent() && unit.get() == Unit.QUARTER && ordinal != null) {
      return quarter(ordinal);
    }
    Range whole = dates.atom(true);
    if (whole == null || whole.first() == null || whole.last() == null) {
      return null;
    }
    LocalDate first = whole.first();
    LocalDate last = whole.last();
    if (half) {
      LocalDate middle = first.plusDays(whole.days(calendar.zone()) / 2);
      return ordinal != null && ordinal == 1
          ? Range.days(first, middle.minusDays(1), calendar.zone())
          : Range.days(middle, last, calendar.zone());
    }
    long length =
        switch (unit.get()) {
          case DAY -> 1;
          case WEEK -> 7;
          default -> 0;
        };
    if (length == 0) {
      return null;
    }
    long days = length * (count == null ? 1 : count);
    if (unit.get() == Unit.WEEK) {
      notes.add("Weeks of a month were counted as seven days from its first or to its last day.");
    }
    if (ordinal == null) {
      return Range.days(last.minusDays(days - 1), last, calendar.zone());
    }
    LocalDate begin = first.plusDays((ordinal - 1) * length);
    return Range.days(begin, begin.plusDays(days - 1), calendar.zone());
  }

  /** The latest week of that number of the calendar that has begun. */
  private Range calendarWeek(int number) {
    words.accept("of");
    int year = words.year();
    int of = year > 0 ? year : calendar.today().get(IsoFields.WEEK_BASED_YEAR);
    LocalDate monday = monday(of, number);
    return calendar.holding(
        Unit.WEEK, year == 0 && monday.isAfter(calendar.today()) ? monday(of - 1, number) : monday);
  }

  private static LocalDate monday(int year, int week) {
    LocalDate fourth = LocalDate.of(year, Month.JANUARY, 4);
    if (week < 1 || week > fourth.range(IsoFields.WEEK_OF_WEEK_BASED_YEAR).getMaximum()) {
      throw new Dates.NoSuchDateException("week " + week);
    }
    return fourth.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week).with(DayOfWeek.MONDAY);
  }

  private Range quarter(int quarter) {
    int year = words.year();
    if (year > 0) {
      return calendar.holding(Unit.QUARTER, LocalDate.of(year, quarter * 3 - 2, 1));
    }
    LocalDate start = LocalDate.of(calendar.today().getYear(), quarter * 3 - 2, 1);
    return calendar.holding(
        Unit.QUARTER, start.isAfter(calendar.today()) ? start.minusYears(1) : start);
  }
}
