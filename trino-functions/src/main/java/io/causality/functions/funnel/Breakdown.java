package io.causality.functions.funnel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a breakdown as one text: with one key the value itself, with several the values
 * joined by {@link #SEPARATOR}. Missing is the empty text.
 *
 * @param attribution under which value something counts
 * @param keys 1 to 3
 * @param limit how many values are kept; the rest merges
 * @param kept texts of the kept values, when they are known beforehand: every other value is {@link
 *     #other} from the start; null when they are still to be found
 */
public record Breakdown(Attribution attribution, int keys, int limit, @Nullable List<String> kept) {
  /** Between the values of several keys. */
  public static final char SEPARATOR = '\u001f';

  /** Before {@code s}: a separator inside a value; before {@code e}: this character itself. */
  public static final char ESCAPE = '\u001b';

  /** No breakdown by events. */
  public static final Breakdown NONE = new Breakdown(Attribution.NONE, 1, 1, null);

  /** Unsigned bytes of UTF-8, which is the order of code points. */
  private static final Comparator<String> BY_CODE_POINTS =
      (left, right) ->
          java.util.Arrays.compareUnsigned(
              left.getBytes(java.nio.charset.StandardCharsets.UTF_8),
              right.getBytes(java.nio.charset.StandardCharsets.UTF_8));

  /** Checks and copies. */
  public Breakdown {
    if (keys < 1 || keys > 3 || limit < 1) {
      throw new IllegalArgumentException("bad breakdown: " + keys + " keys, limit " + limit);
    }
    kept = kept == null ? null : List.copyOf(kept);
  }

  /** This breakdown with the kept values known. */
  public Breakdown keeping(List<String> values) {
    return new Breakdown(attribution, keys, limit, values);
  }

  /** The values of a text, one per key. */
  public List<String> values(String text) {
    if (keys == 1) {
      return List.of(text);
    }
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == SEPARATOR) {
        values.add(value.toString());
        value.setLength(0);
      } else if (next == ESCAPE && i + 1 < text.length()) {
        i++;
        value.append(text.charAt(i) == 's' ? SEPARATOR : ESCAPE);
      } else {
        value.append(next);
      }
    }
    values.add(value.toString());
    while (values.size() < keys) {
      values.add("");
    }
    return values;
  }

  /** The text of values, one per key: the inverse of {@link #values}. */
  public String text(List<String> values) {
    if (keys == 1) {
      return values.get(0);
    }
    return String.join(
        String.valueOf(SEPARATOR),
        values.stream()
            .map(
                value ->
                    value
                        .replace(String.valueOf(ESCAPE), ESCAPE + "e")
                        .replace(String.valueOf(SEPARATOR), ESCAPE + "s"))
            .toList());
  }

  /**
   * The text of all values that were not kept: {@code Other} for each key. A value that is called
   * so itself falls together with it.
   */
  public String other() {
    return text(java.util.Collections.nCopies(keys, "Other"));
  }

  /** All values of the text are missing. */
  boolean isMissing(String text) {
    return values(text).stream().allMatch(String::isEmpty);
  }

  /** The order of texts by their values, key by key. */
  Comparator<String> byText() {
    return (left, right) -> {
      List<String> a = values(left);
      List<String> b = values(right);
      for (int i = 0; i < keys; i++) {
        int compared = BY_CODE_POINTS.compare(a.get(i), b.get(i));
        if (compared != 0) {
          return compared;
        }
      }
      return 0;
    };
  }
}
