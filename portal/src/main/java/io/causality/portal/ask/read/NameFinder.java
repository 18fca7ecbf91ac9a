package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Vocabulary.Event;
import io.causality.portal.ask.read.Vocabulary.Kind;
import io.causality.portal.ask.read.Vocabulary.Property;
import io.causality.portal.ask.read.Words.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what phrases name. For one vocabulary; thread-safe. */
final class NameFinder {
  /** Phrases are at most so many words long. */
  static final int LONGEST = 6;

  private static final int SAME = 100;
  private static final int SAME_WORDS = 90;
  private static final int CORE = 80;
  private static final int CONCEPT = 70;
  private static final int PART = 60;
  private static final int PART_CONCEPT = 50;

  /** Not enough to name an event of more words. */
  private static final Set<String> GENERIC =
      stems(
          "add remove start complete view select choose create send open change apply click submit"
              + " get set show close update fail decline perform pay user app event new first use"
              + " see abandon reach visit make place total addition submission removal cancellation"
              + " creation abandonment redemption completion");

  private static final Set<String> PERSONS =
      Set.of(
          "users",
          "user",
          "people",
          "person",
          "persons",
          "visitors",
          "visitor",
          "customers",
          "customer",
          "buyers",
          "members");

  private static final Set<String> WEAK_OF_PROPERTY =
      Set.of("id", "nam", "typ", "cod", "percent", "cent", "ms", "second");

  private final Vocabulary vocabulary;
  private final List<EventWords> events = new ArrayList<>();
  private final Map<String, List<Name.Of>> values = new HashMap<>();
  private final Map<Property, List<String>> properties = new HashMap<>();

  /** An event's name as stems: all, and those that must be said. */
  private record EventWords(Event event, List<String> all, Set<String> core) {}

  NameFinder(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    for (Event event : vocabulary.events()) {
      List<String> all = content(Words.ofName(event.name()));
      Set<String> core = new HashSet<>(all);
      core.removeAll(Lexicon.WEAK);
      events.add(new EventWords(event, all, core.isEmpty() ? Set.copyOf(all) : core));
    }
    for (Property property : vocabulary.properties()) {
      properties.put(property, Words.ofName(property.name()));
      if (property.kind() == Kind.TEXT) {
        for (String value : property.values()) {
          Set<String> keys = new HashSet<>();
          keys.add(value.toLowerCase(Locale.ROOT));
          keys.add(spaced(value));
          for (String key : keys) {
            values
                .computeIfAbsent(key, absent -> new ArrayList<>())
                .add(new Name.Of(property, value));
          }
        }
      }
    }
  }

  private static Set<String> stems(String text) {
    return Stream.of(text.split(" ", -1)).map(Words::stem).collect(Collectors.toSet());
  }

  private static String spaced(String text) {
    return text.toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ').strip();
  }

  private static List<String> content(List<String> stems) {
    List<String> content = new ArrayList<>(stems);
    content.removeAll(Lexicon.GLUE);
    return content.isEmpty() ? stems : content;
  }

  /** Events that a phrase may name, all equally well. */
  Optional<Name.OfEvent> event(List<Token> phrase) {
    String text = text(phrase);
    if (phrase.size() == 1 && phrase.getFirst().quoted()) {
      Optional<Event> exact = exactEvent(phrase.getFirst().text());
      if (exact.isPresent()) {
        return Optional.of(new Name.OfEvent(text, List.of(exact.get()), SAME));
      }
    }
    if ((!phrase.getFirst().quoted() && PERSONS.contains(phrase.getFirst().word()))
        || Lexicon.GLUE.contains(phrase.getFirst().word())
        || Lexicon.GLUE.contains(phrase.getLast().word())) {
      return Optional.empty();
    }
    List<String> whole = Words.compound(phraseStems(phrase));
    List<String> said = content(whole);
    int best = 0;
    List<Event> found = new ArrayList<>();
    for (EventWords event : events) {
      int level = level(whole, said, event);
      if (level > best) {
        best = level;
        found.clear();
      }
      if (level == best && level > 0) {
        found.add(event.event());
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(new Name.OfEvent(text, preferred(found, said), best));
  }

  private static List<String> phraseStems(List<Token> phrase) {
    return phrase.stream()
        .flatMap(
            token -> token.quoted() ? Words.ofName(token.text()).stream() : Stream.of(token.stem()))
        .toList();
  }

  private Optional<Event> exactEvent(String name) {
    return vocabulary
        .event(name)
        .or(
            () ->
                vocabulary.events().stream()
                    .filter(event -> event.name().equalsIgnoreCase(name))
                    .findFirst());
  }

  private static int level(List<String> whole, List<String> said, EventWords event) {
    if (said.equals(event.all()) || whole.equals(event.all())) {
      return SAME;
    }
    Set<String> set = new HashSet<>(said);
    if (set.equals(new HashSet<>(event.all()))) {
      return SAME_WORDS;
    }
    Set<String> core = new HashSet<>(set);
    core.removeAll(Lexicon.WEAK);
    if (!core.isEmpty() && core.equals(event.core())) {
      return CORE;
    }
    Set<String> concepts = concepts(set);
    if (concepts.equals(concepts(event.all())) || concepts(core).equals(concepts(event.core()))) {
      return CONCEPT;
    }
    if (GENERIC.containsAll(set)) {
      return 0;
    }
    if (event.all().containsAll(set)) {
      return PART;
    }
    return concepts(event.all()).containsAll(concepts) ? PART_CONCEPT : 0;
  }

  private static Set<String> concepts(Iterable<String> stems) {
    Set<String> concepts = new HashSet<>();
    stems.forEach(stem -> concepts.add(Lexicon.concept(stem)));
    return concepts;
  }

  /** Of several events that begin alike the one that says that it begins. */
  private static List<Event> preferred(List<Event> found, List<String> said) {
    if (found.size() < 2) {
      return found;
    }
    List<Event> starts =
        found.stream()
            .filter(
                event -> {
                  Set<String> rest = new HashSet<>(Words.ofName(event.name()));
                  said.forEach(rest::remove);
                  return rest.equals(Set.of("start"));
                })
            .toList();
    return starts.size() == 1 ? starts : found;
  }

  /** Properties that a phrase may name. */
  Optional<Name.OfProperty> property(List<Token> phrase) {
    String text = text(phrase);
    if (Lexicon.GLUE.contains(phrase.getFirst().word())) {
      return Optional.empty();
    }
    List<String> said = phraseStems(phrase);
    List<Property> found = propertiesLike(said);
    if (found.isEmpty()) {
      String lower =
          phrase.stream().map(token -> singular(token.word())).collect(Collectors.joining(" "));
      String other = Lexicon.property(lower);
      if (!other.equals(lower)) {
        found = propertiesLike(Words.ofName(other));
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(new Name.OfProperty(text, found));
  }

  private static String singular(String word) {
    return word.endsWith("ies")
        ? word.substring(0, word.length() - 3) + "y"
        : word.endsWith("s") && !word.endsWith("ss") && word.length() > 3
            ? word.substring(0, word.length() - 1)
            : word;
  }

  private List<Property> propertiesLike(List<String> said) {
    List<Property> same = new ArrayList<>();
    List<Property> core = new ArrayList<>();
    for (Property property : vocabulary.properties()) {
      List<String> name = properties.getOrDefault(property, List.of());
      if (name.equals(said)) {
        same.add(property);
      } else if (name.size() == said.size() + 1
          && WEAK_OF_PROPERTY.contains(name.getLast())
          && name.subList(0, said.size()).equals(said)) {
        core.add(property);
      }
    }
    return same.isEmpty() ? core : same;
  }

  /** Properties of which a phrase is a value. */
  Optional<Name.OfValue> value(List<Token> phrase) {
    String text = text(phrase);
    String lower = text.toLowerCase(Locale.ROOT);
    // "DE, CH" are two countries, even where "de-CH" is a language.
    boolean codes =
        phrase.size() > 1 && phrase.stream().allMatch(t -> t.text().matches("[A-Z]{2}"));
    List<Name.Of> found =
        codes ? new ArrayList<>() : new ArrayList<>(values.getOrDefault(lower, List.of()));
    if (found.isEmpty()) {
      Lexicon.country(lower)
          .ifPresent(
              code ->
                  values.getOrDefault(code.toLowerCase(Locale.ROOT), List.of()).stream()
                      .filter(
                          of -> of.property().name().toLowerCase(Locale.ROOT).contains("country"))
                      .forEach(found::add));
    }
    if (found.isEmpty() && phrase.size() == 1 && lower.startsWith("/")) {
      page(text).ifPresent(found::add);
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(new Name.OfValue(text, found));
  }

  /** A path of a page, with or without the last slash; any where not all of them are known. */
  private Optional<Name.Of> page(String path) {
    Optional<Property> pages = vocabulary.property("page_path", Vocabulary.Owner.EVENT);
    String other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
    return pages.flatMap(
        property ->
            property.values().contains(other)
                ? Optional.of(new Name.Of(property, other))
                : property.complete()
                    ? Optional.empty()
                    : Optional.of(new Name.Of(property, path)));
  }

  private static String text(List<Token> phrase) {
    return phrase.stream().map(Token::text).collect(Collectors.joining(" "));
  }

  /** All stems that some name has. */
  Set<String> stems() {
    Set<String> all = new HashSet<>();
    events.forEach(event -> all.addAll(Words.ofName(event.event().name())));
    properties.values().forEach(all::addAll);
    return all;
  }

  /** Words of values, in lower case. */
  Set<String> valueWords() {
    Set<String> all = new HashSet<>();
    values.keySet().forEach(value -> all.addAll(List.of(value.split("[^\\p{L}\\p{N}]+", -1))));
    return all;
  }

  /** Names that are near a phrase, for a suggestion. */
  Optional<String> nearest(String phrase) {
    return vocabulary.events().stream()
        .map(Event::name)
        .min(
            Comparator.comparingInt(
                    (String name) ->
                        Spelling.distance(
                            phrase.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }
}
