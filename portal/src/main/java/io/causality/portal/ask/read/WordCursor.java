package io.causality.portal.ask.read;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place in a question, and what stands there. What does not fit leaves the place as it is. For
 * one question, one thread.
 */
final class WordCursor {
  private final List<String> words;
  private int at;

  /**
   * @param words in lower case
   */
  WordCursor(List<String> words) {
    this.words = words;
  }

  int at() {
    return at;
  }

  int size() {
    return words.size();
  }

  void moveTo(int place) {
    at = place;
  }

  void skip(int count) {
    at += count;
  }

  /** The word here; goes on to the next. */
  String next() {
    return words.get(at++);
  }

  /** The words from a place to before another. */
  String text(int start, int end) {
    return String.join(" ", words.subList(start, end));
  }

  /** Whether the question has one of these words, wherever. */
  boolean hasAny(Set<String> any) {
    return words.stream().anyMatch(any::contains);
  }

  /** The word so many places ahead; empty behind the last one. */
  String word(int ahead) {
    return at + ahead < words.size() ? words.get(at + ahead) : "";
  }

  /** Whether the word here is one of these. */
  boolean isAny(Set<String> any) {
    return any.contains(word(0));
  }

  boolean accept(String word) {
    if (word(0).equals(word)) {
      at++;
      return true;
    }
    return false;
  }

  boolean acceptAny(String... any) {
    for (String word : any) {
      if (accept(word)) {
        return true;
      }
    }
    return false;
  }

  boolean acceptAll(String... all) {
    for (int i = 0; i < all.length; i++) {
      if (!word(i).equals(all[i])) {
        return false;
      }
    }
    at += all.length;
    return true;
  }

  /** A year of this or the last century; 0 when there is none. */
  int year() {
    return word(0).matches("(19|20)\\d{2}") ? Integer.parseInt(next()) : 0;
  }

  /** A number, in digits or as a word before a unit; null when there is none. */
  @Nullable Integer count() {
    if (word(0).equals("a") && word(1).equals("couple")) {
      at++;
    }
    String word = word(0);
    if (word.matches("\\d{1,4}")) {
      at++;
      return Integer.valueOf(word);
    }
    Integer number = DateWords.NUMBERS.get(word);
    if (number != null && (DateWords.isUnit(word(1)) || word.equals("couple"))) {
      at++;
      accept("of");
      return number;
    }
    if (word.equals("a") && DateWords.isUnit(word(1)) && word(2).equals("ago")) {
      at++;
      return 1;
    }
    return null;
  }
}
