package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Intent.Calculation;
import io.causality.portal.ask.read.Intent.Counting;
import io.causality.portal.ask.read.Intent.Filter;
import io.causality.portal.ask.read.Intent.Interval;
import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.read.Intent.Subject;
import io.causality.portal.ask.read.Reading.Reason;
import io.causality.portal.ask.read.Vocabulary.Event;
import io.causality.portal.ask.read.Vocabulary.Kind;
import io.causality.portal.ask.read.Vocabulary.Owner;
import io.causality.portal.ask.read.Vocabulary.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/** Reads what is counted, summed up or divided. */
abstract class CountPatterns extends NameChoice {
  CountPatterns(
      Sentence sentence,
      String question,
      Vocabulary vocabulary,
      NameFinder finder,
      Calendar calendar) {
    super(sentence, question, vocabulary, finder, calendar);
  }

  Subject counting(List<Name.OfEvent> named) {
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
    if (events.size() == 1 && isBeginning(events.getFirst())) {
      take("new");
    }
    Optional<Subject> share = share(events);
    if (share.isPresent()) {
      return share.get();
    }
    Optional<Subject> numbers = numbers(events);
    if (numbers.isPresent()) {
      return numbers.get();
    }
    Optional<Subject> ratio = ratioOf(events);
    if (ratio.isPresent()) {
      return ratio.get();
    }
    if (events.size() == 1
        && take("(?:per|for each|for every) (?:unique |active )?visitors?").isPresent()) {
      take("(?:how many|on average|average number of|average)");
      note("Divided by all active people.");
      return new Intent.Ratio(
          Measure.of(single(events), Calculation.TOTAL),
          Measure.of(null, Calculation.PEOPLE),
          false);
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
    if (perPerson && (!events.isEmpty() || take("(?:events?|actions?)").isPresent())) {
      take("how many");
      return new Counting(
          Measure.of(events.isEmpty() ? null : single(events), Calculation.PER_PERSON));
    }
    if (perPerson) {
      throw notUnderstood();
    }
    if (take("(?:per|by each|for each) (?:session|visit)").isPresent()) {
      take("(?:events?|actions?)");
      return new Intent.Ratio(
          Measure.of(events.isEmpty() ? null : single(events), Calculation.TOTAL),
          Measure.of(null, Calculation.SESSIONS),
          false);
    }
    if (average) {
      throw notUnderstood();
    }
    if (events.isEmpty() && sentence.has("(?:unique|distinct|different) (?:events?|actions?)")) {
      throw notUnderstood();
    }
    boolean times = take("(?:how often|how many times|number of times|times)").isPresent();
    boolean sessions = take("(?:unique |distinct |different )?(?:sessions?)").isPresent();
    boolean unique = take("(?:unique|distinct|different|individual)").isPresent();
    boolean humans = take("(?:active |different )?" + PEOPLE).isPresent();
    boolean people = humans && !times;
    Calculation math =
        sessions ? Calculation.SESSIONS : people || unique ? Calculation.PEOPLE : Calculation.TOTAL;
    take("active");
    if (people) {
      take("(?:" + PEOPLE + ")");
    }
    Optional<Matcher> distinct =
        people || events.size() > 1
            ? Optional.empty()
            : take(unique ? "P(\\d+)" : "how many P(\\d+)(?= )");
    if (distinct.isPresent()
        && !unique
        && property(distinct.get().group(1)).alternatives().stream()
            .anyMatch(one -> one.kind() == Kind.NUMBER)) {
      return addedUp(property(distinct.get().group(1)), events);
    }
    if (distinct.isPresent() && !unique) {
      note("Different values were counted.");
      certain = false;
    }
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
        for (String word : sentence.text().strip().split(" +", -1)) {
          whichEvent(word);
        }
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
      if (math == Calculation.TOTAL && take("(?:items?|articles?|units?)").isPresent()) {
        note("Each " + chosen(events.getFirst()) + " counts once, however many items it is of.");
        certain = false;
      }
      return new Counting(Measure.of(chosen(events.getFirst()), math));
    }
    return several(events, math);
  }

  /** "New signups" are signups: nobody signs up who is not new. */
  private static boolean isBeginning(Name.OfEvent event) {
    return event.alternatives().stream()
        .allMatch(
            one ->
                Words.ofName(one.name()).stream()
                    .map(Lexicon::concept)
                    .anyMatch(
                        Set.of(
                                Lexicon.concept(Words.stem("signup")),
                                Lexicon.concept(Words.stem("subscribe")),
                                Words.stem("trial"))
                            ::contains));
  }

  /** "How many seconds were watched": what has a unit of time is added up. */
  private Subject addedUp(Name.OfProperty name, List<Name.OfEvent> events) {
    String event = events.isEmpty() ? eventWith(name) : single(events);
    Property property = chosen(name, List.of(event));
    if (!property.name().matches("(?i).*(?:seconds|minutes|hours|days|_ms|_s)")) {
      throw notUnderstood();
    }
    note("The " + property.name() + " of " + event + " were added up.");
    return new Counting(new Measure(event, Calculation.SUM, property, List.of()));
  }

  /** "Top payment methods" says of no event: of the only one that carries them. */
  Subject ofKey() {
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

  static Counting total(String event) {
    return new Counting(Measure.of(event, Calculation.TOTAL));
  }

  Subject activePeople(Matcher active) {
    String which = active.group(1) != null ? active.group(1) : active.group(2);
    take("(?:how many|number of|average)");
    Calculation math =
        switch (which) {
          case "weekly", "wau" -> Calculation.WEEKLY_ACTIVE;
          case "monthly", "mau" -> Calculation.MONTHLY_ACTIVE;
          default -> Calculation.PEOPLE;
        };
    if (interval == null && !isOnePeriod(which)) {
      interval =
          switch (which) {
            case "weekly", "wau" -> Interval.WEEK;
            case "monthly", "mau" -> Interval.MONTH;
            default -> Interval.DAY;
          };
      math = Calculation.PEOPLE;
    } else if (interval == null) {
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

  /** "Sessions per user", "purchases per signup", "ratio of purchases to product views". */
  private Optional<Subject> ratioOf(List<Name.OfEvent> events) {
    if (events.isEmpty()
        && take("(?:sessions?|visits?) (?:per|for each) (?:unique |active )?" + PEOPLE)
            .isPresent()) {
      take("(?:average|avg|mean|number of)");
      return Optional.of(
          new Intent.Ratio(
              Measure.of(null, Calculation.SESSIONS), Measure.of(null, Calculation.PEOPLE), false));
    }
    if (events.size() != 2
        || !(sentence.has("E\\d+ (?:per|for each|for every) E\\d+")
            || sentence.has("ratio (?:of|between) E\\d+ (?:to|and|over) E\\d+"))) {
      return Optional.empty();
    }
    take("(?:ratio (?:of|between)|average (?:number of )?)");
    Measure part = Measure.of(chosen(events.getFirst()), Calculation.TOTAL);
    Measure whole = Measure.of(chosen(events.getLast()), Calculation.TOTAL);
    while (take("(?:E\\d+|per|for each|for every|to|and|over)").isPresent()) {
      // They are the two that are divided.
    }
    note("Events were divided by events.");
    return Optional.of(new Intent.Ratio(part, whole, false));
  }

  /** "MAU in October" is one number. */
  private boolean isOnePeriod(String which) {
    if (range == null || range.first() == null || range.last() == null) {
      return false;
    }
    java.time.LocalDate first = range.first();
    java.time.LocalDate next = range.last().plusDays(1);
    return switch (which) {
      case "weekly", "wau" ->
          first.getDayOfWeek() == calendar.weekStart() && first.plusWeeks(1).equals(next);
      case "monthly", "mau" -> first.getDayOfMonth() == 1 && first.plusMonths(1).equals(next);
      default -> false;
    };
  }

  Subject several(List<Name.OfEvent> events, Calculation math) {
    String with = sentence.has("(?:compare|compared|comparing|comparison)") ? "with|" : "";
    boolean listed =
        sentence.has(
            "E\\d+(?: (?:and|vs|versus|or|,|compared to|compared with|"
                + with
                + "against|to|than)(?:"
                + " (?:the|how many|number of))* E\\d+)+");
    if (!listed) {
      throw notUnderstood();
    }
    while (take("(?:and|vs|versus|or|compared to|compared with|against|compare|comparing|comparison"
            + " of|comparison|difference between|more|there)")
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

  Optional<Subject> share(List<Name.OfEvent> events) {
    if (!sentence.has("(?:percent|percentage|share|proportion|portion|fraction|%)")) {
      return Optional.empty();
    }
    take("(?:what |which )?(?:percent|percentage|share|proportion|portion|fraction|%)(?: of)?");
    boolean active = sentence.has("active " + PEOPLE);
    boolean people = take("(?:the |our |all )?(?:active |unique )?" + PEOPLE).isPresent();
    Calculation math = people ? Calculation.PEOPLE : Calculation.TOTAL;
    if (!rawFilters.isEmpty() && rawKeys.isEmpty()) {
      if (!people && take("(?:total )?(?:revenue|turnover|income|earnings)").isPresent()) {
        return Optional.of(shareOfRevenue(events.isEmpty() ? moneyEvent() : single(events)));
      }
      String event = events.isEmpty() ? null : single(events);
      if ((event == null && !people) || (event != null && active)) {
        // Whether the active ones are filtered too, the question does not say.
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

  private Subject shareOfRevenue(String event) {
    List<Filter> own = rawFilters.stream().map(raw -> chosen(raw, List.of(event))).toList();
    rawFilters.clear();
    Property property = money(event);
    note("Money was read from " + property.name() + " of " + event + ".");
    return new Intent.Ratio(
        new Measure(event, Calculation.SUM, property, own),
        new Measure(event, Calculation.SUM, property, List.of()),
        true);
  }

  Optional<Subject> numbers(List<Name.OfEvent> events) {
    Optional<Matcher> of =
        take(
            "(average|avg|mean|median|minimum|min|maximum|max|lowest|highest|smallest|largest|total|sum"
                + " of|sum|p75|p90|p95|p99|(?:75|90|95|99) ?(?:th)? percentile(?: of)?) (?:number"
                + " of |amount of )?"
                + FILL
                + "P(\\d+)");
    if (of.isPresent()) {
      Calculation math = math(of.get().group(1));
      take("(?:per|for each|in each|of each)(?= E\\d)");
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
    if (take("how much (?:money )?(?:does|do|did) "
            + FILL
            + "(?:average|typical) "
            + PEOPLE
            + " "
            + FILL
            + "(?:spend|spent|pay|paid)|how much (?:money )?(?:does|do|did) "
            + FILL
            + "(?:(?:each|every) "
            + PEOPLE
            + " (?:spend|pay)|"
            + PEOPLE
            + " (?:spend|pay) (?:on average|each))|(?:average|mean) (?:spend|spending) (?:per|of"
            + " each|of a|for each|by) "
            + PEOPLE)
        .isPresent()) {
      String paid = events.isEmpty() ? moneyEvent() : single(events);
      note("Money was read from " + money(paid).name() + " of " + paid + ".");
      return Optional.of(
          new Intent.Ratio(
              new Measure(paid, Calculation.SUM, money(paid), List.of()),
              Measure.of(paid, Calculation.PEOPLE),
              false));
    }
    Optional<Matcher> money =
        take("(average|avg|mean|median|total|sum"
                + " of|minimum|maximum|max|min|highest|lowest|largest|biggest|smallest|p75|p90|p95|p99|(?:75|90|95|99)"
                + " ?(?:th)? percentile(?: of)?)? ?"
                + FILL
                + "(?:E\\d+ )?(?:order |purchase |sales? |basket |cart"
                + " )?(value|values|size|amount|aov|volume)")
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
                                + " )?(?:spend|spent|earn|earned|make|made|pay|paid|take in|took"
                                + " in)"))
                .or(() -> rank.isAll() ? Optional.empty() : take("()(?:the )?money"));
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
    boolean perVisitor =
        take("(?:per|for each|by each|each|a) (?:unique |active )?visitors?").isPresent();
    boolean perPerson =
        perVisitor
            || take("(?:per|for each|by each|each|a) (?:unique |active |paying )?" + PEOPLE)
                .isPresent();
    boolean perOrder = !perPerson && take("(?:per|for each) (?:order|purchase|sale)").isPresent();
    Calculation math = perOrder ? Calculation.AVG : math(how);
    note("Money was read from " + property.name() + " of " + event + ".");
    Measure measure = new Measure(event, perPerson ? Calculation.SUM : math, property, List.of());
    if (perPerson) {
      note(
          "Divided by "
              + (perVisitor ? "all active people." : "the people who did " + event + "."));
    }
    return Optional.of(
        perPerson
            ? new Intent.Ratio(
                measure, Measure.of(perVisitor ? null : event, Calculation.PEOPLE), false)
            : new Counting(measure));
  }

  static Calculation math(String word) {
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

  String moneyEvent() {
    for (String word : List.of("purchase", "order", "payment", "paid", "subscription", "invoice")) {
      Optional<Name.OfEvent> event =
          finder.event(Words.tokens(word)).filter(found -> found.alternatives().size() == 1);
      if (event.isPresent() && moneyOf(event.get().alternatives().getFirst()).isPresent()) {
        return event.get().alternatives().getFirst().name();
      }
    }
    throw new DeclinedException(Reason.NO_DATA, "No event of this app says how much was paid.");
  }

  Property money(String event) {
    return moneyOf(vocabulary.event(event).orElseThrow())
        .orElseThrow(
            () ->
                new DeclinedException(
                    Reason.NO_DATA, "The event " + event + " does not say how much was paid."));
  }

  Optional<Property> moneyOf(Event event) {
    return MONEY.stream()
        .filter(event.properties()::contains)
        .flatMap(name -> vocabulary.property(name, Owner.EVENT).stream())
        .filter(property -> property.kind() == Kind.NUMBER)
        .findFirst();
  }
}
