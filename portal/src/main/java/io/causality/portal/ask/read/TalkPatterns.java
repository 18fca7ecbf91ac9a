package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Intent.Calculation;
import io.causality.portal.ask.read.Intent.Counting;
import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.read.Intent.Rank;
import io.causality.portal.ask.read.Intent.Subject;
import io.causality.portal.ask.read.Reading.Choice;
import io.causality.portal.ask.read.Reading.Reason;
import io.causality.portal.ask.read.Vocabulary.Kind;
import io.causality.portal.ask.read.Vocabulary.Owner;
import io.causality.portal.ask.read.Vocabulary.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads questions as people say them, and refuses by name what is not computed: what people look
 * for, where they come from, when, whether something went up.
 */
abstract class TalkPatterns extends WayPatterns {
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

  TalkPatterns(
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

  /** "Orders from returning customers" are not the customers who return. */
  void refuseOrdersOfReturning() {
    if (sentence.has("E\\d+ .*(?:from|by|of) (?:the |our )?(?:returning|repeat|new) " + PEOPLE)
        && !sentence.has("(?:how many|number of) (?:returning|new) " + PEOPLE)) {
      throw new DeclinedException(
          Reason.NOT_UNDERSTOOD,
          "Ask counts new and returning people, but cannot count only what they did.");
    }
  }

  /** "Which countries do our signups come from" asks for all of them. */
  void fromWhich() {
    if (rawKeys.isEmpty() && rank.isAll() && sentence.has("(?:come|comes|came|coming)")) {
      take("(?:from )?(?:which|what) P(\\d+)").ifPresent(found -> addKey(found.group(1)));
    }
  }

  void askWhereFrom() {
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

  void askWhen() {
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

  /** "What do people search for": the most frequent of what the event says it was. */
  Optional<Subject> whatPeopleDid() {
    List<Name.OfEvent> events = eventsInOrder();
    if (events.size() != 1
        || !rawKeys.isEmpty()
        || interval != null
        || fold != null
        || compared != null
        || take("what (?:do|did|does|are|were|have|is) " + FILL + PEOPLE + "(?= " + FILL + "E\\d)")
            .or(() -> take("what (?:do|did|does)(?= +" + FILL + "E\\d)"))
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
