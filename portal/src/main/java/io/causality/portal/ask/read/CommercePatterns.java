package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Intent.Calculation;
import io.causality.portal.ask.read.Intent.Counting;
import io.causality.portal.ask.read.Intent.Funnel;
import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.read.Intent.Rank;
import io.causality.portal.ask.read.Intent.Subject;
import io.causality.portal.ask.read.Reading.Choice;
import io.causality.portal.ask.read.Reading.Reason;
import io.causality.portal.ask.read.Vocabulary.Event;
import io.causality.portal.ask.read.Vocabulary.Kind;
import io.causality.portal.ask.read.Vocabulary.Owner;
import io.causality.portal.ask.read.Vocabulary.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Reads questions in the words of those who sell: abandoned carts, who buys again, what people look
 * for, where they come from, whether something went up.
 */
abstract class CommercePatterns extends WayPatterns {
  private static final String CARTS = "(?:carts?|baskets?|checkouts?|[EP]\\d+)";

  /** What the object of an event is called: what was searched, viewed or bought. */
  private static final List<String> OBJECTS =
      List.of(
          "query",
          "search_term",
          "term",
          "keyword",
          "product_name",
          "product_id",
          "item_name",
          "title",
          "name");

  /** What is asked for and not computed here. */
  private static final List<Map.Entry<String, String>> NOT_COMPUTED =
      List.of(
          Map.entry("bounce rates?", "the bounce rate"),
          Map.entry("churn(?: rates?)?|churned", "churn"),
          Map.entry(
              "(?:session|visit) (?:length|duration|time)s?|(?:length|duration) of (?:a |the"
                  + " )?(?:sessions?|visits?)",
              "the length of sessions"),
          Map.entry("lifetime value|ltv|clv|cac", "the value of a customer over a lifetime"));

  CommercePatterns(
      Sentence sentence,
      String question,
      Vocabulary vocabulary,
      NameFinder finder,
      Calendar calendar) {
    super(sentence, question, vocabulary, finder, calendar);
  }

  /** Refuses what is not computed with its name, so that nobody looks for other words. */
  void refuseNotComputed() {
    for (Map.Entry<String, String> known : NOT_COMPUTED) {
      if (sentence.has(known.getKey())) {
        throw new DeclinedException(
            Reason.NOT_UNDERSTOOD,
            "Ask does not compute "
                + known.getValue()
                + ". It counts events, people and sessions, adds numbers up, and tells conversion,"
                + " retention and paths.");
      }
    }
  }

  /** "Did sales go up last week?" is a comparison, although one range is named. */
  void upOrDown() {
    if (compared == null
        && range != null
        && take("(?:the |our )?(?:growth(?: rates?)?)(?: of| in)?(?= )").isPresent()) {
      compared = calendar.before(range);
      percentChange = true;
      note("Compared with as much time right before.");
      return;
    }
    if (compared != null || !sentence.text().matches(" (?:did|has|have|is|are|was|were) .*")) {
      return;
    }
    boolean moved =
        take("(?:gone|go|going|went|been) (?:up|down)|(?:up or down|rising|falling|growing|shrinking)")
                .isPresent()
            || take("(?:grow|grown|grew|rise|risen|increase|increased|improve|improved|drop|dropped|fall|fallen|decline|declined|decrease|decreased|shrink|shrunk)")
                .isPresent();
    if (moved) {
      take("(?:or (?:down|up|not|fallen|dropped|fall|drop|shrink))");
      if (range == null) {
        throw new DeclinedException(
            Reason.NOT_UNDERSTOOD,
            "Say for which time: \"last week\", \"this month\", \"since 5 October\".");
      }
      compared = calendar.before(range);
      note("Compared with as much time right before.");
    }
  }

  /** The subject, where the question is of this kind. */
  Optional<Subject> commerce() {
    refuseOrdersOfReturning();
    fromWhich();
    askWhereFrom();
    askWhen();
    return abandoned()
        .or(this::leftAtStep)
        .or(this::turnedInto)
        .or(this::again)
        .or(this::whatPeopleDid);
  }

  /** "Orders from returning customers" are not the customers who return. */
  private void refuseOrdersOfReturning() {
    if (sentence.has("E\\d+ .*(?:from|by|of) (?:the |our )?(?:returning|repeat|new) " + PEOPLE)
        && !sentence.has("(?:how many|number of) (?:returning|new) " + PEOPLE)) {
      throw new DeclinedException(
          Reason.NOT_UNDERSTOOD,
          "Ask counts new and returning people, but cannot count only what they did.");
    }
  }

  /** "Which countries do our signups come from" asks for all of them. */
  private void fromWhich() {
    if (rawKeys.isEmpty() && rank.isAll() && sentence.has("(?:come|comes|came|coming)")) {
      take("(?:from )?(?:which|what) P(\\d+)").ifPresent(found -> addKey(found.group(1)));
    }
  }

  private void askWhereFrom() {
    if (!take("where (?:do|does|did|is|are) "
            + FILL
            + "(?:"
            + PEOPLE
            + "|traffic|visits) "
            + FILL
            + "(?:come|coming|came|arrive|arriving|originate)(?: from)?")
        .isPresent()) {
      return;
    }
    List<Choice> choices = new ArrayList<>();
    for (String name : List.of("utm_source", "page_referrer", "country")) {
      if (vocabulary.property(name, Owner.EVENT).isPresent()) {
        choices.add(new Choice("By " + name, "unique visitors by " + name + rangeWords()));
      }
    }
    if (choices.size() > 1) {
      throw new DeclinedException(new Reading.Unclear("Told apart by what?", choices));
    }
  }

  private void askWhen() {
    if (sentence.text().matches(" when (?:are|is|do|does|did|was|were) .*")
        && (!rank.isAll() || sentence.has("(?:busiest|busy|peak|active)"))
        && interval == null
        && fold == null
        && eventsInOrder().size() <= 1
        && rawFilters.isEmpty()) {
      String counted =
          eventsInOrder().isEmpty()
              ? "unique visitors"
              : "\"" + chosen(eventsInOrder().getFirst()) + "\"";
      String time = rangeWords();
      throw new DeclinedException(
          new Reading.Unclear(
              "Which hour, or which day of the week?",
              List.of(
                  new Choice("By hour of the day", counted + " by hour of the day" + time),
                  new Choice("By day of the week", counted + " by weekday" + time))));
    }
  }

  private Optional<String> one(String words) {
    return finder
        .event(Words.tokens(words))
        .map(Name.OfEvent::alternatives)
        .filter(events -> events.size() == 1)
        .map(List::getFirst)
        .map(Event::name);
  }

  private String end() {
    return one("purchase")
        .or(() -> one("order"))
        .orElseThrow(
            () ->
                new DeclinedException(
                    Reason.NO_DATA, "No event of this app says that something was bought."));
  }

  /** Carts of which nothing was bought, where no event says so itself. */
  private Optional<Subject> abandoned() {
    Optional<Matcher> found =
        take(
            "(?:the |our )?(?:(cart|basket|checkout|[EP]\\d+) abandonments?|abandoned (?:the |their |a )?("
                + CARTS
                + ")|("
                + CARTS
                + ") (?:that |which )?(?:were |was |are |is |got |get )?abandoned)(?: (rates?|percentage))?");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String word = "";
    for (int group = 1; group <= 3; group++) {
      word = found.get().group(group) == null ? word : found.get().group(group);
    }
    if (word.matches("[EP]\\d+")) {
      word = sentence.name(Integer.parseInt(word.substring(1))).phrase();
    }
    boolean ofCheckout = word.toLowerCase(java.util.Locale.ROOT).contains("checkout");
    String start =
        (ofCheckout
                ? one("checkout start").or(() -> one("checkout"))
                : one("add to cart").or(() -> one("cart add")))
            .orElseThrow(
                () ->
                    new DeclinedException(
                        Reason.NO_DATA, "No event of this app says that one was begun."));
    boolean share =
        found.get().group(4) != null
            || take("(?:what |which )?(?:percent|percentage|share|proportion|fraction|rate|%)(?: of)?")
                .isPresent();
    String end = end();
    take("(?:how many|number of)");
    take(PEOPLE);
    note(
        "Counted as abandoned: who did "
            + start
            + " and did not get to "
            + end
            + " within "
            + DEFAULT_WINDOW_DAYS
            + " days. People were counted, not carts.");
    certain = false;
    return Optional.of(
        new Funnel(
            List.of(start, end),
            share ? Funnel.Show.DROP_RATE : Funnel.Show.DROPPED,
            DEFAULT_WINDOW_DAYS,
            false));
  }

  /** "How many people dropped off at checkout": on the way from there to the purchase. */
  private Optional<Subject> leftAtStep() {
    if (eventsInOrder().size() != 1
        || !sentence.has(
            "(?:drop off|dropped off|drop offs?|drop out|dropped out|leave|left|quit) (?:at|in|during|from|on) "
                + FILL
                + "E\\d+")) {
      return Optional.empty();
    }
    Name.OfEvent named = eventsInOrder().getFirst();
    List<Event> steps = named.alternatives();
    String start =
        steps.stream()
            .map(Event::name)
            .filter(name -> Words.ofName(name).contains(Words.stem("start")))
            .findFirst()
            .orElse(steps.getFirst().name());
    String end = end();
    if (start.equals(end)) {
      return Optional.empty();
    }
    boolean where = take("where").isPresent();
    boolean share =
        take("(?:what |which )?(?:percent|percentage|share|proportion|fraction|rate|%)(?: of)?")
            .isPresent();
    take("(?:how many|number of)");
    take(PEOPLE);
    take("(?:drop off|dropped off|drop offs?|drop out|dropped out|leave|left|quit)");
    take("E\\d+");
    note(
        "Read as the way from "
            + start
            + " to "
            + end
            + ", within "
            + DEFAULT_WINDOW_DAYS
            + " days.");
    certain = false;
    return Optional.of(
        new Funnel(
            List.of(start, end),
            where ? Funnel.Show.STEPS : share ? Funnel.Show.DROP_RATE : Funnel.Show.DROPPED,
            DEFAULT_WINDOW_DAYS,
            false));
  }

  /** "How many signups turned into buyers". */
  private Optional<Subject> turnedInto() {
    if (eventsInOrder().size() != 1
        || take("(?:turned into|turn into|became|become|converted into|converted to|ended up as) "
                + FILL
                + "(?:paying )?(?:buyers?|customers?|purchasers?|shoppers?)")
            .isEmpty()) {
      return Optional.empty();
    }
    String start = single(eventsInOrder());
    boolean share =
        take("(?:what |which )?(?:percent|percentage|share|proportion|fraction|rate|%)(?: of)?")
            .isPresent();
    take("(?:how many|number of)");
    take(PEOPLE);
    note("Counted as converted: who got there within " + DEFAULT_WINDOW_DAYS + " days.");
    return Optional.of(
        new Funnel(
            List.of(start, end()),
            share ? Funnel.Show.CONVERSION : Funnel.Show.PEOPLE,
            DEFAULT_WINDOW_DAYS,
            false));
  }

  /** "How many people bought more than once": by how often each did it. */
  private Optional<Subject> again() {
    Optional<Matcher> times =
        take("(more than|at least) (once|twice|one time|two times|three times|\\d+ times?)")
            .or(() -> take("(more than|at least) (\\d+)(?= (?:times )?E\\d)"))
            .or(() -> take("()(twice|two times|three times|\\d+ times) or more(?: often)?"));
    if (times.isEmpty()
        || eventsInOrder().size() > 1
        || !rank.isAll()
        || interval != null
        || fold != null
        || compared != null
        || !rawKeys.isEmpty()) {
      return times.isEmpty() ? Optional.empty() : refuse();
    }
    int count =
        switch (times.get().group(2)) {
          case "once", "one time" -> 1;
          case "twice", "two times" -> 2;
          case "three times" -> 3;
          default -> Integer.parseInt(times.get().group(2).split(" ", -1)[0]);
        };
    int least = "more than".equals(times.get().group(1)) ? count + 1 : count;
    String event = eventsInOrder().isEmpty() ? null : single(eventsInOrder());
    if (take("(?:what |which )?(?:percent|percentage|share|proportion|fraction|rate|%)(?: of)?")
        .isPresent()) {
      return refuse();
    }
    boolean people = take("(?:how many |number of )?(?:unique )?" + PEOPLE).isPresent();
    return people
        ? Optional.of(new Intent.Repeated(Measure.of(event, Calculation.PEOPLE), least))
        : refuse();
  }

  private Optional<Subject> refuse() {
    throw notUnderstood();
  }

  /** "What do people search for": the most frequent of what the event says it was. */
  private Optional<Subject> whatPeopleDid() {
    List<Name.OfEvent> events = eventsInOrder();
    if (events.size() != 1
        || !rawKeys.isEmpty()
        || interval != null
        || fold != null
        || compared != null
        || take("what (?:do|did|does|are|were|have|is) " + FILL + PEOPLE + "(?= " + FILL + "E\\d)")
            .isEmpty()) {
      return Optional.empty();
    }
    String event = single(events);
    Property object =
        OBJECTS.stream()
            .flatMap(name -> vocabulary.property(name, Owner.EVENT).stream())
            .filter(property -> isCarried(property, List.of(event)))
            .filter(property -> property.kind() != Kind.NUMBER)
            .findFirst()
            .orElseThrow(
                () ->
                    new DeclinedException(
                        Reason.NO_DATA, "The event " + event + " does not say what it was."));
    rawKeys.add(new Name.OfProperty(object.name(), List.of(object)));
    take("(?:most|most often|the most)");
    if (rank.most() <= 1) {
      rank = new Rank(DEFAULT_TOP, false);
      note("No number was named: the first " + DEFAULT_TOP + ".");
    }
    return Optional.of(new Counting(Measure.of(event, Calculation.TOTAL)));
  }
}
