package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Intent.Filter;
import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.read.Intent.Subject;
import io.causality.portal.ask.read.Reading.Choice;
import io.causality.portal.ask.read.Reading.Reason;
import io.causality.portal.ask.read.Vocabulary.Event;
import io.causality.portal.ask.read.Vocabulary.Owner;
import io.causality.portal.ask.read.Vocabulary.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses what a name means where it stands: which event, whose property. */
abstract class NameChoice extends KeyPatterns {
  NameChoice(
      Sentence sentence,
      String question,
      Vocabulary vocabulary,
      NameFinder finder,
      Calendar calendar) {
    super(sentence, question, vocabulary, finder, calendar);
  }

  List<Name.OfEvent> eventsInOrder() {
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

  /** Asks which one is meant, when a word is a part of several events' names. */
  void whichEvent(String word) {
    String stem = Words.stem(word.toLowerCase(java.util.Locale.ROOT));
    List<Event> named =
        vocabulary.events().stream()
            .filter(event -> Words.ofName(event.name()).contains(stem))
            .toList();
    boolean plural = !word.matches(PEOPLE) && word.endsWith("s") && !word.endsWith("ss");
    if (plural && named.size() > 1 && named.size() <= MOST_CHOICES && question.contains(word)) {
      throw new DeclinedException(
          new Reading.Unclear(
              "\"" + word + "\" can be several events. Which one?",
              named.stream()
                  .map(
                      event ->
                          new Choice(
                              event.name(), question.replace(word, "\"" + event.name() + "\"")))
                  .toList()));
    }
  }

  /** "Top products by views": of what the views are, the key says. */
  Name.OfEvent withKey(Name.OfEvent name) {
    if (rawKeys.isEmpty()) {
      return name;
    }
    List<Words.Token> both = new ArrayList<>(Words.tokens(rawKeys.getFirst().phrase()));
    both.addAll(Words.tokens(name.phrase()));
    return finder.event(both).filter(found -> found.level() >= 90).orElse(name);
  }

  /** The event that is meant. */
  String chosen(Name.OfEvent given) {
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

  /** "Who viewed /sale", "how often was product p12 viewed". */
  Optional<Name.OfEvent> verbOfFilter() {
    List<String> names =
        rawFilters.stream()
            .flatMap(raw -> raw.values().getFirst().alternatives().stream())
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
  Optional<Name.OfEvent> verbOfKey() {
    return verbOf(rawKeys.getFirst().phrase());
  }

  Optional<Name.OfEvent> verbOf(String key) {
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

  /** The event, where only one carries the property. */
  String eventWith(Name.OfProperty property) {
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

  String single(List<Name.OfEvent> events) {
    if (events.size() != 1) {
      throw notUnderstood();
    }
    String event = chosen(events.getFirst());
    take("E\\d+");
    return event;
  }

  static List<String> events(Subject subject) {
    return switch (subject) {
      case Intent.Counting(Measure measure) -> listed(measure.event());
      case Intent.Repeated(Measure measure, int least) -> listed(measure.event());
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

  /**
   * A filter holds for every event of a way: it must be recorded with each, or it would leave out
   * those that it says nothing of.
   */
  void requireRecordedAllTheWay(Subject subject, List<Filter> filters) {
    for (Filter filter : filters) {
      Property property = filter.property();
      if (property.owner() == Owner.EVENT && !isRecordedAllTheWay(subject, property)) {
        throw new DeclinedException(
            Reason.NOT_UNDERSTOOD,
            "\"" + property.name() + "\" is not recorded with every event on that way.");
      }
    }
  }

  private boolean isRecordedAllTheWay(Subject subject, Property property) {
    return switch (subject) {
      case Intent.Funnel funnel -> isCarried(property, funnel.steps());
      case Intent.Retention retention ->
          isCarriedOrUsual(property, retention.target())
              && isCarriedOrUsual(property, retention.returning());
      case Intent.Ratio ratio -> isCarriedOrUsual(property, ratio.whole().event());
      case Intent.Neighbours n -> isUsual(property);
      case Intent.Paths p -> isUsual(property);
      case Intent.Lifecycle l -> isCarriedOrUsual(property, l.event());
      case Intent.Counting c -> true;
      case Intent.Repeated r -> true;
      case Intent.Several s -> true;
      case Intent.Change c -> true;
      case Intent.Explanation e -> true;
    };
  }

  private boolean isCarriedOrUsual(Property property, @Nullable String event) {
    return event == null ? isUsual(property) : isCarried(property, List.of(event));
  }

  /** Whether nearly all events carry it. */
  private boolean isUsual(Property property) {
    List<Event> all = vocabulary.events();
    long carriers =
        all.stream().filter(event -> event.properties().contains(property.name())).count();
    return 10 * carriers >= 9L * all.size();
  }

  static List<String> listed(@Nullable String event) {
    return event == null ? List.of() : List.of(event);
  }

  boolean isCarried(Property property, List<String> events) {
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
  Property chosen(Name.OfProperty name, List<String> events) {
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

  static Property preferred(List<Property> properties) {
    return properties.stream()
        .min(
            java.util.Comparator.comparing(Property::owner)
                .thenComparing(property -> !property.name().endsWith("name"))
                .thenComparing(java.util.Comparator.comparingLong(Property::count).reversed()))
        .orElseThrow();
  }

  Filter chosen(RawFilter raw, List<String> events) {
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
}
