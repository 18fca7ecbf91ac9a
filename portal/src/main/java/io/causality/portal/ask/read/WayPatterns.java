package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Intent.Calculation;
import io.causality.portal.ask.read.Intent.Counting;
import io.causality.portal.ask.read.Intent.Funnel;
import io.causality.portal.ask.read.Intent.Interval;
import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.read.Intent.Rank;
import io.causality.portal.ask.read.Intent.Retention;
import io.causality.portal.ask.read.Intent.Subject;
import io.causality.portal.ask.read.Reading.Choice;
import io.causality.portal.ask.read.Reading.Reason;
import io.causality.portal.ask.read.Vocabulary.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/** Reads funnels, retention, paths and explanations. */
abstract class WayPatterns extends CountPatterns {
  WayPatterns(
      Sentence sentence,
      String question,
      Vocabulary vocabulary,
      NameFinder finder,
      Calendar calendar) {
    super(sentence, question, vocabulary, finder, calendar);
  }

  Subject explanation() {
    while (take("(?:did|do|does|drop|dropped|fall|fell|decline|declined|decrease|decreased|rise|rose|increase|increased|grow|grew|change|changed|jump|jumped|spike|spiked|lower|higher|less|more|fewer|go|went|up|down|so|low|high|the"
            + " (?:drop|rise|fall|increase|decrease|decline|change|spike|growth)"
            + " in|drop|rise|fall|increase|decrease|decline|spike|growth)")
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

  Subject subject() {
    if (byEvent) {
      take(FILL + "(?:how many|number of|count of|counts?)?" + FILL + "(?:events?|times)?");
      Calculation math =
          take("(?:unique |distinct )?" + PEOPLE).isPresent()
              ? Calculation.PEOPLE
              : Calculation.TOTAL;
      return new Intent.Counting(Measure.of(null, math));
    }
    if (sentence.has(
        "(?:retention|retained|retain|come back|came back|comes back|coming"
            + " back|return|returned|returns)")) {
      return retention();
    }
    List<Name.OfEvent> events = eventsInOrder();
    boolean page =
        events.isEmpty()
            && rawFilters.size() == 1
            && rawFilters.getFirst().values().getFirst().alternatives().stream()
                .anyMatch(of -> of.property().name().equals("page_path"));
    if (page
        && take("(?:go|goes|going|went|navigate|navigated|continue|continued|move|moved)(?: on)?(?:"
                + " to)?(?: next)?(?: from)?")
            .isPresent()) {
      return neighbours(events);
    }
    if (events.size() == 2
        && sentence.has("E\\d+ .*(?:not|never|without) " + FILL + "E\\d+")
        && take("(?:but |and |then )*(?:who |that )?(?:did |do |does |have |has"
                + " )?(?:not|never|without)(?: then| ever| actually)?")
            .isPresent()) {
      return notDone(events);
    }
    boolean funnelWord = sentence.has("(?:conver\\w*|funnels?|drop off|dropped off|drop offs?)");
    boolean then =
        sentence.has(
            "(?:then|later|subsequently|eventually|also|go on|went on|goes on|end up|ended"
                + " up|continue|continued|proceed|proceeded|reach|reached|make it|made it|get"
                + " to|got to|go|went|complete|completed|actually)");
    boolean divided =
        sentence.has("ratio (?:of|between) E\\d+ (?:to|and|over) E\\d+")
            || sentence.has("E\\d+ (?:per|for each|for every) E\\d+");
    if (events.size() == 2 && divided) {
      return counting(events);
    }
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

  /** Who did the first and not the second after it. */
  private Subject notDone(List<Name.OfEvent> events) {
    if (sentence.has("(?:percent|percentage|share|proportion|fraction|rate|%)")) {
      throw notUnderstood();
    }
    certain = false;
    Subject funnel = funnel(events);
    return funnel instanceof Funnel(List<String> steps, Funnel.Show show, int window, boolean named)
        ? new Funnel(steps, Funnel.Show.DROPPED, window, named)
        : funnel;
  }

  List<Choice> conversions(List<Name.OfEvent> named) {
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

  String rangeWords() {
    return sentence.ranges() == 0 ? "" : " " + sentence.rangeText(0);
  }

  boolean isPercentOfPeople() {
    return sentence.has(
        "(?:percent|percentage|share|proportion|fraction|part|%|how many) "
            + FILL
            + "(?:"
            + PEOPLE
            + "|those)");
  }

  Subject funnel(List<Name.OfEvent> events) {
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
    while (take("(?:conver\\w*(?: rates?|"
            + " ratio)?|rates?|ratio|funnels?|steps?|each|every|then|later|subsequently|eventually|also|go"
            + " on|went on|goes on|going on|end up|ended"
            + " up|continue|continued|proceed|proceeded|reach|reached|make it|made it|get"
            + " to|got"
            + " to|go|went|complete|completed|after|before|between|percent|percentage|%|share|proportion|fraction|part|those|unique|distinct|"
            + PEOPLE
            + "|from|through|into|afterwards|actually|first|step by step|how|one|same|drop"
            + " offs?|drop|dropped|off|lose|lost|stop|stopped|right|directly)")
        .isPresent()) {
      // All of them say that steps follow each other.
    }
    if (!named) {
      note("Counted as converted: who got there within " + DEFAULT_WINDOW_DAYS + " days.");
    }
    return new Funnel(steps, show, window, named);
  }

  Funnel.Show show() {
    if (take("median (?:time|duration)(?: (?:to|from|between))?").isPresent()) {
      return Funnel.Show.MEDIAN_TIME;
    }
    if (take("(?:how long (?:does it take|do|did|does)?|(?:average |mean |typical )?time"
            + " (?:to|from|between)|(?:average|mean) (?:duration|time))")
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

  Subject retention() {
    if (sentence.has("within")) {
      throw notUnderstood();
    }
    Optional<Matcher> cellOf =
        take("(?:on |in |after |at )?(day|week|month) (\\d{1,2})")
            .or(
                () ->
                    take(
                        "(?:after )?(\\d{1,2}|one|two|three|four) (day|week|month)s?"
                            + " (?:later|after)"))
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
              "(?:in |on |during )?(?:the )?(?:next|following) (day|week|month)|(?:the"
                  + " )?(day|week|month) (?:after|later)");
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

  Subject neighbours(List<Name.OfEvent> events) {
    boolean before = sentence.has("(?:before|prior to|lead to|leads to)");
    boolean pages = takePages() || takePageKey();
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
    while (take("(?:right|directly|immediately|next|after|before|follow|follows|following|followed"
            + " by|come|comes|came|do|done|doing|visit|visited|visits|go|goes|went|happen|happens|happened|lead|leads|step|steps|event|events|most|often|common|people|users|visitors|view|views|viewed|see|seen|customers|usually|typically|take|takes)")
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

  /** "Top 5 pages before a purchase" tells pages apart; nothing else can be told apart there. */
  private boolean takePageKey() {
    if (rawKeys.isEmpty()) {
      return false;
    }
    boolean page =
        rawKeys.size() == 1
            && rawKeys.getFirst().alternatives().stream()
                .anyMatch(one -> Set.of("page_path", "screen_name").contains(one.name()));
    if (!page) {
      throw notUnderstood();
    }
    rawKeys.clear();
    return true;
  }

  boolean takePages() {
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
}
