package io.causality.portal.ask.tools;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds numbers of a text that do not stand in a table. Pure. */
public final class NumberCheck {
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_./-])-?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|(?<![\\p{L}\\p{N}_./-])-?\\d+(?:\\.\\d+)?(?![\\p{L}_])");
  private static final Pattern DATE =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T[\\d:.]+(Z|[+-]\\d{2}:\\d{2})?)?");

  private NumberCheck() {}

  /** Numbers, as they stand in the text, that are no number of the table, also not when rounded. */
  public static List<String> unsupported(String text, Table table) {
    List<@Nullable Object> cells = new ArrayList<>();
    table.rows().forEach(cells::addAll);
    return unsupported(text, cells);
  }

  /** Numbers, as they stand in the text, that are none of these cells, also not when rounded. */
  public static List<String> unsupported(String text, Collection<@Nullable Object> cells) {
    List<BigDecimal> known = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    for (Object cell : cells) {
      if (cell instanceof Number number) {
        known.add(new BigDecimal(number.toString()));
      } else if (cell != null) {
        words.append(' ').append(cell);
      }
    }
    List<String> unsupported = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(DATE.matcher(text).replaceAll(" "));
    while (matcher.find()) {
      String found = matcher.group();
      BigDecimal number = new BigDecimal(found.replace(",", ""));
      boolean stands =
          known.stream().anyMatch(value -> isRounded(value, number)) || words.indexOf(found) >= 0;
      if (!stands) {
        unsupported.add(found);
      }
    }
    return unsupported;
  }

  private static boolean isRounded(BigDecimal value, BigDecimal shown) {
    return value
            .setScale(java.lang.Math.max(0, shown.scale()), RoundingMode.HALF_UP)
            .compareTo(shown)
        == 0;
  }
}
