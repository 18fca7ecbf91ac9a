package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Intent.Calculation;
import io.causality.portal.ask.read.Intent.Counting;
import io.causality.portal.ask.read.Intent.Funnel;
import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.read.Intent.Subject;
import io.causality.portal.ask.read.Reading.Reason;
import io.causality.portal.ask.read.Vocabulary.Event;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Reads questions in the words of those who sell: abandoned carts, who left on the way, who became
 * a buyer, who buys again.
 */
abstract class CommercePatterns extends TalkPatterns {
  private static final String CARTS = "(?:carts?|baskets?|checkouts?|[EP]\\d+)";

  CommercePatterns(
      Sentence sentence,
      String question,
      Vocabulary vocabulary,
      NameFinder finder,
      Calendar calendar) {
    super(sentence, question, vocabulary, finder, calendar);
  }

  /** The subject, where the question is of this kind. */
  Optional<Subject> commerce() {
    refuseOrdersOfReturning();
    fromWhich();
    if (take("(?:first time|first-time) (?:buyers?|purchasers?)").isPresent()) {
      take("(?:how many|number of|unique)");
      return Optional.of(new Counting(Measure.of(end(), Calculation.FIRST_TIME)));
    }
    askWhereFrom();
    askWhen();
    return abandoned()
        .or(this::leftAtStep)
        .or(this::turnedInto)
        .or(this::again)
        .or(this::whatPeopleDid);
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
}
