package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Calendar.Unit;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the stretches of time that a question names. For one question, one thread. */
final class Dates {
  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("twelve", 12),
          Map.entry("fourteen", 14),
          Map.entry("thirty", 30),
          Map.entry("couple", 2));

  private static final Map<String, Integer> ORDINALS =
      Map.of("first", 1, "1st", 1, "second", 2, "third", 3, "fourth", 4, "fifth", 5);

  private static final Set<String> LAST = Set.of("last", "past", "previous", "prior", "preceding");

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

  private static final Set<String> BACK =
      Set.of("retention", "retained", "back", "return", "returned", "returning", "cohort");

  private static final Set<String> LEADS =
      Set.of("in", "on", "during", "for", "over", "within", "from", "of", "at", "throughout");

  private final List<String> words;
  private final Calendar calendar;
  private final List<Found> found = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final boolean apart;
  private int at;

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
    this.words = words;
    this.calendar = calendar;
    this.apart = words.stream().anyMatch(APART::contains);
  }

  /**
   * All ranges, in the order of the question.
   *
   * @throws NoSuchDateException for a date that no calendar has
   */
  List<Found> find() {
    int start = 0;
    while (start < words.size()) {
      at = start;
      Range range = range();
      if (range == null) {
        start++;
      } else {
        found.add(
            new Found(range, start, at, relative, String.join(" ", words.subList(start, at))));
        start = at;
      }
    }
    return found;
  }

  /** How words were read that could mean something else. */
  List<String> notes() {
    return notes;
  }

  private boolean relative;

  private @Nullable Range range() {
    relative = false;
    int start = at;
    Range range = rangeOfTwo();
    if (range == null) {
      at = start;
      range = openRange();
    }
    if (range == null) {
      at = start;
      boolean lead = isAny(LEADS);
      if (lead) {
        at++;
      }
      accept("the");
      range = atom(lead);
      if (range != null) {
        range = withHours(range);
      }
    }
    if (range == null) {
      at = start;
    }
    return range;
  }

  /** from A to B, between A and B; A to B with dates. */
  private @Nullable Range rangeOfTwo() {
    int start = at;
    boolean between = accept("between");
    boolean lead = between || accept("from");
    Range hours = lead ? hoursOfDay() : null;
    if (hours != null) {
      return hours;
    }
    accept("the");
    Range bare = lead ? bareDays() : null;
    if (bare != null) {
      return bare;
    }
    Range first = edge(lead);
    if (first == null) {
      at = start;
      return null;
    }
    boolean joined =
        between
            ? accept("and") || accept("to")
            : acceptAny("to", "until", "till", "through", "thru");
    if (!joined && lead && !between && accept("up")) {
      joined = accept("to");
    }
    if (!joined) {
      at = start;
      return null;
    }
    accept("the");
    if (isAny(Set.of("now"))) {
      at++;
      return new Range(first.first(), null, first.from(), calendar.now());
    }
    Range last = edge(true);
    LocalDate begin = first.first();
    if (last == null
        && begin != null
        && begin.equals(first.last())
        && word(0).matches("\\d{1,2}")) {
      int day = Integer.parseInt(word(0));
      if (day > begin.getDayOfMonth() && day <= begin.lengthOfMonth()) {
        at++;
        acceptAny("st", "nd", "rd", "th");
        return Range.days(begin, begin.withDayOfMonth(day), calendar.zone());
      }
    }
    if (last == null || (!lead && relative)) {
      at = start;
      return null;
    }
    if (apart && ((isLong(first) && isLong(last)) || words.contains("difference"))) {
      at = start;
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
    int start = at;
    if (word(0).matches("\\d{1,2}")) {
      int day = Integer.parseInt(word(0));
      at++;
      acceptAny("st", "nd", "rd", "th");
      if (acceptAny("and", "to", "until", "till", "through")) {
        Optional<LocalDate> last = explicitDay();
        if (last.isPresent() && day >= 1 && day <= last.get().getDayOfMonth()) {
          return Range.days(last.get().withDayOfMonth(day), last.get(), calendar.zone());
        }
      }
    }
    at = start;
    return null;
  }

  /** between 13:00 and 14:00 on D. */
  private @Nullable Range hoursOfDay() {
    int start = at;
    LocalTime first = time();
    if (first != null && (accept("and") || accept("to") || accept("until"))) {
      LocalTime last = time();
      if (last != null) {
        accept("on");
        accept("the");
        Range day = atom(true);
        if (day != null && day.first() != null && day.first().equals(day.last())) {
          return hours(day.first(), first, last);
        }
      }
    }
    at = start;
    return null;
  }

  private Range withHours(Range day) {
    int start = at;
    if (day.first() != null
        && day.first().equals(day.last())
        && (accept("between") || accept("from"))) {
      LocalTime first = time();
      if (first != null && (accept("and") || accept("to") || accept("until"))) {
        LocalTime last = time();
        if (last != null) {
          return hours(day.first(), first, last);
        }
      }
    }
    at = start;
    return day;
  }

  private Range hours(LocalDate day, LocalTime first, LocalTime last) {
    LocalDate lastDay = last.isAfter(first) ? day : day.plusDays(1);
    return Range.exact(
        day.atTime(first).atZone(calendar.zone()).toInstant(),
        lastDay.atTime(last).atZone(calendar.zone()).toInstant().minusMillis(1));
  }

  private @Nullable LocalTime time() {
    String word = word(0);
    if (accept("noon") || accept("midday")) {
      return LocalTime.NOON;
    }
    if (accept("midnight")) {
      return LocalTime.MIDNIGHT;
    }
    if (word.matches("\\d{1,2}:\\d{2}")) {
      at++;
      try {
        return LocalTime.of(
            Integer.parseInt(word.substring(0, word.indexOf(':'))),
            Integer.parseInt(word.substring(word.indexOf(':') + 1)));
      } catch (DateTimeException e) {
        throw new NoSuchDateException(word);
      }
    }
    if (word.matches("\\d{1,2}") && (word(1).equals("am") || word(1).equals("pm"))) {
      int hour = Integer.parseInt(word) % 12 + (word(1).equals("pm") ? 12 : 0);
      at += 2;
      return LocalTime.of(hour, 0);
    }
    return null;
  }

  /** since A, until B, before B, after A. */
  private @Nullable Range openRange() {
    if (acceptAny("since", "starting", "beginning")) {
      acceptAny("on", "from", "in", "with");
      accept("the");
      if (acceptAny("beginning", "start", "launch") && !isAny(Set.of("of"))) {
        return Everything.RANGE;
      }
      Range first = edge(true);
      if (first == null) {
        return null;
      }
      acceptAny("onwards", "onward", "on");
      return new Range(first.first(), null, first.from(), calendar.now());
    }
    if (isAny(Set.of("until", "till", "before", "after"))) {
      String which = word(0);
      at++;
      accept("the");
      Range edge = edge(true);
      if (edge == null || relative) {
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
    int start = at;
    boolean beginning = isAny(Set.of("beginning", "start"));
    if (beginning || isAny(Set.of("end"))) {
      at++;
      if (accept("of")) {
        accept("the");
        Range whole = atom(true);
        if (whole != null && whole.first() != null && whole.last() != null) {
          return calendar.day(beginning ? whole.first() : whole.last());
        }
      }
      at = start;
      return null;
    }
    return atom(lead);
  }

  /**
   * One stretch.
   *
   * @param lead whether a preposition stands before it, so that "may" is a month
   */
  private @Nullable Range atom(boolean lead) {
    Range range = ofDays();
    if (range == null) {
      range = ofUnits();
    }
    if (range == null) {
      range = ofMonths(lead);
    }
    return range;
  }

  private @Nullable Range ofDays() {
    int start = at;
    if (accept("today")) {
      return calendar.day(calendar.today());
    }
    if (accept("yesterday")) {
      return calendar.day(calendar.today().minusDays(1));
    }
    if (acceptAll("day", "before", "yesterday")) {
      return calendar.day(calendar.today().minusDays(2));
    }
    if (acceptAll("week", "before", "last")) {
      return calendar.whole(Unit.WEEK, 2);
    }
    if (acceptAll("month", "before", "last")) {
      return calendar.whole(Unit.MONTH, 2);
    }
    if (acceptAll("all", "time")
        || accept("ever")
        || accept("alltime")
        || acceptAll("entire", "period")
        || acceptAll("whole", "period")
        || acceptAll("whole", "time")) {
      return Everything.RANGE;
    }
    if (accept("ytd") || acceptAll("year", "to", "date")) {
      return calendar.whole(Unit.YEAR, 0);
    }
    if (accept("mtd") || acceptAll("month", "to", "date")) {
      return calendar.whole(Unit.MONTH, 0);
    }
    if (accept("wtd") || acceptAll("week", "to", "date")) {
      return calendar.whole(Unit.WEEK, 0);
    }
    boolean beforeToday = LAST.contains(word(0));
    boolean determined = beforeToday || word(0).equals("this");
    if (determined) {
      at++;
    }
    if (accept("weekend")) {
      LocalDate sunday = calendar.weekday(DayOfWeek.SUNDAY, true);
      return Range.days(sunday.minusDays(1), sunday, calendar.zone());
    }
    Optional<DayOfWeek> weekday = weekday(word(0), determined);
    if (weekday.isPresent()) {
      at++;
      LocalDate day = calendar.weekday(weekday.get(), beforeToday);
      return calendar.day(explicitDay().orElse(day));
    }
    at = start;
    return explicitDay().map(calendar::day).orElse(null);
  }

  /** "Monday, 5 October" names the day twice. */
  private Optional<LocalDate> explicitDay() {
    int start = at;
    accept("the");
    String word = word(0);
    try {
      if (word.matches("\\d{4}-\\d{2}-\\d{2}")) {
        at++;
        return Optional.of(LocalDate.parse(word));
      }
      if (word.matches("\\d{1,2}[./]\\d{1,2}[./]\\d{4}")) {
        at++;
        return Optional.of(numeric(word));
      }
      if (word.matches("\\d{1,2}")) {
        int day = Integer.parseInt(word);
        at++;
        acceptAny("st", "nd", "rd", "th");
        accept("of");
        Optional<Month> month = month(word(0));
        if (month.isPresent()) {
          at++;
          return Optional.of(day(month.get(), day));
        }
        at = start;
        return Optional.empty();
      }
      Optional<Month> month = month(word);
      if (month.isPresent() && word(1).matches("\\d{1,2}") && !isUnit(word(2))) {
        int day = Integer.parseInt(word(1));
        at += 2;
        acceptAny("st", "nd", "rd", "th");
        return Optional.of(day(month.get(), day));
      }
    } catch (DateTimeException e) {
      throw new NoSuchDateException(word);
    }
    at = start;
    return Optional.empty();
  }

  private LocalDate day(Month month, int day) {
    if (day < 1 || day > month.maxLength()) {
      throw new NoSuchDateException(day + " " + name(month));
    }
    int start = at;
    accept("of");
    OptionalYear year = year();
    if (year.year() > 0) {
      return LocalDate.of(year.year(), month, day);
    }
    at = start;
    return calendar.latest(month, day);
  }

  private LocalDate numeric(String word) {
    String[] parts = word.split("[./]", -1);
    int first = Integer.parseInt(parts[0]);
    int second = Integer.parseInt(parts[1]);
    int year = Integer.parseInt(parts[2]);
    boolean american = word.contains("/") && first <= 12;
    if (american && second <= 12 && first != second) {
      notes.add("Read " + word + " as month/day/year: " + LocalDate.of(year, first, second) + ".");
    }
    return american ? LocalDate.of(year, first, second) : LocalDate.of(year, second, first);
  }

  private record OptionalYear(int year) {}

  private OptionalYear year() {
    if (word(0).matches("(19|20)\\d{2}")) {
      return new OptionalYear(Integer.parseInt(words.get(at++)));
    }
    return new OptionalYear(0);
  }

  private @Nullable Range ofUnits() {
    int start = at;
    if (word(0).equals("this") || word(0).equals("current")) {
      at++;
      Optional<Unit> unit = unit(word(0));
      if (unit.isPresent() && unit.get().compareTo(Unit.DAY) >= 0) {
        at++;
        acceptAll("so", "far");
        acceptAll("to", "date");
        return calendar.whole(unit.get(), 0);
      }
    }
    at = start;
    if (acceptAll("same", "day")
        || acceptAll("same", "week")
        || acceptAll("same", "month")
        || acceptAll("same", "period")
        || acceptAll("same", "time")
        || acceptAll("same", "days")
        || acceptAll("same", "weekday")) {
      Range same = sameBefore();
      if (same != null) {
        return same;
      }
    }
    at = start;
    Range beforeThat = before();
    if (beforeThat != null) {
      return beforeThat;
    }
    at = start;
    if (LAST.contains(word(0)) || word(0).equals("recent")) {
      Range last = last();
      if (last != null) {
        return last;
      }
    }
    at = start;
    Integer count = count();
    Optional<Unit> unit = unit(word(0));
    if (count != null && unit.isPresent() && word(1).equals("ago")) {
      at += 2;
      return unit.get().compareTo(Unit.DAY) < 0 ? null : calendar.whole(unit.get(), count);
    }
    at = start;
    return null;
  }

  private @Nullable Range last() {
    boolean past = word(0).equals("past");
    String which = word(0);
    at++;
    Integer count = count();
    Optional<Unit> unit = unit(word(0));
    if (unit.isEmpty()) {
      if (accept("fortnight")) {
        return calendar.last(Unit.DAY, 14);
      }
      return null;
    }
    at++;
    boolean partOfMonth =
        isAny(Set.of("of", "in")) && (month(word(1)).isPresent() || month(word(2)).isPresent());
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
    int start = at;
    Range base = base();
    if (base == null) {
      return null;
    }
    if (LAST.contains(word(0)) && (word(1).equals("period") || word(1).equals("one"))) {
      at += 2;
      relative = true;
      return calendar.before(base);
    }
    Integer count = count();
    Optional<Unit> unit = unit(word(0));
    if (unit.isPresent() || word(0).equals("one") || word(0).equals("period")) {
      at++;
      if (acceptAny("before", "earlier", "prior", "preceding")) {
        acceptAny("that", "it", "last");
        relative = true;
        boolean shift = count == null && unit.isPresent() && isLonger(unit.get(), base);
        return shift ? calendar.shifted(base, unit.get(), 1) : calendar.before(base);
      }
    }
    at = start;
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
    acceptAny("in", "of");
    accept("the");
    boolean article = acceptAny("a", "one");
    boolean last = !article && LAST.contains(word(0));
    if (last) {
      at++;
    }
    Optional<Unit> unit = unit(word(0));
    if (unit.isEmpty() || unit.get().compareTo(Unit.DAY) < 0) {
      return null;
    }
    at++;
    if (!last && !acceptAny("ago", "before", "earlier")) {
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
    return at > last;
  }

  private @Nullable Range ofMonths(boolean lead) {
    int start = at;
    Integer ordinal = ORDINALS.get(word(0));
    boolean finalOne = word(0).equals("last");
    if (ordinal != null || finalOne) {
      at++;
      Range part = partOf(ordinal);
      if (part != null) {
        return part;
      }
    }
    at = start;
    if (accept("week")) {
      if (acceptAny("of", "starting", "beginning", "from")) {
        acceptAny("on", "the");
        Optional<LocalDate> day = explicitDay();
        if (day.isPresent()) {
          return calendar.holding(Unit.WEEK, day.get());
        }
      }
    }
    at = start;
    if (lead || word(0).equals("calendar")) {
      accept("calendar");
      if (accept("week")
          && word(0).matches("\\d{1,2}")
          && words.stream().noneMatch(BACK::contains)) {
        return calendarWeek(Integer.parseInt(words.get(at++)));
      }
    }
    at = start;
    if (word(0).matches("q[1-4]")) {
      int quarter = word(0).charAt(1) - '0';
      at++;
      accept("of");
      return quarter(quarter);
    }
    boolean last = LAST.contains(word(0));
    boolean determined = lead || last || word(0).equals("this");
    if (last || word(0).equals("this")) {
      at++;
    }
    int ofMonth = at;
    if (acceptAll("month", "of")) {
      determined = true;
      if (month(word(0)).isEmpty()) {
        at = ofMonth;
      }
    }
    Optional<Month> month = month(word(0));
    boolean sure =
        determined
            || !Set.of("may", "march", "mar").contains(word(0))
            || word(1).matches("(19|20)\\d{2}");
    if (month.isPresent() && sure) {
      at++;
      accept("of");
      OptionalYear year = year();
      if (year.year() > 0) {
        return calendar.holding(Unit.MONTH, LocalDate.of(year.year(), month.get(), 1));
      }
      if (words.get(at - 1).equals("of")) {
        at--;
      }
      Range latest = calendar.month(month.get());
      LocalDate first = latest.first();
      boolean present = first != null && first.equals(calendar.today().withDayOfMonth(1));
      return last && present ? calendar.shifted(latest, Unit.YEAR, 1) : latest;
    }
    at = start;
    if (lead && word(0).matches("(19|20)\\d{2}")) {
      return calendar.holding(Unit.YEAR, LocalDate.of(year().year(), 1, 1));
    }
    at = start;
    return null;
  }

  /** "first week of October", "last 3 days of October", "second half of October". */
  private @Nullable Range partOf(@Nullable Integer ordinal) {
    Integer count = ordinal == null || ordinal == 1 ? count() : null;
    boolean half = word(0).equals("half");
    Optional<Unit> unit = unit(word(0));
    if (!half && unit.isEmpty()) {
      return null;
    }
    at++;
    if (!acceptAny("of", "in")) {
      if (unit.isPresent() && unit.get() == Unit.QUARTER && ordinal != null) {
        return quarter(ordinal);
      }
      return null;
    }
    accept("the");
    if (unit.isPresent() && unit.get() == Unit.QUARTER && ordinal != null) {
      return quarter(ordinal);
    }
    Range whole = atom(true);
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
    accept("of");
    OptionalYear year = year();
    int of = year.year() > 0 ? year.year() : calendar.today().get(IsoFields.WEEK_BASED_YEAR);
    LocalDate monday = monday(of, number);
    return calendar.holding(
        Unit.WEEK,
        year.year() == 0 && monday.isAfter(calendar.today()) ? monday(of - 1, number) : monday);
  }

  private static LocalDate monday(int year, int week) {
    LocalDate fourth = LocalDate.of(year, Month.JANUARY, 4);
    if (week < 1 || week > fourth.range(IsoFields.WEEK_OF_WEEK_BASED_YEAR).getMaximum()) {
      throw new NoSuchDateException("week " + week);
    }
    return fourth.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week).with(DayOfWeek.MONDAY);
  }

  private Range quarter(int quarter) {
    OptionalYear year = year();
    if (year.year() > 0) {
      return calendar.holding(Unit.QUARTER, LocalDate.of(year.year(), quarter * 3 - 2, 1));
    }
    LocalDate start = LocalDate.of(calendar.today().getYear(), quarter * 3 - 2, 1);
    return calendar.holding(
        Unit.QUARTER, start.isAfter(calendar.today()) ? start.minusYears(1) : start);
  }

  private @Nullable Integer count() {
    if (word(0).equals("a") && word(1).equals("couple")) {
      at++;
    }
    String word = word(0);
    if (word.matches("\\d{1,4}")) {
      at++;
      return Integer.valueOf(word);
    }
    Integer number = NUMBERS.get(word);
    if (number != null && (isUnit(word(1)) || word.equals("couple"))) {
      at++;
      accept("of");
      return number;
    }
    if (word.equals("a") && isUnit(word(1)) && word(2).equals("ago")) {
      at++;
      return 1;
    }
    return null;
  }

  private static boolean isUnit(String word) {
    return unit(word).isPresent();
  }

  static Optional<Unit> unit(String word) {
    String single =
        word.endsWith("s") && word.length() > 3 ? word.substring(0, word.length() - 1) : word;
    return switch (single) {
      case "minute", "min" -> Optional.of(Unit.MINUTE);
      case "hour", "hr" -> Optional.of(Unit.HOUR);
      case "day" -> Optional.of(Unit.DAY);
      case "week", "wk" -> Optional.of(Unit.WEEK);
      case "month" -> Optional.of(Unit.MONTH);
      case "quarter" -> Optional.of(Unit.QUARTER);
      case "year" -> Optional.of(Unit.YEAR);
      default -> Optional.empty();
    };
  }

  private static Optional<DayOfWeek> weekday(String word, boolean determined) {
    for (DayOfWeek day : DayOfWeek.values()) {
      String name = day.name().toLowerCase(Locale.ROOT);
      if (word.equals(name) || (determined && word.length() >= 3 && name.startsWith(word))) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }

  private static Optional<Month> month(String word) {
    for (Month month : Month.values()) {
      String name = name(month);
      if (word.equals(name)
          || (word.length() == 3 && name.startsWith(word))
          || (word.equals("sept") && month == Month.SEPTEMBER)) {
        return Optional.of(month);
      }
    }
    return Optional.empty();
  }

  private static String name(Month month) {
    return month.name().toLowerCase(Locale.ROOT);
  }

  private String word(int ahead) {
    return at + ahead < words.size() ? words.get(at + ahead) : "";
  }

  private boolean isAny(Set<String> any) {
    return any.contains(word(0));
  }

  private boolean accept(String word) {
    if (word(0).equals(word)) {
      at++;
      return true;
    }
    return false;
  }

  private boolean acceptAny(String... any) {
    for (String word : any) {
      if (accept(word)) {
        return true;
      }
    }
    return false;
  }

  private boolean acceptAll(String... all) {
    for (int i = 0; i < all.length; i++) {
      if (!word(i).equals(all[i])) {
        return false;
      }
    }
    at += all.length;
    return true;
  }
}
