package io.causality.portal.ask.read;

import java.util.List;

/**
 * What a question says, without what says nothing: names as the app has them, words by their stem,
 * in their order. Two questions of equal wordings and equal ranges say the same.
 *
 * @param words a stretch of time is {@code @}
 * @param ranges the stretches of time, in their order
 */
public record Wording(List<String> words, List<Range> ranges) {
  public Wording {
    words = List.copyOf(words);
    ranges = List.copyOf(ranges);
  }
}
