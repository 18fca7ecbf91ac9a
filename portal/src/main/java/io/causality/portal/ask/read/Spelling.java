package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Words.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts right what is one or two letters away from a known word. For one vocabulary. */
final class Spelling {
  private static final int SHORTEST = 4;
  private static final int LONG = 8;
  private static final List<String> TIME =
      List.of("week", "last", "days", "past", "year", "hour", "month", "today");

  /** What a letter costs; two that change places cost a little less. */
  private static final int LETTER = 4;

  private final Set<String> known = new HashSet<>();
  private final Set<String> dictionary = new HashSet<>();

  Spelling(Vocabulary vocabulary, NameFinder finder) {
    known.addAll(Lexicon.FILLERS);
    known.addAll(Lexicon.VAGUE);
    known.addAll(Lexicon.GRAMMAR);
    known.addAll(Lexicon.UNRECORDED);
    known.addAll(Lexicon.HOSTILE);
    known.addAll(Lexicon.synonymWords());
    known.addAll(Lexicon.propertyWords());
    known.addAll(Lexicon.countryWords());
    known.addAll(finder.stems());
    known.addAll(finder.valueWords());
    for (Set<String> words : List.of(Lexicon.GRAMMAR, Lexicon.propertyWords(), Lexicon.SPOKEN)) {
      words.stream().filter(word -> word.length() >= SHORTEST).forEach(dictionary::add);
    }
    vocabulary.events().forEach(event -> addName(event.name()));
    vocabulary.properties().forEach(property -> addName(property.name()));
    Lexicon.countryWords().forEach(dictionary::add);
  }

  private void addName(String name) {
    for (String word : name.split("[^\\p{L}]+", -1)) {
      String lower = word.toLowerCase(java.util.Locale.ROOT);
      if (lower.length() >= SHORTEST) {
        dictionary.add(lower);
        dictionary.add(lower + "s");
      }
    }
  }

  /**
   * The words, with those put right that only one known word is near to.
   *
   * @param notes takes a sentence for each
   */
  List<Token> correct(List<Token> tokens, List<String> notes) {
    List<Token> corrected = new ArrayList<>();
    for (Token token : tokens) {
      String right =
          isShort(token)
              ? nearTime(token.word())
              : isKnown(token) ? token.word() : nearest(token.word());
      if (right.equals(token.word())) {
        corrected.add(token);
      } else {
        notes.add("Read \"" + token.text() + "\" as \"" + right + "\".");
        corrected.add(new Token(right, right, false));
      }
    }
    return corrected;
  }

  /** Three letters are too few for a guess, but of words of time. */
  private boolean isShort(Token token) {
    return !token.quoted()
        && token.word().length() == SHORTEST - 1
        && token.word().equals(token.text())
        && token.word().chars().allMatch(Character::isLetter)
        && !known.contains(token.word())
        && !known.contains(token.stem());
  }

  private static String nearTime(String word) {
    List<String> near =
        TIME.stream()
            .filter(time -> time.charAt(0) == word.charAt(0) && distance(word, time) <= LETTER)
            .toList();
    return near.size() == 1 ? near.getFirst() : word;
  }

  boolean isKnown(Token token) {
    return token.quoted()
        || token.word().length() < SHORTEST
        || !token.word().chars().allMatch(Character::isLetter)
        || known.contains(token.word())
        || known.contains(token.stem());
  }

  private String nearest(String word) {
    int most = (word.length() >= LONG ? 2 : 1) * LETTER;
    Map<String, Integer> best = new HashMap<>();
    int least = most + 1;
    for (String candidate : dictionary) {
      // "Differently" is a word of its own, and no misspelled "different".
      if (word.equals(candidate + "ly")
          || Math.abs(candidate.length() - word.length()) * LETTER > most
          || candidate.charAt(0) != word.charAt(0)) {
        continue;
      }
      int distance = distance(word, candidate);
      if (distance < least) {
        least = distance;
        best.clear();
      }
      if (distance == least && distance <= most) {
        best.putIfAbsent(Words.stem(candidate), distance);
      }
    }
    return best.size() == 1 ? spoken(best.keySet().iterator().next(), word) : word;
  }

  /** The dictionary's word of that stem that is nearest to what was written. */
  private String spoken(String stem, String word) {
    return dictionary.stream()
        .filter(candidate -> Words.stem(candidate).equals(stem))
        .min(
            java.util.Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(java.util.Comparator.naturalOrder()))
        .orElse(word);
  }

  /** Insertions, deletions, replacements and swaps of neighbours. */
  static int distance(String left, String right) {
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = LETTER * (i + j);
          continue;
        }
        int replaced = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : LETTER;
        cost[i][j] =
            Math.min(
                cost[i - 1][j - 1] + replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + LETTER);
        if (i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + LETTER - 1);
        }
      }
    }
    return cost[left.length()][right.length()];
  }
}
