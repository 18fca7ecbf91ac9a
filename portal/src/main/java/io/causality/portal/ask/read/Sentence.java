package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Vocabulary.Event;
import io.causality.portal.ask.read.Vocabulary.Property;
import io.causality.portal.ask.read.Words.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A question in which dates and names have become symbols: {@code D0} a stretch of time, {@code E0}
 * events, {@code P0} a property, {@code V0} a value, {@code U0} a name that the app does not have.
 * Patterns take what they read out of it. For one question, one thread.
 */
final class Sentence {
  private static final Set<String> PROPERTY_BEFORE =
      Set.of(
          "by",
          "per",
          "each",
          "every",
          "which",
          "what",
          "across",
          "top",
          "different",
          "distinct",
          "x");

  private static final Set<String> VALUE_BEFORE = Set.of("from", "via", "through", "using");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}/.-]+");

  private final List<Range> ranges = new ArrayList<>();
  private final List<Dates.Found> dates;
  private final List<Name> names = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final boolean funnel;
  private String text = "";

  /**
   * @throws Dates.NoSuchDateException for a date that no calendar has
   */
  Sentence(String question, NameFinder finder, Spelling spelling, Calendar calendar) {
    List<Token> tokens = spelling.correct(Words.tokens(question), notes);
    // "AT" is a country, "at" leads to a time; who shouts says the second.
    boolean shouted = question.equals(question.toUpperCase(Locale.ROOT));
    List<String> words =
        tokens.stream()
            .map(token -> token.quoted() || (isCode(token) && !shouted) ? "\u0000" : token.word())
            .toList();
    Dates reader = new Dates(words, calendar);
    dates = reader.find();
    notes.addAll(reader.notes());
    funnel = words.stream().anyMatch(word -> word.matches("conver.*|funnel|then"));
    StringBuilder built = new StringBuilder(" ");
    int at = 0;
    while (at < tokens.size()) {
      int from = at;
      Optional<Dates.Found> date = dates.stream().filter(d -> d.start() == from).findFirst();
      if (date.isPresent()) {
        built.append('D').append(ranges.size()).append(' ');
        ranges.add(date.get().range());
        at = date.get().end();
        continue;
      }
      int end =
          dates.stream()
              .mapToInt(Dates.Found::start)
              .filter(s -> s > from)
              .min()
              .orElse(tokens.size());
      at += take(tokens.subList(at, end), finder, built);
    }
    text = built.toString();
  }

  /** Appends a symbol or a word; answers how many tokens it stands for. */
  private int take(List<Token> tokens, NameFinder finder, StringBuilder built) {
    Found found = best(tokens, finder, built);
    if (found != null) {
      char kind =
          switch (found.name()) {
            case Name.OfEvent e -> 'E';
            case Name.OfProperty p -> 'P';
            case Name.OfValue v -> 'V';
            case Name.Unknown u -> 'U';
          };
      built.append(kind).append(names.size()).append(' ');
      names.add(found.name());
      return found.length();
    }
    Token first = tokens.getFirst();
    if (first.quoted() || first.word().matches("/.+")) {
      built.append('U').append(names.size()).append(' ');
      names.add(new Name.Unknown(first.text()));
    } else {
      built.append(isCode(first) ? first.text() : first.word()).append(' ');
    }
    return 1;
  }

  private record Found(Name name, int length) {}

  private @org.jspecify.annotations.Nullable Found best(
      List<Token> tokens, NameFinder finder, StringBuilder built) {
    Found weak = null;
    if (wantsProperty(built)) {
      for (int length = Math.min(3, tokens.size()); length > 0; length--) {
        List<Token> phrase = tokens.subList(0, length);
        Optional<Name.OfProperty> property = finder.property(phrase);
        if (property.isPresent()
            && !isFiller(phrase.getFirst())
            && !(previousWord(built).equals("by") && beginsEvent(tokens, length, finder))) {
          return new Found(property.get(), length);
        }
      }
    }
    for (int length = Math.min(NameFinder.LONGEST, tokens.size()); length > 0; length--) {
      List<Token> phrase = tokens.subList(0, length);
      if (phrase.stream().allMatch(Sentence::isProtected) || isProtectedEdge(phrase)) {
        continue;
      }
      Optional<Name.OfEvent> event = finder.event(phrase);
      Optional<Name.OfProperty> property = finder.property(phrase);
      Optional<Name.OfValue> value = finder.value(phrase);
      String previous = previousWord(built);
      Name.Of owned = ownedValue(value, built);
      if (owned != null) {
        return new Found(new Name.OfValue(value.get().phrase(), List.of(owned)), length);
      }
      boolean strong = event.isPresent() && event.get().level() >= 70;
      if (property.isPresent() && (!strong || PROPERTY_BEFORE.contains(previous))) {
        boolean isValueOfNext =
            value.isPresent() && isPropertyOf(value.get(), tokens, length, finder);
        return isValueOfNext ? new Found(value.get(), length) : new Found(property.get(), length);
      }
      if (value.isPresent() && isValue(phrase, value.get(), strong, previous, tokens, finder)) {
        return new Found(value.get(), length);
      }
      if (strong) {
        return new Found(event.get(), length);
      }
      if (event.isPresent() && weak == null) {
        weak = new Found(event.get(), length);
      }
    }
    return weak;
  }

  /** "By page views" names no page. */
  private static boolean beginsEvent(List<Token> tokens, int length, NameFinder finder) {
    return length < tokens.size()
        && finder.event(tokens.subList(0, length + 1)).filter(e -> e.level() >= 90).isPresent();
  }

  /** "Which", "per", "top 5" and the like are followed by what is told apart. */
  private static boolean wantsProperty(StringBuilder built) {
    return Pattern.compile(
            " (?:(?:which|by|per|each|every|across|different|distinct)(?:"
                + " the)?|(?:top|bottom|best|worst)(?: \\d+)?|\\d+"
                + " (?:most|top|best|least)|(?:most|least) (?:popular|common)) $")
        .matcher(built)
        .find();
  }

  private static boolean isProtectedEdge(List<Token> phrase) {
    return phrase.size() > 1 && (isFiller(phrase.getFirst()) || isFiller(phrase.getLast()));
  }

  /** "US" is a country, "us" is not. */
  private static boolean isCode(Token token) {
    return token.text().matches("[A-Z]{2}");
  }

  private static boolean isFiller(Token token) {
    return !token.quoted()
        && !isCode(token)
        && Lexicon.FILLERS.contains(token.word())
        && !Set.of(
                "app", "page", "product", "shop", "site", "up", "out", "data", "system", "report")
            .contains(token.word());
  }

  private static boolean isProtected(Token token) {
    return !token.quoted()
        && !isCode(token)
        && ((Lexicon.FILLERS.contains(token.word()) && !token.word().equals("product"))
            || Lexicon.GRAMMAR.contains(token.word())
            || token.isNumber());
  }

  private static String previousWord(StringBuilder built) {
    String soFar = built.toString().strip();
    return soFar.substring(soFar.lastIndexOf(' ') + 1);
  }

  /** The value, if the property that owns it stands right before. */
  private Name.@org.jspecify.annotations.Nullable Of ownedValue(
      Optional<Name.OfValue> value, StringBuilder built) {
    Matcher before = Pattern.compile(".* P(\\d+)( is| =| equals| are| was)? $").matcher(built);
    if (value.isEmpty() || !before.matches()) {
      return null;
    }
    if (names.get(Integer.parseInt(before.group(1))) instanceof Name.OfProperty property) {
      return value.get().alternatives().stream()
          .filter(of -> property.alternatives().contains(of.property()))
          .findFirst()
          .orElse(null);
    }
    return null;
  }

  private static boolean isPropertyOf(
      Name.OfValue value, List<Token> tokens, int length, NameFinder finder) {
    for (int more = Math.min(3, tokens.size() - length); more > 0; more--) {
      Optional<Name.OfProperty> next = finder.property(tokens.subList(length, length + more));
      if (next.isPresent()
          && value.alternatives().stream()
              .anyMatch(of -> next.get().alternatives().contains(of.property()))) {
        return true;
      }
    }
    return false;
  }

  private boolean isValue(
      List<Token> phrase,
      Name.OfValue value,
      boolean strongEvent,
      String previous,
      List<Token> tokens,
      NameFinder finder) {
    Token first = phrase.getFirst();
    if (first.quoted() || first.word().startsWith("/")) {
      return true;
    }
    if (isPropertyOf(value, tokens, phrase.size(), finder)) {
      return true;
    }
    boolean tooShort = value.phrase().length() < 3;
    if (tooShort && !value.phrase().matches("[A-Z]{2}|[\\p{L}]\\d+|\\d+[.]\\d.*")) {
      return false;
    }
    if (value.phrase().matches("\\d+(\\.\\d+)?")) {
      return false;
    }
    if (strongEvent) {
      return !funnel && VALUE_BEFORE.contains(previous);
    }
    return true;
  }

  /** What is left, with a space at both ends. */
  String text() {
    return text;
  }

  List<String> notes() {
    return notes;
  }

  Range range(int index) {
    return ranges.get(index);
  }

  int ranges() {
    return ranges.size();
  }

  String rangeText(int index) {
    return dates.get(index).text();
  }

  Name name(int index) {
    return names.get(index);
  }

  /**
   * Takes the first place where a pattern fits, out of the sentence.
   *
   * @param pattern between spaces; a symbol's number is {@code (\\d+)}
   */
  Optional<Matcher> take(String pattern) {
    Matcher matcher = matcher(pattern);
    if (!matcher.find()) {
      return Optional.empty();
    }
    text = text.substring(0, matcher.start()) + " " + text.substring(matcher.end());
    return Optional.of(matcher);
  }

  /** Takes words out of what a pattern fits: its first group stays. Answers whether it fitted. */
  boolean reduce(String pattern) {
    Matcher matcher = matcher(pattern);
    if (!matcher.find()) {
      return false;
    }
    text =
        text.substring(0, matcher.start())
            + matcher.group(1).strip()
            + " "
            + text.substring(matcher.end());
    return true;
  }

  boolean has(String pattern) {
    return matcher(pattern).find();
  }

  private Matcher matcher(String pattern) {
    return Pattern.compile("(?<= )(?:" + pattern + ")(?: |$)").matcher(text);
  }

  /** What the question says, as long as nothing was taken out of it. */
  Wording wording() {
    List<String> words = new ArrayList<>();
    for (String word : text.strip().split(" +", -1)) {
      if (word.matches("D\\d+")) {
        words.add("@");
      } else if (word.matches("[EPVU]\\d+")) {
        words.add(said(names.get(Integer.parseInt(word.substring(1)))));
      } else if (word.matches("users?|people|persons?|humans?")) {
        words.add("people");
      } else if (!Lexicon.SILENT.contains(word) && !isWhoOfPeople(word, words)) {
        words.add(Lexicon.COUNT.contains(word) ? "count" : Lexicon.concept(Words.stem(word)));
      }
    }
    return new Wording(words, ranges);
  }

  /** "People who paid" says no more than "people paid". */
  private static boolean isWhoOfPeople(String word, List<String> before) {
    return word.equals("who") && !before.isEmpty() && before.getLast().equals("people");
  }

  private static String said(Name name) {
    return switch (name) {
      case Name.OfEvent event -> "E" + event.alternatives().stream().map(Event::name).toList();
      case Name.OfProperty property ->
          "P" + property.alternatives().stream().map(Property::name).toList();
      case Name.OfValue value ->
          "V"
              + value.alternatives().stream()
                  .map(of -> of.property().name() + "=" + of.value())
                  .toList();
      case Name.Unknown unknown -> "U" + unknown.phrase();
    };
  }

  /**
   * Words that nothing has read and that may mean something.
   *
   * @param withEvent whether an event was named, so that "happened" says nothing
   */
  List<String> unread(boolean withEvent) {
    List<String> unread = new ArrayList<>();
    for (String word : text.strip().split(" +", -1)) {
      if (!word.isEmpty()
          && !Lexicon.FILLERS.contains(word)
          && !(withEvent && Lexicon.VAGUE.contains(word))
          && WORD.matcher(word.toLowerCase(Locale.ROOT)).matches()) {
        unread.add(word);
      } else if (word.matches("[<>=!%&+]+")) {
        unread.add(word);
      }
    }
    return unread;
  }
}
