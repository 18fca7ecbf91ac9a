package io.causality.portal.insight.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody probably meant. Pure. */
public final class Nearest {
  /** Longer names are compared by their beginning: the cost grows with the square. */
  private static final int COMPARED = 100;

  private Nearest() {}

  /** The known name with the fewest edits from the given one; of equals the first in order. */
  public static Optional<String> to(String name, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Edits between two names; a change of case counts less than another letter. */
  static int distance(String left, String right) {
    return 4 * edits(fold(left), fold(right)) + (left.equals(right) ? 0 : 1);
  }

  private static String fold(String name) {
    String folded = name.toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
    return folded.length() > COMPARED ? folded.substring(0, COMPARED) : folded;
  }

  /** Insertions, deletions, replacements and swaps of neighbours. */
  private static int edits(String left, String right) {
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, left, right, i, j);
      }
    }
    return cost[left.length()][right.length()];
  }

  private static int cheapest(int[][] cost, String left, String right, int i, int j) {
    int replaced = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
    int best =
        Math.min(cost[i - 1][j - 1] + replaced, Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1));
    if (i > 1
        && j > 1
        && left.charAt(i - 1) == right.charAt(j - 2)
        && left.charAt(i - 2) == right.charAt(j - 1)) {
      best = Math.min(best, cost[i - 2][j - 2] + 1);
    }
    return best;
  }
}
