package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Intent.Calculation;
import io.causality.portal.ask.read.Intent.Counting;
import io.causality.portal.ask.read.Intent.Filter;
import io.causality.portal.ask.read.Intent.Fold;
import io.causality.portal.ask.read.Intent.Funnel;
import io.causality.portal.ask.read.Intent.Interval;
import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.read.Intent.Op;
import io.causality.portal.ask.read.Intent.Rank;
import io.causality.portal.ask.read.Intent.Retention;
import io.causality.portal.ask.read.Intent.Subject;
import io.causality.portal.ask.read.Reading.Choice;
import io.causality.portal.ask.read.Reading.Reason;
import io.causality.portal.ask.read.Vocabulary.Event;
import io.causality.portal.ask.read.Vocabulary.Kind;
import io.causality.portal.ask.read.Vocabulary.Owner;
import io.causality.portal.ask.read.Vocabulary.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns one sentence into an intent, pattern by pattern. For one question, one thread. */
final class Parser {
  private static final String FILL =
      "(?:(?:the|a|an|our|all|of|in|on|for|to|by|was|were|is|are|did|do|does|have|has|had|that|who|which|been|there|any|we|they|their|with|from|at|us|get|got|see) )*";
  private static final String PEOPLE =
      "(?:users?|people|persons?|visitors?|customers?|buyers?|members?|accounts?|clients?|shoppers?|humans?)";
  private static final String MOST =
      "(most|highest|largest|biggest|greatest|best|top|least|fewest|lowest|smallest|worst|bottom|rarest)";
  private static final Set<String> ASCENDING =
      Set.of("least", "fewest", "lowest", "smallest", "worst", "bottom", "rarest");
  private static final String UNIT = "(hour|day|week|month)";
  private static final Map<String, Interval> INTERVALS =
      Map.of(
          "hour", Interval.HOUR,
          "day", Interval.DAY,
          "week", Interval.WEEK,
          "month", Interval.MONTH,
          "hourly", Interval.HOUR,
          "daily", Interval.DAY,
          "weekly", Interval.WEEK,
          "monthly", Interval.MONTH);
  private static final List<String> MONEY =
      List.of(
          "total_cents",
          "revenue",
          "amount",
          "total",
          "total_price",
          "price",
          "value",
          "price_cents");
  private static final Property EVENT_NAME =
      new Property("event_name", Owner.EVENT, Kind.TEXT, 0, List.of(), false);
  private static final String BACK =
      "(?:come back|came back|comes back|coming back|return|returned|returns)";
  private static final int MOST_CHOICES = 6;
  private static final int DEFAULT_TOP = 10;
  private static final int DEFAULT_WINDOW_DAYS = 14;

  private final Sentence sentence;
  private final String question;
  private final Vocabulary vocabulary;
  private final NameFinder finder;
  private final Calendar calendar;
  private final List<String> notes = new ArrayList<>();
  private boolean certain = true;

  private @Nullable Range range;
  private @Nullable Range compared;
  private @Nullable Interval interval;
  private @Nullable Fold fold;
  private Rank rank = Rank.ALL;
  private boolean perPeriod;
  private boolean percentChange;
  private boolean segments;
  private final List<RawFilter> rawFilters = new ArrayList<>();
  private final List<Name.OfProperty> rawKeys = new ArrayList<>();
  private final List<Filter> filters = new ArrayList<>();
  private boolean byEvent;

  /** A filter whose property is not chosen yet. */
  private record RawFilter(List<Name.OfValue> values, Op op) {}

  Parser(
      Sentence sentence,
      String question,
      Vocabulary vocabulary,
      NameFinder finder,
      Calendar calendar) {
    this.sentence = sentence;
    this.question = question;
    this.vocabulary = vocabulary;
    this.finder = finder;
    this.calendar = calendar;
    notes.addAll(sentence.notes());
  }

  Reading read() {
    refuseUnknownNames();
    if (sentence.has(
            "(?:tomorrow|(?:next|coming|upcoming) (?:day|week|month|quarter|year|weekend)s?)")
        && !sentence.has("(?:retention|retained|" + BACK + ")")) {
      throw new DeclinedException(
          Reason.NO_DATA, "That is in the future, of which nothing is recorded.");
    }
    Optional<Matcher> why =
        take("(why|what caused|what explains|what drove|what is behind|reasons? for|explain)");
    times();
    intervals();
    readFilters();
    ranks();
    readKeys();
    Subject subject = why.isPresent() ? explanation() : subject();
    List<String> events = events(subject);
    for (RawFilter raw : rawFilters) {
      filters.add(chosen(raw, events));
    }
    List<Property> keys = new ArrayList<>();
    if (byEvent) {
      keys.add(EVENT_NAME);
    }
    for (Name.OfProperty raw : rawKeys) {
      keys.add(chosen(raw, events));
    }
    requireRead(
        !events.isEmpty()
            || (subject instanceof Counting any && any.measure().math() == Calculation.TOTAL));
    if (!rank.isAll()
        && keys.isEmpty()
        && interval == null
        && fold == null
        && (subject instanceof Counting || subject instanceof Intent.Ratio)) {
      throw notUnderstood();
    }
    Intent intent =
        new Intent(subject, filters, keys, interval, fold, rank, perPeriod, range, compared);
    if (percentChange && intent.subject() instanceof Counting counting && compared != null) {
      intent = intent.about(new Intent.Change(counting.measure()));
    }
    return Interpreter.understood(intent, notes, certain);
  }

  /**
   * Reads what leans on the question before it; empty when not all of it can be read so.
   *
   * <p>What is named replaces what was meant: a range the range, keys the keys, a filter the one of
   * the same property, an event the event.
   */
  Optional<Intent> followUp(Intent before) {
    take("(?:and|now|ok|okay|so|then|also|what about|how about|same|just|only|instead)+");
    range = before.range();
    times();
    boolean sameTime = sentence.ranges() == 0 && compared == null;
    intervals();
    readFilters();
    ranks();
    readKeys();
    List<Name.OfEvent> events = eventsInOrder();
    Subject subject = before.subject();
    if (!events.isEmpty()) {
      Optional<Subject> other =
          events.size() == 1 ? withEvent(subject, single(events)) : Optional.empty();
      if (other.isEmpty()) {
        return Optional.empty();
      }
      subject = other.get();
    }
    if (subject instanceof Counting counting) {
      subject = new Counting(counted(counting.measure()));
    }
    List<String> named = events(subject);
    List<Filter> own = new ArrayList<>(filters);
    boolean lists = segments;
    for (RawFilter raw : rawFilters) {
      own.add(chosen(raw, named));
    }
    List<Property> keys = new ArrayList<>();
    if (byEvent) {
      keys.add(EVENT_NAME);
    }
    for (Name.OfProperty raw : rawKeys) {
      keys.add(chosen(raw, named));
    }
    while (take("(?:and|now|ok|okay|so|then|also|what about|how about|same|just|only|instead|it|that|this|split|break|down|again|please|the|thing|question)")
        .isPresent()) {
      // They say that the rest stays.
    }
    if (!sentence.unread(!named.isEmpty()).isEmpty()) {
      return Optional.empty();
    }
    boolean changed =
        !sameTime
            || interval != null
            || fold != null
            || !rank.isAll()
            || !own.isEmpty()
            || !keys.isEmpty()
            || lists
            || !subject.equals(before.subject());
    if (!changed) {
      return Optional.empty();
    }
    List<Filter> all = new ArrayList<>(before.filters());
    for (Filter filter : own) {
      all.removeIf(known -> known.property().equals(filter.property()));
      all.add(filter);
    }
    boolean newGrain = interval != null || fold != null;
    return Optional.of(
        new Intent(
            subject,
            all,
            keys.isEmpty() ? before.keys() : keys,
            newGrain ? interval : before.interval(),
            newGrain ? fold : before.fold(),
            rank.isAll() && keys.isEmpty() ? before.rank() : rank,
            newGrain ? perPeriod : before.perPeriod(),
            range,
            sameTime
                ? before.compared()
                : before.compared() != null && compared == null && range != null
                    ? calendar.before(range)
                    : compared));
  }

  private Measure counted(Measure measure) {
    if (take("(?:how many )?(?:unique |different )?" + PEOPLE).isPresent()) {
      return new Measure(measure.event(), Calculation.PEOPLE, null, measure.filters());
    }
    if (take("(?:how many )?sessions?").isPresent()) {
      return new Measure(measure.event(), Calculation.SESSIONS, null, measure.filters());
    }
    if (take("(?:how many times|total(?: number)?|number of events)").isPresent()) {
      return new Measure(measure.event(), Calculation.TOTAL, null, measure.filters());
    }
    return measure;
  }

  private static Optional<Subject> withEvent(Subject subject, String event) {
    return switch (subject) {
      case Counting(Measure measure) when measure.property() == null ->
          Optional.of(new Counting(new Measure(event, measure.math(), null, measure.filters())));
      case Intent.Retention retention ->
          Optional.of(
              new Retention(
                  event,
                  retention.returning(),
                  retention.period(),
                  retention.cell(),
                  retention.people()));
      case Intent.Neighbours neighbours ->
          Optional.of(new Intent.Neighbours(event, neighbours.before(), neighbours.pages()));
      default -> Optional.empty();
    };
  }

  List<String> notes() {
    return notes;
  }

  boolean isCertain() {
    return certain;
  }

  private void refuseUnknownNames() {
    if (sentence.has("U(\\d+)")) {
      Matcher unknown = sentence.take("U(\\d+)").orElseThrow();
      String phrase = sentence.name(Integer.parseInt(unknown.group(1))).phrase();
      throw new DeclinedException(
          Reason.UNKNOWN_NAME,
          "This app has no name \""
              + phrase
              + "\"."
              + finder
                  .nearest(phrase)
                  .map(near -> " The nearest one is \"" + near + "\".")
                  .orElse(""));
    }
  }

  // ---- time ----

  private void times() {
    String cue = "(?:vs|versus|compared (?:to|with)|against|than|and|to|as)";
    Optional<Matcher> overWeek =
        take("(?:(week|month|day|year) (?:over|on) (?:week|month|day|year)|wow|mom)");
    boolean compares =
        sentence.has("(?:vs|versus|compare|compared|comparing|comparison|than|against|difference)")
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
        if (take("(?:compared (?:to|with)|vs|versus|against|than) (?:the )?(?:previous|prior|preceding) (?:one|period)")
            .isPresent()) {
          compared = calendar.before(only);
        }
      }
    }
    if (overWeek.isPresent() && compared == null) {
      Range base = range == null ? calendar.whole(Calendar.Unit.WEEK, 1) : range;
      range = base;
      compared = calendar.before(base);
    }
    if (compared != null) {
      boolean percent = sentence.has("(?:percent|percentage|%)");
      boolean growth =
          take("(?:growth rate|growth in percent|percent(?:age)? (?:change|growth|increase|decrease|drop|difference)|change in percent)")
              .isPresent();
      if (!growth
          && percent
          && sentence.has(
              "(?:change|changed|grow|grew|growth|increase|increased|decrease|decreased|drop|dropped|rise|rose|fall|fell|decline|declined)")) {
        take("(?:by )?(?:what |how many )?(?:percent|percentage|%)");
        growth = true;
      }
      percentChange = growth;
      while (take("(?:compare|compared|comparing|comparison|vs|versus|than|against|difference|differ|change|changed|changes|grow|grew|growth|increase|increased|decrease|decreased|drop|dropped|rise|rose|risen|fall|fell|decline|declined|develop|developed|more|less|fewer|higher|lower|between|up|down)")
          .isPresent()) {
        // All of them say that two ranges are compared.
      }
    }
    if (range != null && range.from().isAfter(calendar.now())) {
      throw new DeclinedException(
          Reason.NO_DATA, "That is in the future, of which nothing is recorded.");
    }
  }

  private static java.time.@Nullable LocalDate dayAfter(Range range) {
    return range.last() == null ? null : range.last().plusDays(1);
  }

  private void twoRanges(String cue, boolean compares) {
    boolean joined = sentence.has("D0 (?:" + cue + " )+" + FILL + "D1") || sentence.has("D0 D1");
    boolean strong =
        sentence.has("(?:vs|versus|compared (?:to|with)|against|than) " + FILL + "D1") || compares;
    if (!strong && !joined) {
      throw new DeclinedException(
          Reason.NOT_UNDERSTOOD, "Two time ranges are named, and it is not clear why.");
    }
    take("(?:from |between )?" + FILL + "D0");
    take("(?:" + cue + " )*" + FILL + "D1");
    Range first = sentence.range(0);
    Range second = sentence.range(1);
    boolean firstIsLater = first.from().isAfter(second.from());
    range = firstIsLater ? first : second;
    compared = firstIsLater ? second : first;
  }

  private static String describe(String text) {
    return "\"" + text + "\"";
  }

  private void intervals() {
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
    } else if (take("(?:(?:by|per|for each|for every|each|every|on each) )?(?:days? of (?:the )?week|weekdays?)")
        .isPresent()) {
      fold = Fold.WEEKDAY;
    }
    String least = "(?:busiest|best|strongest|peak|top|quietest|slowest|worst|weakest)";
    Optional<Matcher> busiest = take("(" + least + ") " + UNIT);
    Optional<Matcher> which =
        busiest.isPresent()
            ? Optional.empty()
            : take(
                "(?:which|what|on which|in which|at what|at which) (?:was )?(?:the )?(hour|day|date|week|month|time)");
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
        && !sentence.has("(?:average|avg|mean) " + FILL + "P\\d+")) {
      Optional<Matcher> per = take("(?:per|a|each|every|by) " + UNIT);
      if (per.isPresent()) {
        take(
            "(?:on average|average number of|avg number of|mean number of|average|avg|mean|typically)");
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
        take("(?:(?:broken down|split|grouped|break down|breakdown) )?(?:per|by|for each|for every|each|every|on each) "
                + UNIT
                + "(?: by "
                + UNIT
                + ")?")
            .or(
                () ->
                    take(
                        "(?:on (?:a|an) )?(hourly|daily|weekly|monthly)(?: basis| trend| numbers?| figures?| counts?)?(?! active)"));
    if (per.isPresent()) {
      interval = INTERVALS.get(per.get().group(1));
      take("(?:over time|trend of|trends? in|trends?|timeline of|timeline)");
      if (compared == null) {
        take("(?:develop|developed|evolve|evolved|change|changed)");
      }
      return;
    }
    if (take("(?:over time|as a time series|trends? (?:of|in|for)|trends?|timeline (?:of|for)|timeline|time series|evolution of|evolve|evolved|evolution)")
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

  private void byTime(String unit) {
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

  // ---- filters ----

  private void readFilters() {
    numericFilters();
    String not =
        "(?:not|except|except for|excluding|without|other than|outside of|outside|apart from|non|no)";
    each(
        "(?:(?:where|with|whose) )?(?:the )?(?:P\\d+ )?(?:(?:is|are|was|were|come|coming|do|does) )?"
            + not
            + " "
            + FILL
            + "(?:P\\d+ )?V(\\d+)(?: (?:or|and|nor) V(\\d+))?",
        found -> {
          addFilter(found, Op.IS_NOT);
        });
    Optional<Matcher> versus =
        take(
            "(?:(?:compare|comparing|difference between|between) )?"
                + FILL
                + "(?:P\\d+ )?V(\\d+)(?: "
                + "(?:users|people|traffic))? (?:vs|versus|against|compared to|compared with|than) "
                + FILL
                + "V(\\d+)(?: (?:vs|versus|or|and) V(\\d+))?");
    if (versus.isEmpty() && sentence.has("(?:compare|comparing|comparison|difference|differ)")) {
      versus = take(FILL + "V(\\d+) (?:and|with|to) " + FILL + "V(\\d+)(?: and V(\\d+))?");
    }
    if (versus.isPresent()) {
      addFilter(versus.get(), Op.IS);
      segments = true;
      take("(?:compare|comparing|comparison of|comparison|difference between|difference|differ)");
    }
    each(
        "(?:(?:where|with|whose|having|for|in|on|via|using|through|by|from|of|came|come|coming|comes|arrived|arriving|paid|made|done|placed|originating|living|based) )*(?:the )?(?:P\\d+ (?:is |are |was |= |equals |of |equal to )?)?V(\\d+)(?: (?:or|and) (?:in |from |on )?V(\\d+))?(?: (?:or|and) V(\\d+))?(?: P\\d+)?",
        found -> {
          addFilter(found, Op.IS);
        });
  }

  private void addFilter(Matcher matcher, Op op) {
    List<Name.OfValue> values = new ArrayList<>();
    for (int group = 1; group <= matcher.groupCount(); group++) {
      String index = matcher.group(group);
      if (index != null && sentence.name(Integer.parseInt(index)) instanceof Name.OfValue value) {
        values.add(value);
      }
    }
    rawFilters.add(new RawFilter(values, op));
  }

  private void numericFilters() {
    String than =
        "(more than|greater than|larger than|higher than|over|above|at least|less than|fewer than|lower than|under|below|at most|up to|exactly|equals?|equal to|>=|<=|>|<|=|of)";
    each(
        "(?:where|with|whose|having|and)? ?(?:a |an |the )?P(\\d+) (?:is |was |are |of )?"
            + than
            + " (\\d+(?:\\.\\d+)?)",
        found -> {
          numericFilter(property(found.group(1)), found.group(2), found.group(3));
        });
    each(
        "(?:with|having|of) ()(\\d+(?:\\.\\d+)?) P(\\d+)",
        found -> {
          numericFilter(property(found.group(3)), "=", found.group(2));
        });
    each(
        "(?:with|of|for)? ?" + than + " (\\d+(?:\\.\\d+)?) P(\\d+)",
        found -> {
          numericFilter(property(found.group(3)), found.group(1), found.group(2));
        });
  }

  private Name.OfProperty property(String index) {
    return (Name.OfProperty) sentence.name(Integer.parseInt(index));
  }

  private void numericFilter(Name.OfProperty property, String than, String number) {
    Op op =
        switch (than) {
          case "more than", "greater than", "larger than", "higher than", "over", "above", ">" ->
              Op.GT;
          case "at least", ">=" -> Op.GTE;
          case "less than", "fewer than", "lower than", "under", "below", "<" -> Op.LT;
          case "at most", "up to", "<=" -> Op.LTE;
          default -> Op.IS;
        };
    Property chosen =
        property.alternatives().stream()
            .filter(one -> one.kind() == Kind.NUMBER)
            .findFirst()
            .orElseThrow(
                () ->
                    new DeclinedException(
                        Reason.NOT_UNDERSTOOD,
                        "\"" + property.alternatives().getFirst().name() + "\" is no number."));
    filters.add(new Filter(chosen, op, List.of(number)));
  }

  // ---- rank and keys ----

  private void ranks() {
    Optional<Matcher> top =
        take(
            "(top|bottom|best|worst|first|last) (\\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?! (?:day|week|month|hour)s?)");
    if (top.isPresent()) {
      rank =
          new Rank(
              number(top.get().group(2)),
              ASCENDING.contains(top.get().group(1)) || top.get().group(1).equals("last"));
    } else {
      top =
          take(
              "(\\d+|two|three|four|five|six|seven|eight|nine|ten) (most|least|biggest|largest|best|top|highest|fewest|worst|smallest)(?: (?:popular|common|frequent|frequently|often|used|important))?");
      if (top.isPresent()) {
        rank = new Rank(number(top.get().group(1)), ASCENDING.contains(top.get().group(2)));
      }
    }
    if (top.isPresent() && sentence.has("(?:event|events|event types?)")) {
      take("(?:event types?|events?|actions?)");
      byEvent = true;
    }
    if (top.isPresent()) {
      return;
    }
    boolean which =
        sentence.has(
                "(?:which|what) (?:is |are |was |were )?(?:the )?(?:P\\d+|event|events|action|actions)")
            || sentence.has("who");
    Optional<Matcher> most =
        take(
            "(?:the )?"
                + MOST
                + "(?! (?:E\\d+ )?(?:order |purchase |sales? |basket |cart )?(?:value|amount|size)s?(?: |$))(?: (?:popular|common|frequent|frequently|often|used|important|number of|amount of|share of))?");
    Optional<Matcher> many =
        most.isPresent()
            ? take(
                "(\\d+|two|three|four|five|six|seven|eight|nine|ten)(?= (?:P\\d|events|actions))")
            : Optional.empty();
    if (many.isPresent()) {
      rank = new Rank(number(many.get().group(1)), ASCENDING.contains(most.get().group(1)));
      if (sentence.has("(?:which |what )?(?:events|actions)") && !sentence.has("E\\d+")) {
        take("(?:which |what )?(?:events|actions)");
        byEvent = true;
      }
      return;
    }
    if (most.isPresent()) {
      boolean ascending = ASCENDING.contains(most.get().group(1));
      boolean plural = isPluralRank(most.get().group(1));
      rank = new Rank(plural ? DEFAULT_TOP : 1, ascending);
      if (plural) {
        note("No number was named: the first " + DEFAULT_TOP + ".");
      }
      if (sentence.has("(?:which|what|most|the)? ?(?:event|events|action|actions)")
          && !sentence.has("E\\d+")
          && !sentence.has("P\\d+")) {
        take("(?:which |what )?(?:is |are |was |were )?(?:event types?|events?|actions?)");
        byEvent = true;
      }
    } else if (take("(?:more|less|fewer) often").isPresent()
        || (which && take("(?:more|fewer|higher|lower)").isPresent())) {
      rank = new Rank(1, false);
    } else if (which && take("(?:dominates|leads|wins|dominate)").isPresent()) {
      rank = new Rank(1, false);
    }
    if (rank.isAll() && interval == null && take("(?:popular|common|rarest)").isPresent()) {
      rank = new Rank(1, false);
    }
  }

  /** "What are the most used browsers" asks for some, "which browser is used most" for one. */
  private boolean isPluralRank(String word) {
    if (interval != null || fold != null) {
      return false;
    }
    Matcher property = java.util.regex.Pattern.compile(" P(\\d+) ").matcher(sentence.text());
    boolean plural =
        property.find()
            && property(property.group(1)).phrase().toLowerCase(Locale.ROOT).matches(".*[^s]s");
    boolean are =
        question.toLowerCase(Locale.ROOT).matches("(?s).*\\b(what|which) are\\b.*")
            || question
                .toLowerCase(Locale.ROOT)
                .strip()
                .matches("(?s)(show|list|give|top|most|best|least).*");
    return plural && (are || word.equals("top"));
  }

  private static int number(String word) {
    List<String> words =
        List.of(
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
    return words.contains(word) ? words.indexOf(word) : Integer.parseInt(word);
  }

  private void readKeys() {
    String by =
        "(?:broken down by|break down by|broken up by|split by|grouped by|group by|segmented by|breakdown by|break it down by|by|per|for each|for every|in each|in every|across|each|every|of each|from each|on each|by each|with each|for all|for the different|across all)";
    Optional<Matcher> keys =
        take(
            by
                + " (?:of )?(?:the )?(?:different |individual |various )?P(\\d+)(?: (?:and|and by|and per|by|per|x|&|then by|/) (?:the )?P(\\d+))?");
    if (keys.isPresent()) {
      addKey(keys.get().group(1));
      addKey(keys.get().group(2));
      take("(?:breakdown|break down|distribution|split|broken down) ?(?:of)?");
    } else {
      keys =
          take("P(\\d+) (?:breakdown|distribution|split|mix)(?: of)?")
              .or(() -> take("(?:distribution|breakdown|split|mix) of " + FILL + "P(\\d+)"));
      keys.ifPresent(found -> addKey(found.group(1)));
    }
    if (take("(?:by|per|for each) (?:event|event type|event name|action)").isPresent()) {
      byEvent = true;
    }
    if (rank.isAll() && rawKeys.isEmpty()) {
      return;
    }
    if (rawKeys.isEmpty() && interval == null && fold == null && !byEvent) {
      Optional<Matcher> winner =
          take(
              "(?:(?:which|what|of which|in which|from which|on which|for which|with which|through which|via which) )?(?:is |are |was |were )?(?:the )?P(\\d+)");
      if (winner.isPresent()) {
        addKey(winner.get().group(1));
      } else {
        keyInsideEvent();
      }
    }
  }

  private void addKey(@Nullable String index) {
    if (index != null && sentence.name(Integer.parseInt(index)) instanceof Name.OfProperty key) {
      rawKeys.add(key);
    }
  }

  /** "The most viewed product": the last word of the event's phrase is what is ranked. */
  private void keyInsideEvent() {
    Matcher event = java.util.regex.Pattern.compile(" E(\\d+) ").matcher(sentence.text());
    if (!event.find()) {
      return;
    }
    String phrase = sentence.name(Integer.parseInt(event.group(1))).phrase();
    List<Words.Token> tokens = Words.tokens(phrase);
    for (Words.Token token : List.of(tokens.getLast(), tokens.getFirst())) {
      Optional<Name.OfProperty> key = finder.property(List.of(token));
      if (key.isPresent() && tokens.size() > 1) {
        if (rank.most() == 1 && token.word().endsWith("s") && !token.word().endsWith("ss")) {
          rank = new Rank(DEFAULT_TOP, rank.ascending());
          note("No number was named: the first " + DEFAULT_TOP + ".");
        }
        rawKeys.add(key.get());
        return;
      }
    }
  }

  // ---- subject ----

  private Subject explanation() {
    while (take("(?:did|do|does|drop|dropped|fall|fell|decline|declined|decrease|decreased|rise|rose|increase|increased|grow|grew|change|changed|jump|jumped|spike|spiked|lower|higher|less|more|fewer|go|went|up|down|so|low|high|the (?:drop|rise|fall|increase|decrease|decline|change|spike|growth) in|drop|rise|fall|increase|decrease|decline|spike|growth)")
        .isPresent()) {
      // Direction is seen in the numbers.
    }
    rank = Rank.ALL;
    Subject counted = subject();
    if (!(counted instanceof Counting counting)) {
      throw notUnderstood();
    }
    if (range == null) {
      throw new DeclinedException(
          Reason.NOT_UNDERSTOOD,
          "Say when it changed: \"last week\", \"yesterday\", \"on 5 October\".");
    }
    if (compared == null) {
      compared = calendar.before(range);
      note("Compared with as much time right before.");
    }
    return new Intent.Explanation(counting.measure());
  }

  private Subject subject() {
    if (byEvent) {
      take(FILL + "(?:how many|number of|count of|counts?)?" + FILL + "(?:events?|times)?");
      Calculation math =
          take("(?:unique |distinct )?" + PEOPLE).isPresent()
              ? Calculation.PEOPLE
              : Calculation.TOTAL;
      return new Intent.Counting(Measure.of(null, math));
    }
    if (sentence.has(
        "(?:retention|retained|retain|come back|came back|comes back|coming back|return|returned|returns)")) {
      return retention();
    }
    List<Name.OfEvent> events = eventsInOrder();
    boolean funnelWord = sentence.has("(?:conver\\w*|funnels?|drop off|dropped off|drop offs?)");
    boolean then =
        sentence.has(
            "(?:then|later|subsequently|eventually|also|go on|went on|goes on|end up|ended up|continue|continued|proceed|proceeded|reach|reached|make it|made it|get to|got to|go|went|complete|completed|actually)");
    if (events.size() >= 2
        && (funnelWord
            || then
            || sentence.has("E\\d+ (?:after|before|to|and then) " + FILL + "E\\d+")
            || isPercentOfPeople()
            || sentence.has("how long|time")
            || sentence.has("of " + FILL + "(?:" + PEOPLE + "|those) " + FILL + "E\\d+"))) {
      return funnel(events);
    }
    if (funnelWord) {
      throw new DeclinedException(
          new Reading.Unclear("From which step to which?", conversions(events)));
    }
    if (sentence.has("(?:after|before|next|paths?|journeys?|flow|flows|followed by)")) {
      return neighbours(events);
    }
    return counting(events);
  }

  private List<Choice> conversions(List<Name.OfEvent> named) {
    List<String> names = vocabulary.events().stream().map(Event::name).limit(3).toList();
    String last =
        named.isEmpty() ? names.getLast() : named.getLast().alternatives().getFirst().name();
    List<Choice> choices = new ArrayList<>();
    for (String first : names) {
      if (!first.equals(last)) {
        choices.add(
            new Choice(
                "From " + first + " to " + last,
                "conversion from \"" + first + "\" to \"" + last + "\"" + rangeWords()));
      }
    }
    choices.add(
        new Choice(
            "Share of all people who did " + last,
            "what percentage of people did \"" + last + "\"" + rangeWords()));
    return choices;
  }

  private String rangeWords() {
    return sentence.ranges() == 0 ? "" : " " + sentence.rangeText(0);
  }

  private boolean isPercentOfPeople() {
    return sentence.has(
        "(?:percent|percentage|share|proportion|fraction|part|%|how many) "
            + FILL
            + "(?:"
            + PEOPLE
            + "|those)");
  }

  private List<Name.OfEvent> eventsInOrder() {
    List<Name.OfEvent> events = new ArrayList<>();
    Matcher matcher = java.util.regex.Pattern.compile(" E(\\d+)(?= )").matcher(sentence.text());
    while (matcher.find()) {
      Name.OfEvent event = (Name.OfEvent) sentence.name(Integer.parseInt(matcher.group(1)));
      boolean again =
          !events.isEmpty() && events.getLast().alternatives().equals(event.alternatives());
      if (again && take("E" + matcher.group(1)).isPresent()) {
        continue;
      }
      events.add(event);
    }
    return events;
  }

  /** "Top products by views": of what the views are, the key says. */
  private Name.OfEvent withKey(Name.OfEvent name) {
    if (rawKeys.isEmpty()) {
      return name;
    }
    List<Words.Token> both = new ArrayList<>(Words.tokens(rawKeys.getFirst().phrase()));
    both.addAll(Words.tokens(name.phrase()));
    return finder.event(both).filter(found -> found.level() >= 90).orElse(name);
  }

  /** The event that is meant. */
  private String chosen(Name.OfEvent given) {
    Name.OfEvent name = given.alternatives().size() > 1 ? withKey(given) : given;
    if (name.alternatives().size() > 1) {
      throw new DeclinedException(
          new Reading.Unclear(
              "\"" + name.phrase() + "\" can be several events. Which one?",
              name.alternatives().stream()
                  .limit(6)
                  .map(
                      event ->
                          new Choice(
                              event.name(),
                              question.replace(name.phrase(), "\"" + event.name() + "\"")))
                  .toList()));
    }
    String event = name.alternatives().getFirst().name();
    if (name.level() <= 70 && !event.equalsIgnoreCase(name.phrase())) {
      String sentenceText = "Read \"" + name.phrase() + "\" as the event " + event + ".";
      if (!notes.contains(sentenceText)) {
        note(sentenceText);
      }
    }
    return event;
  }

  private Subject funnel(List<Name.OfEvent> events) {
    List<String> steps = new ArrayList<>();
    events.forEach(event -> steps.add(chosen(event)));
    boolean reversed =
        sentence.has(
                "E\\d+ (?:right |directly |soon )?after "
                    + FILL
                    + "(?:"
                    + PEOPLE
                    + " )?"
                    + FILL
                    + "E\\d+")
            && steps.size() == 2;
    if (reversed) {
      java.util.Collections.reverse(steps);
    }
    int window = DEFAULT_WINDOW_DAYS;
    boolean named = false;
    Optional<Matcher> within = take("(?:within|in) (\\d+|one|two|three|a) (day|week|month|hour)s?");
    if (within.isPresent()) {
      int count = within.get().group(1).equals("a") ? 1 : number(within.get().group(1));
      window =
          switch (within.get().group(2)) {
            case "week" -> 7 * count;
            case "month" -> 30 * count;
            case "day" -> count;
            default -> throw notUnderstood();
          };
      named = true;
    }
    Funnel.Show show = show();
    while (take("E(\\d+)").isPresent()) {
      // They are the steps.
    }
    while (take("(?:conver\\w*(?: rates?| ratio)?|rates?|ratio|funnels?|steps?|each|every|then|later|subsequently|eventually|also|go on|went on|goes on|going on|end up|ended up|continue|continued|proceed|proceeded|reach|reached|make it|made it|get to|got to|go|went|complete|completed|after|before|between|percent|percentage|%|share|proportion|fraction|part|those|unique|distinct|"
            + PEOPLE
            + "|from|through|into|afterwards|actually|first|step by step|how|one|same|drop offs?|drop|dropped|off|lose|lost|stop|stopped|right|directly)")
        .isPresent()) {
      // All of them say that steps follow each other.
    }
    if (!named) {
      note("Counted as converted: who got there within " + DEFAULT_WINDOW_DAYS + " days.");
    }
    return new Funnel(steps, show, window, named);
  }

  private Funnel.Show show() {
    if (take("median (?:time|duration)(?: (?:to|from|between))?").isPresent()) {
      return Funnel.Show.MEDIAN_TIME;
    }
    if (take("(?:how long (?:does it take|do|did|does)?|(?:average |mean |typical )?time (?:to|from|between)|(?:average|mean) (?:duration|time))")
        .isPresent()) {
      take("(?:take|takes|on average|average|it)");
      return Funnel.Show.AVERAGE_TIME;
    }
    boolean percent =
        sentence.has(
            "(?:conversion|conversions|convert|converts|converted|percent|percentage|share|proportion|fraction|part|rate|%)");
    boolean table = sentence.has("(?:funnels?|each step|every step|step by step|steps)");
    if (sentence.has("drop offs?|dropped off|drop off|dropped out")) {
      return table || !sentence.has("how many") ? Funnel.Show.STEPS : Funnel.Show.DROPPED;
    }
    if (table) {
      return Funnel.Show.STEPS;
    }
    return (sentence.has("how many") && !sentence.has("(?:percent|percentage|share|rate|%)"))
            || !percent
        ? Funnel.Show.PEOPLE
        : Funnel.Show.CONVERSION;
  }

  private Subject retention() {
    Optional<Matcher> cellOf =
        take("(?:on |in |after |at )?(day|week|month) (\\d{1,2})")
            .or(
                () ->
                    take(
                        "(?:after )?(\\d{1,2}|one|two|three|four) (day|week|month)s? (?:later|after)"))
            .or(() -> take("after (\\d{1,2}|one|two|three|four|a) (day|week|month)s?"));
    Optional<Integer> cell = Optional.empty();
    Interval period = null;
    if (cellOf.isPresent()) {
      String one = cellOf.get().group(1);
      String two = cellOf.get().group(2);
      boolean unitFirst = INTERVALS.containsKey(one);
      period = INTERVALS.get(unitFirst ? one : two);
      String count = unitFirst ? two : one;
      cell = Optional.of(count.equals("a") ? 1 : number(count));
    } else {
      Optional<Matcher> next =
          take(
              "(?:in |on |during )?(?:the )?(?:next|following) (day|week|month)|(?:the )?(day|week|month) (?:after|later)");
      if (next.isPresent()) {
        String unit = next.get().group(1) == null ? next.get().group(2) : next.get().group(1);
        period = INTERVALS.get(unit);
        cell = Optional.of(1);
      }
    }
    if (period == null) {
      period = interval;
    }
    if (period == null) {
      period = Interval.WEEK;
      note("No period was named: retention by week.");
    }
    interval = null;
    if (cell.isEmpty()
        && eventsInOrder().isEmpty()
        && !sentence.has("(?:retention|retained|retain|cohorts?)")
        && take("(?:how many|number of) (?:active )?" + PEOPLE + " " + FILL + BACK).isPresent()) {
      notes.removeLast();
      return new Intent.Lifecycle("returning", null);
    }
    boolean people =
        sentence.has("how many") && !sentence.has("(?:percent|percentage|share|rate|%)");
    String target = null;
    String returning = null;
    Optional<Matcher> again =
        take(BACK + " (?:and |to |for )?(?:do |did )?" + FILL + "(?:another )?E(\\d+)(?: again)?");
    if (again.isPresent()) {
      returning = chosen((Name.OfEvent) sentence.name(Integer.parseInt(again.get().group(1))));
    }
    List<Name.OfEvent> events = eventsInOrder();
    if (events.size() > 1) {
      throw notUnderstood();
    }
    if (!events.isEmpty()) {
      target = chosen(events.getFirst());
      take("E(\\d+)");
    }
    if (take("again").isPresent() && returning == null) {
      returning = target;
    }
    while (take("(?:retention(?: table| rate| rates| curve)?|retained|retain|"
            + BACK
            + "|cohorts?|rate|table|first|new|percent|percentage|%|share|proportion|fraction|those|who|"
            + PEOPLE
            + "|did|do|weeks?|days?|again|by|per|signups?)")
        .isPresent()) {
      // All of them belong to retention.
    }
    note(
        "A person belongs to the cohort of the period of the first "
            + (target == null ? "event" : target)
            + ".");
    note("Who did " + (returning == null ? "any event" : returning) + " counts as returned.");
    return new Retention(target, returning, period, cell, people);
  }

  private Subject neighbours(List<Name.OfEvent> events) {
    boolean before = sentence.has("(?:before|prior to|lead to|leads to)");
    boolean pages = takePages();
    String item = null;
    if (!rawFilters.isEmpty() && events.isEmpty()) {
      Name.Of page =
          rawFilters.getFirst().values().getFirst().alternatives().stream()
              .filter(of -> Set.of("page_path", "screen_name").contains(of.property().name()))
              .findFirst()
              .orElse(null);
      if (page != null) {
        item = page.value();
        rawFilters.removeFirst();
      }
    } else if (events.size() == 1) {
      item = chosen(events.getFirst());
      if (item.equals("page_view") || item.equals("screen_view")) {
        throw new DeclinedException(
            Reason.NOT_UNDERSTOOD, "Name the page: paths go from page to page.");
      }
      take("E(\\d+)");
    }
    boolean paths =
        take("(?:common |typical |frequent |usual )?(?:paths?|journeys?|flows?)").isPresent();
    while (take("(?:right|directly|immediately|next|after|before|follow|follows|following|followed by|come|comes|came|do|done|doing|visit|visited|visits|go|goes|went|happen|happens|happened|lead|leads|step|steps|event|events|most|often|common|people|users|visitors|view|views|viewed|see|seen|customers|usually|typically|take|takes)")
        .isPresent()) {
      // All of them belong to paths.
    }
    if (item == null) {
      if (!paths) {
        throw notUnderstood();
      }
      rank = Rank.ALL;
      return new Intent.Paths(pages);
    }
    if (rank.isAll()) {
      rank = Rank.ALL;
    }
    return new Intent.Neighbours(item, before, pages);
  }

  private boolean takePages() {
    Matcher property = java.util.regex.Pattern.compile(" P(\\d+)(?= )").matcher(sentence.text());
    while (property.find()) {
      boolean page =
          property(property.group(1)).alternatives().stream()
              .anyMatch(one -> Set.of("page_path", "screen_name").contains(one.name()));
      if (page) {
        take("P" + property.group(1));
        return true;
      }
    }
    return take("(?:pages?|screens?)").isPresent();
  }

  private Subject counting(List<Name.OfEvent> named) {
    List<Name.OfEvent> events = new ArrayList<>(named);
    if (events.isEmpty() && !rawKeys.isEmpty()) {
      verbOfKey().ifPresent(events::add);
    }
    if (events.isEmpty() && !rawFilters.isEmpty()) {
      verbOfFilter().ifPresent(events::add);
    }
    if (events.isEmpty()
        && !sentence.has("(?:revenue|turnover|income|average|value|spend|spent)")
        && take("(?:unique )?(?:buyers?|purchasers?)").isPresent()) {
      finder.event(Words.tokens("purchase")).ifPresent(events::add);
      return new Counting(Measure.of(single(events), Calculation.PEOPLE));
    }
    if (take("visits?").isPresent()) {
      note("Visits were counted as sessions.");
      certain = false;
      return new Counting(
          Measure.of(events.isEmpty() ? null : single(events), Calculation.SESSIONS));
    }
    Optional<Matcher> active =
        take("(?:number of )?(daily|weekly|monthly) active " + PEOPLE + "|(dau|wau|mau)");
    if (active.isPresent()) {
      return activePeople(active.get());
    }
    if (take("(?:first time|first-time) " + PEOPLE).isPresent()
        || (events.isEmpty() && take("new " + PEOPLE).isPresent())) {
      take("(?:how many|number of|unique)");
      return new Counting(
          Measure.of(events.isEmpty() ? null : single(events), Calculation.FIRST_TIME));
    }
    if (take("for the first time|first time").isPresent()) {
      take("(?:" + PEOPLE + ")");
      String event = single(events);
      return new Counting(Measure.of(event, Calculation.FIRST_TIME));
    }
    if (take("returning " + PEOPLE).isPresent()) {
      return new Intent.Lifecycle("returning", events.isEmpty() ? null : single(events));
    }
    take("new (?=" + PEOPLE + ")");
    Optional<Subject> share = share(events);
    if (share.isPresent()) {
      return share.get();
    }
    Optional<Subject> numbers = numbers(events);
    if (numbers.isPresent()) {
      return numbers.get();
    }
    boolean perPerson =
        take("(?:per|for each|for every|each|by each|by every) (?:unique |active )?" + PEOPLE)
                .isPresent()
            || (sentence.has(
                    "how many " + FILL + "E\\d+ " + FILL + "(?:(?:average|typical) )?" + PEOPLE)
                && take("(?:the |an? )?(?:average|typical) " + PEOPLE).isPresent());
    boolean average =
        take("(?:on average|average number of|avg number of|mean number of|average|avg|mean)")
            .isPresent();
    if (perPerson && !events.isEmpty()) {
      take("how many");
      return new Counting(Measure.of(single(events), Calculation.PER_PERSON));
    }
    if (take("(?:per|by each|for each) (?:session|visit)").isPresent()) {
      return new Intent.Ratio(
          Measure.of(events.isEmpty() ? null : single(events), Calculation.TOTAL),
          Measure.of(null, Calculation.SESSIONS),
          false);
    }
    if (average) {
      throw notUnderstood();
    }
    boolean times = take("(?:how often|how many times|number of times|times)").isPresent();
    boolean sessions = take("(?:unique |distinct |different )?(?:sessions?)").isPresent();
    boolean unique = take("(?:unique|distinct|different|individual)").isPresent();
    boolean people = !times && take("(?:active |different )?" + PEOPLE).isPresent();
    Calculation math =
        sessions ? Calculation.SESSIONS : people || unique ? Calculation.PEOPLE : Calculation.TOTAL;
    take("active");
    if (people) {
      take("(?:" + PEOPLE + ")");
    }
    Optional<Matcher> distinct = people || !unique ? Optional.empty() : take("P(\\d+)");
    if (distinct.isPresent() && events.isEmpty()) {
      verbOf(property(distinct.get().group(1)).phrase()).ifPresent(events::add);
    }
    if (distinct.isPresent()) {
      Property property = chosen(property(distinct.get().group(1)), List.of(single(events)));
      return new Counting(new Measure(single(events), Calculation.DISTINCT, property, List.of()));
    }
    if (events.isEmpty() && !people && !sessions && !rawKeys.isEmpty()) {
      return ofKey();
    }
    if (events.isEmpty() && people) {
      take("(?:visited|visit|visits|came|browsed|showed up)(?: us)?");
    }
    if (events.isEmpty()) {
      boolean any =
          sessions || people || take("(?:events?|actions?|interactions?|activity)").isPresent();
      if (!any) {
        throw notUnderstood();
      }
      return new Counting(Measure.of(null, math));
    }
    if (people) {
      take("who|that");
    }
    if (events.size() == 1) {
      take("E\\d+");
      take("events?");
      return new Counting(Measure.of(chosen(events.getFirst()), math));
    }
    return several(events, math);
  }

  /** "Top payment methods" says of no event: of the only one that carries them. */
  private Subject ofKey() {
    Name.OfProperty key = rawKeys.getFirst();
    for (Map.Entry<String, String> view :
        Map.of("page_path", "page_view", "screen_name", "screen_view").entrySet()) {
      boolean viewed = key.alternatives().stream().anyMatch(p -> p.name().equals(view.getKey()));
      if (viewed && vocabulary.event(view.getValue()).isPresent()) {
        note("Nothing to count was named: " + view.getValue() + " was counted.");
        return total(view.getValue());
      }
    }
    boolean everywhere =
        vocabulary.events().stream()
                .filter(
                    event ->
                        key.alternatives().stream()
                            .anyMatch(one -> event.properties().contains(one.name())))
                .count()
            > MOST_CHOICES;
    if (everywhere || key.alternatives().stream().allMatch(one -> one.owner() == Owner.PERSON)) {
      note("Nothing to count was named: people were counted.");
      certain = false;
      return new Counting(Measure.of(null, Calculation.PEOPLE));
    }
    String event = eventWith(key);
    for (String word : sentence.text().strip().split(" +", -1)) {
      if (Words.ofName(event).contains(Words.stem(word))) {
        take(word);
      }
    }
    return total(event);
  }

  private static Counting total(String event) {
    return new Counting(Measure.of(event, Calculation.TOTAL));
  }

  private Subject activePeople(Matcher active) {
    String which = active.group(1) != null ? active.group(1) : active.group(2);
    take("(?:how many|number of|average)");
    Calculation math =
        switch (which) {
          case "weekly", "wau" -> Calculation.WEEKLY_ACTIVE;
          case "monthly", "mau" -> Calculation.MONTHLY_ACTIVE;
          default -> Calculation.PEOPLE;
        };
    if (interval == null) {
      interval =
          switch (which) {
            case "weekly", "wau" -> Interval.WEEK;
            case "monthly", "mau" -> Interval.MONTH;
            default -> Interval.DAY;
          };
      math = Calculation.PEOPLE;
    }
    if (range != null
        && range.days(calendar.zone()) == 1
        && interval == Interval.DAY
        && !perPeriod) {
      interval = null;
    }
    return new Counting(Measure.of(null, math));
  }

  private Subject several(List<Name.OfEvent> events, Calculation math) {
    boolean listed =
        sentence.has(
            "E\\d+(?: (?:and|vs|versus|or|,|compared to|compared with|with|against|to|than)(?: (?:the|how many|number of))* E\\d+)+");
    if (!listed) {
      throw notUnderstood();
    }
    while (take("(?:and|vs|versus|or|compared to|compared with|against|compare|comparing|comparison of|comparison|difference between|more|there)")
        .isPresent()) {
      // They list what is counted.
    }
    List<Measure> measures = new ArrayList<>();
    for (Name.OfEvent event : events) {
      measures.add(Measure.of(chosen(event), math));
      take("E\\d+");
    }
    return new Intent.Several(measures);
  }

  /** "Who viewed /sale", "how often was product p12 viewed". */
  private Optional<Name.OfEvent> verbOfFilter() {
    List<String> names =
        rawFilters.getFirst().values().getFirst().alternatives().stream()
            .map(of -> of.property().name())
            .toList();
    if (names.contains("page_path")
        && take("(?:visit|visits|visited|view|views|viewed|saw|see|opened|open)").isPresent()) {
      return finder.event(Words.tokens("page view"));
    }
    for (String name : names) {
      Optional<Name.OfEvent> event = verbOf(name.replaceAll("_(id|name)$", ""));
      if (event.isPresent()) {
        return event;
      }
    }
    return Optional.empty();
  }

  /** "Which product was viewed most": the verb and the key name the event together. */
  private Optional<Name.OfEvent> verbOfKey() {
    return verbOf(rawKeys.getFirst().phrase());
  }

  private Optional<Name.OfEvent> verbOf(String key) {
    for (String word : sentence.text().strip().split(" +", -1)) {
      if (word.matches("[a-z]{3,}") && !Lexicon.FILLERS.contains(word)) {
        List<Words.Token> phrase = new ArrayList<>(Words.tokens(key));
        phrase.addAll(Words.tokens(word));
        Optional<Name.OfEvent> event = finder.event(phrase).filter(found -> found.level() >= 70);
        if (event.isPresent()) {
          take(word);
          return event;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Subject> share(List<Name.OfEvent> events) {
    if (!sentence.has("(?:percent|percentage|share|proportion|fraction|%)")) {
      return Optional.empty();
    }
    take("(?:what |which )?(?:percent|percentage|share|proportion|fraction|%)(?: of)?");
    boolean people = take("(?:the |our |all )?(?:active |unique )?" + PEOPLE).isPresent();
    Calculation math = people ? Calculation.PEOPLE : Calculation.TOTAL;
    if (!rawFilters.isEmpty() && rawKeys.isEmpty()) {
      String event = events.isEmpty() ? null : single(events);
      if (event == null && !people) {
        throw notUnderstood();
      }
      List<String> names = event == null ? List.of() : List.of(event);
      List<Filter> own = rawFilters.stream().map(raw -> chosen(raw, names)).toList();
      rawFilters.clear();
      return Optional.of(
          new Intent.Ratio(new Measure(event, math, null, own), Measure.of(event, math), true));
    }
    if (people && events.size() == 1 && rawKeys.isEmpty()) {
      return Optional.of(
          new Intent.Ratio(
              Measure.of(single(events), Calculation.PEOPLE),
              Measure.of(null, Calculation.PEOPLE),
              true));
    }
    throw notUnderstood();
  }

  private Optional<Subject> numbers(List<Name.OfEvent> events) {
    Optional<Matcher> of =
        take(
            "(average|avg|mean|median|minimum|min|maximum|max|lowest|highest|smallest|largest|total|sum of|sum|p75|p90|p95|p99|(?:75|90|95|99) ?(?:th)? percentile(?: of)?) "
                + FILL
                + "P(\\d+)");
    if (of.isPresent()) {
      Calculation math = math(of.get().group(1));
      Name.OfProperty property = property(of.get().group(2));
      String event = events.isEmpty() ? eventWith(property) : single(events);
      Property chosen = chosen(property, List.of(event));
      if (chosen.kind() != Kind.NUMBER) {
        throw new DeclinedException(
            Reason.NOT_UNDERSTOOD, "\"" + chosen.name() + "\" is no number.");
      }
      boolean perPerson = take("(?:per|for each|by each) (?:unique )?" + PEOPLE).isPresent();
      if (perPerson && math != Calculation.SUM) {
        throw notUnderstood();
      }
      Measure measure = new Measure(event, math, chosen, List.of());
      return Optional.of(
          perPerson
              ? new Intent.Ratio(measure, Measure.of(event, Calculation.PEOPLE), false)
              : new Counting(measure));
    }
    Optional<Matcher> money =
        take("(average|avg|mean|median|total|sum of|minimum|maximum|max|min|highest|lowest|largest|biggest|smallest)? ?"
                + FILL
                + "(?:E\\d+ )?(?:order |purchase |sales? |basket |cart )?(value|values|size|amount|aov|volume)")
            .filter(
                found ->
                    found.group(1) != null
                        || found.group(2).equals("aov")
                        || found.group(2).equals("volume"));
    Optional<Matcher> revenue =
        money.isPresent()
            ? Optional.empty()
            : take("(average |mean |median |total )?(?:revenue|turnover|income|earnings|gmv)")
                .or(
                    () ->
                        take(
                            "()how much (?:money |revenue )?(?:did|do|have|has|was|were) "
                                + FILL
                                + "(?:"
                                + PEOPLE
                                + " )?(?:spend|spent|earn|earned|make|made|pay|paid|take in|took in)"));
    if (money.isEmpty() && revenue.isEmpty()) {
      return Optional.empty();
    }
    String event = events.isEmpty() ? moneyEvent() : single(events);
    Property property = money(event);
    String how =
        money
            .map(
                found ->
                    found.group(1) == null
                        ? (found.group(2).equals("aov") ? "average" : "total")
                        : found.group(1))
            .orElse(
                revenue
                    .map(found -> found.group(1))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .orElse("total"));
    take("E\\d+");
    boolean perPerson =
        take("(?:per|for each|by each|each|a) (?:unique |active |paying )?" + PEOPLE).isPresent();
    boolean perOrder = !perPerson && take("(?:per|for each) (?:order|purchase|sale)").isPresent();
    Calculation math = perOrder ? Calculation.AVG : math(how);
    note("Money was read from " + property.name() + " of " + event + ".");
    Measure measure = new Measure(event, perPerson ? Calculation.SUM : math, property, List.of());
    return Optional.of(
        perPerson
            ? new Intent.Ratio(measure, Measure.of(event, Calculation.PEOPLE), false)
            : new Counting(measure));
  }

  private static Calculation math(String word) {
    return switch (word) {
      case "average", "avg", "mean" -> Calculation.AVG;
      case "median" -> Calculation.MEDIAN;
      case "minimum", "min", "lowest", "smallest" -> Calculation.MIN;
      case "maximum", "max", "highest", "largest", "biggest" -> Calculation.MAX;
      case "p75" -> Calculation.P75;
      case "p90" -> Calculation.P90;
      case "p95" -> Calculation.P95;
      case "p99" -> Calculation.P99;
      default ->
          word.startsWith("75")
              ? Calculation.P75
              : word.startsWith("90")
                  ? Calculation.P90
                  : word.startsWith("95")
                      ? Calculation.P95
                      : word.startsWith("99") ? Calculation.P99 : Calculation.SUM;
    };
  }

  private String moneyEvent() {
    for (String word : List.of("purchase", "order", "payment", "paid", "subscription", "invoice")) {
      Optional<Name.OfEvent> event =
          finder.event(Words.tokens(word)).filter(found -> found.alternatives().size() == 1);
      if (event.isPresent() && moneyOf(event.get().alternatives().getFirst()).isPresent()) {
        return event.get().alternatives().getFirst().name();
      }
    }
    throw new DeclinedException(Reason.NO_DATA, "No event of this app says how much was paid.");
  }

  private Property money(String event) {
    return moneyOf(vocabulary.event(event).orElseThrow())
        .orElseThrow(
            () ->
                new DeclinedException(
                    Reason.NO_DATA, "The event " + event + " does not say how much was paid."));
  }

  private Optional<Property> moneyOf(Event event) {
    return MONEY.stream()
        .filter(event.properties()::contains)
        .flatMap(name -> vocabulary.property(name, Owner.EVENT).stream())
        .filter(property -> property.kind() == Kind.NUMBER)
        .findFirst();
  }

  /** The event, where only one carries the property. */
  private String eventWith(Name.OfProperty property) {
    List<String> carriers =
        vocabulary.events().stream()
            .filter(
                event ->
                    property.alternatives().stream()
                        .anyMatch(one -> event.properties().contains(one.name())))
            .map(Event::name)
            .toList();
    if (carriers.size() == 1) {
      note("Only " + carriers.getFirst() + " carries it.");
      return carriers.getFirst();
    }
    throw new DeclinedException(
        new Reading.Unclear(
            "Several events carry \"" + property.phrase() + "\". Of which one?",
            carriers.stream()
                .limit(6)
                .map(
                    event ->
                        new Choice(
                            event, question.replaceAll("[?.! ]+$", "") + " of \"" + event + "\""))
                .toList()));
  }

  private String single(List<Name.OfEvent> events) {
    if (events.size() != 1) {
      throw notUnderstood();
    }
    String event = chosen(events.getFirst());
    take("E\\d+");
    return event;
  }

  // ---- names in context ----

  private static List<String> events(Subject subject) {
    return switch (subject) {
      case Intent.Counting(Measure measure) -> listed(measure.event());
      case Intent.Several(List<Measure> measures) ->
          measures.stream().map(Measure::event).filter(Objects::nonNull).toList();
      case Intent.Ratio ratio -> listed(ratio.part().event());
      case Intent.Change(Measure measure) -> listed(measure.event());
      case Intent.Funnel funnel -> funnel.steps().subList(0, 1);
      case Intent.Retention retention -> listed(retention.target());
      case Intent.Neighbours n -> List.of();
      case Intent.Paths p -> List.of();
      case Intent.Lifecycle l -> listed(l.event());
      case Intent.Explanation(Measure measure) -> listed(measure.event());
    };
  }

  private static List<String> listed(@Nullable String event) {
    return event == null ? List.of() : List.of(event);
  }

  private boolean isCarried(Property property, List<String> events) {
    return property.owner() == Owner.PERSON
        || events.isEmpty()
        || events.stream()
            .allMatch(
                event ->
                    vocabulary
                        .event(event)
                        .map(known -> known.properties().contains(property.name()))
                        .orElse(false));
  }

  /** The property that these events carry, else the trait of that name. */
  private Property chosen(Name.OfProperty name, List<String> events) {
    List<Property> carried =
        name.alternatives().stream().filter(property -> isCarried(property, events)).toList();
    if (carried.isEmpty()) {
      throw new DeclinedException(
          Reason.NO_DATA,
          "The event "
              + String.join(", ", events)
              + " does not carry \""
              + name.alternatives().getFirst().name()
              + "\".");
    }
    return preferred(carried);
  }

  private static Property preferred(List<Property> properties) {
    return properties.stream()
        .min(
            java.util.Comparator.comparing(Property::owner)
                .thenComparing(property -> !property.name().endsWith("name"))
                .thenComparing(java.util.Comparator.comparingLong(Property::count).reversed()))
        .orElseThrow();
  }

  private Filter chosen(RawFilter raw, List<String> events) {
    boolean ownOnes =
        raw.values().getFirst().alternatives().stream()
            .anyMatch(
                of ->
                    of.property().owner() == Owner.EVENT
                        && !events.isEmpty()
                        && isCarried(of.property(), events));
    List<Name.Of> alternatives =
        raw.values().getFirst().alternatives().stream()
            .filter(of -> isCarried(of.property(), events))
            .filter(of -> of.property().owner() == Owner.EVENT || !ownOnes)
            .filter(
                of ->
                    raw.values().stream()
                        .allMatch(
                            value ->
                                value.alternatives().stream()
                                    .anyMatch(other -> other.property().equals(of.property()))))
            .toList();
    String phrase = raw.values().getFirst().phrase();
    if (alternatives.isEmpty()) {
      throw new DeclinedException(
          Reason.NO_DATA,
          "\""
              + phrase
              + "\" is no value that "
              + (events.isEmpty() ? "any event" : String.join(", ", events))
              + " carries.");
    }
    Set<String> names =
        alternatives.stream().map(of -> of.property().name()).collect(Collectors.toSet());
    if (names.size() > 1) {
      throw new DeclinedException(
          new Reading.Unclear(
              "\"" + phrase + "\" is a value of several properties. Of which one?",
              alternatives.stream()
                  .map(of -> of.property().name())
                  .distinct()
                  .map(
                      name ->
                          new Choice(
                              name + " " + phrase, question.replace(phrase, name + " " + phrase)))
                  .toList()));
    }
    Property property = preferred(alternatives.stream().map(Name.Of::property).toList());
    List<String> values =
        raw.values().stream()
            .flatMap(
                value ->
                    value.alternatives().stream()
                        .filter(of -> of.property().equals(property))
                        .map(Name.Of::value)
                        .limit(1))
            .distinct()
            .toList();
    if (segments && values.size() > 1) {
      rawKeys.add(new Name.OfProperty(property.name(), List.of(property)));
      segments = false;
    }
    return new Filter(property, raw.op(), values);
  }

  // ---- the rest ----

  private void requireRead(boolean withEvent) {
    List<String> unread = sentence.unread(withEvent);
    unread.remove("how");
    if (unread.isEmpty()) {
      return;
    }
    List<String> names =
        unread.stream()
            .map(
                word ->
                    word.matches("[EPVD]\\d+")
                        ? word.startsWith("D")
                            ? sentence.rangeText(Integer.parseInt(word.substring(1)))
                            : sentence.name(Integer.parseInt(word.substring(1))).phrase()
                        : word)
            .toList();
    List<String> unrecorded = names.stream().filter(Lexicon.UNRECORDED::contains).toList();
    if (!unrecorded.isEmpty()) {
      throw new DeclinedException(
          Reason.NO_DATA,
          "Nothing is recorded about \"" + String.join("\", \"", unrecorded) + "\".");
    }
    throw new DeclinedException(
        Reason.NOT_UNDERSTOOD, "I could not read \"" + String.join("\", \"", names) + "\".");
  }

  private DeclinedException notUnderstood() {
    List<String> unrecorded =
        Stream.of(sentence.text().strip().split(" +", -1))
            .filter(Lexicon.UNRECORDED::contains)
            .toList();
    if (!unrecorded.isEmpty()) {
      return new DeclinedException(
          Reason.NO_DATA,
          "Nothing is recorded about \"" + String.join("\", \"", unrecorded) + "\".");
    }
    return new DeclinedException(
        Reason.NOT_UNDERSTOOD,
        "I could not tell what is asked. Name an event, what to count, and a time.");
  }

  /** Takes a pattern wherever it fits. */
  private void each(String pattern, Consumer<Matcher> then) {
    Optional<Matcher> found = take(pattern);
    while (found.isPresent()) {
      then.accept(found.get());
      found = take(pattern);
    }
  }

  private void note(String text) {
    notes.add(text);
  }

  private Optional<Matcher> take(String pattern) {
    return sentence.take(pattern);
  }
}
