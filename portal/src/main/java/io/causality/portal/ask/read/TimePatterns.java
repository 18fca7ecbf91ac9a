package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Intent.Fold;
import io.causality.portal.ask.read.Intent.Interval;
import io.causality.portal.ask.read.Intent.Rank;
import io.causality.portal.ask.read.Reading.Reason;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Reads ranges, comparisons of ranges and intervals. */
abstract class TimePatterns extends Draft {
  TimePatterns(
      Sentence sentence,
      String question,
      Vocabulary vocabulary,
      NameFinder finder,
      Calendar calendar) {
    super(sentence, question, vocabulary, finder, calendar);
  }

  void times() {
    String cue = "(?:vs|versus|compared (?:to|with)|against|than|and|or|to|as)";
    Optional<Matcher> overWeek =
        take("(?:(week|month|day|year) (?:over|on) (?:week|month|day|year)|wow|mom)");
    boolean compares =
        sentence.has("(?:vs|versus|compare|compared|comparing|comparison|than|against|difference)")
            || (sentence.ranges() == 2
                && sentence.has("(?:more|less|fewer|higher|lower|better|worse|bigger|smaller)"))
            || sentence.has(
                "(?:change|changed|grow|grew|growth|increase|increased|decrease|decreased|drop|dropped|rise|rose|fall|fell|decline|declined|develop|developed)");
    if (sentence.ranges() > 2) {
      throw new DeclinedException(Reason.NOT_UNDERSTOOD, "More than two time ranges are named.");
    }
    if (sentence.ranges() == 2) {
      twoRanges(cue, compares);
    } else if (sentence.ranges() == 1) {
      boolean against =
          sentence.has("(?:vs|versus|compared (?:to|with)|against|than) " + FILL + "D0");
      take("(?:(?:vs|versus|compared (?:to|with)|against|than) )?" + FILL + "D0");
      Range only = sentence.range(0);
      if (against) {
        range = new Range(dayAfter(only), null, only.to().plusMillis(1), calendar.now());
        compared = only;
        note("The time since then was compared with " + describe(sentence.rangeText(0)) + ".");
        certain = false;
      } else {
        range = only;
        if (take("(?:compared (?:to|with)|vs|versus|against|than) (?:the"
                + " )?(?:previous|prior|preceding) (?:one|period)")
            .isPresent()) {
          compared = calendar.before(only);
        }
      }
    }
    if (overWeek.isPresent() && compared == null) {
      Range base = range == null ? calendar.whole(unitOf(overWeek.get()), 1) : range;
      range = base;
      compared = calendar.before(base);
    }
    if (compared != null) {
      boolean percent = sentence.has("(?:percent|percentage|%)");
      boolean growth =
          take("(?:growth rate|growth in percent|percent(?:age)?"
                  + " (?:change|growth|increase|decrease|drop|difference)|change in percent)")
              .isPresent();
      if (!growth
          && percent
          && sentence.has(
              "(?:change|changed|grow|grew|growth|increase|increased|decrease|decreased|drop|dropped|rise|rose|fall|fell|decline|declined)")) {
        take("(?:by )?(?:what |how many )?(?:percent|percentage|%)");
        growth = true;
      }
      percentChange = growth;
      while (take("(?:up or down|down or up|higher or lower|more or less|better or"
              + " worse|compare|compared|comparing|comparison|vs|versus|than|against|difference|differ|change|changed|changes|grow|grew|growth|increase|increased|decrease|decreased|drop|dropped|rise|rose|risen|fall|fell|decline|declined|develop|developed|more|less|fewer|higher|lower|better|worse|bigger|smaller|between|up|down)")
          .isPresent()) {
        // All of them say that two ranges are compared.
      }
    }
    if (range != null && range.from().isAfter(calendar.now())) {
      throw new DeclinedException(
          Reason.NO_DATA, "That is in the future, of which nothing is recorded.");
    }
  }

  private static Calendar.Unit unitOf(Matcher overWeek) {
    String word = overWeek.group(1) == null ? overWeek.group() : overWeek.group(1);
    return switch (word.strip()) {
      case "day" -> Calendar.Unit.DAY;
      case "month", "mom" -> Calendar.Unit.MONTH;
      case "year" -> Calendar.Unit.YEAR;
      default -> Calendar.Unit.WEEK;
    };
  }

  static java.time.@Nullable LocalDate dayAfter(Range range) {
    return range.last() == null ? null : range.last().plusDays(1);
  }

  void twoRanges(String cue, boolean compares) {
    boolean joined = sentence.has("D0 (?:" + cue + " )+" + FILL + "D1");
    boolean strong =
        sentence.has("(?:vs|versus|compared (?:to|with)|against|than) " + FILL + "D1") || compares;
    if (!strong && !joined) {
      throw new DeclinedException(
          Reason.NOT_UNDERSTOOD, "Two time ranges are named, and it is not clear why.");
    }
    boolean listed = !strong && sentence.has("D0 and " + FILL + "D1");
    take("(?:from |between )?" + FILL + "D0");
    take("(?:" + cue + " )*" + FILL + "D1");
    Range first = sentence.range(0);
    Range second = sentence.range(1);
    boolean firstIsLater = first.from().isAfter(second.from());
    if (listed) {
      range = together(firstIsLater ? second : first, firstIsLater ? first : second);
      return;
    }
    range = firstIsLater ? first : second;
    compared = firstIsLater ? second : first;
  }

  /** "In September and October", when they follow each other. */
  private Range together(Range first, Range second) {
    if (!first.to().plusMillis(1).equals(second.from())) {
      throw new DeclinedException(
          Reason.NOT_UNDERSTOOD,
          "Two time ranges are named; ask for one of them, or compare them.");
    }
    note("Both times were counted together.");
    certain = false;
    return first.through(second);
  }

  static String describe(String text) {
    return "\"" + text + "\"";
  }

  void intervals() {
    Optional<Matcher> busyHour =
        take("(busiest|quietest|slowest|peak|best|worst) (?:hours?|times?) of (?:the )?day");
    if (busyHour.isPresent()) {
      fold = Fold.HOUR_OF_DAY;
      rank = new Rank(1, Set.of("quietest", "slowest", "worst").contains(busyHour.get().group(1)));
      return;
    }
    if (take("(?:(?:by|per|for each|for every|each|every) )?(?:hours?|times?) of (?:the )?day")
        .isPresent()) {
      fold = Fold.HOUR_OF_DAY;
    } else if (take("(?:(?:by|per|for each|for every|each|every|on each) )?(?:days? of (?:the"
            + " )?week|weekdays?)")
        .isPresent()) {
      fold = Fold.WEEKDAY;
    }
    if (fold == Fold.WEEKDAY
        && question.toLowerCase(java.util.Locale.ROOT).contains("on weekdays")) {
      throw notUnderstood();
    }
    String least = "(?:busiest|best|strongest|peak|top|quietest|slowest|worst|weakest)";
    Optional<Matcher> busiest = take("(" + least + ") " + UNIT);
    Optional<Matcher> which =
        busiest.isPresent()
            ? Optional.empty()
            : take(
                "(?:which|what|on which|in which|at what|at which) (?:was )?(?:the"
                    + " )?(hour|day|date|week|month|time)");
    if (busiest.isPresent()) {
      boolean ascending =
          Set.of("quietest", "slowest", "worst", "weakest").contains(busiest.get().group(1));
      byTime(busiest.get().group(2));
      rank = new Rank(1, ascending);
      return;
    }
    if (which.isPresent() && fold == null) {
      byTime(which.get().group(1));
      return;
    }
    if (fold != null) {
      return;
    }
    Optional<Matcher> mean =
        take("(?:average|avg|mean) (?:number of )?(daily|hourly|weekly|monthly)")
            .or(() -> take("(daily|hourly|weekly|monthly) (?:average|avg|mean)"));
    if (mean.isPresent()) {
      interval = INTERVALS.get(mean.get().group(1));
      perPeriod = true;
      return;
    }
    if (sentence.has("(?:average|avg|mean|typically|typical)")
        && !sentence.has("(?:average|avg|mean) " + FILL + "P\\d+")
        && !sentence.has("(?:average|avg|mean) " + FILL + "(?:E\\d+ )?" + AMOUNT)) {
      Optional<Matcher> per = take("(?:per|a|each|every|by) " + UNIT);
      if (per.isPresent()) {
        take(
            "(?:on average|average number of|avg number of|mean number"
                + " of|average|avg|mean|typically)");
        interval = INTERVALS.get(per.get().group(1));
        perPeriod = true;
        return;
      }
    }
    Optional<Matcher> each = take(UNIT + " by (?:hour|day|week|month)");
    if (each.isPresent()) {
      interval = INTERVALS.get(each.get().group(1));
      take("(?:develop|developed|evolve|evolved|change|changed)");
      return;
    }
    Optional<Matcher> per =
        take("(?:(?:broken down|split|grouped|break down|breakdown) )?(?:per|by|for each|for"
                + " every|each|every|on each) "
                + UNIT
                + "(?: by "
                + UNIT
                + ")?")
            .or(
                () ->
                    take(
                        "(?:on (?:a|an) )?(hourly|daily|weekly|monthly)(?: basis| trend| numbers?|"
                            + " figures?| counts?)?(?! active)"));
    if (per.isPresent()) {
      interval = INTERVALS.get(per.get().group(1));
      take("(?:over time|trend of|trends? in|trends?|timeline of|timeline)");
      if (compared == null) {
        take("(?:develop|developed|evolve|evolved|change|changed)");
      }
      return;
    }
    if (take("(?:over time|as a time series|trends? (?:of|in|for)|trends?|timeline"
                + " (?:of|for)|timeline|time series|evolution of|evolve|evolved|evolution)")
            .isPresent()
        || (compared == null && take("(?:develop|developed|development of)").isPresent())) {
      interval = Interval.DAY;
      if (range != null) {
        long days = range.days(calendar.zone());
        interval = days <= 1 ? Interval.HOUR : days > 92 ? Interval.WEEK : Interval.DAY;
      }
      note("No interval was named: one row per " + Interpreter.lower(interval) + ".");
    }
  }

  void byTime(String unit) {
    if (unit.equals("time") || unit.equals("hour")) {
      fold = Fold.HOUR_OF_DAY;
      if (unit.equals("hour") && range != null && range.days(calendar.zone()) == 1) {
        fold = null;
        interval = Interval.HOUR;
      }
    } else {
      interval = INTERVALS.get(unit.equals("date") ? "day" : unit);
    }
    rank = new Rank(1, false);
  }
}
