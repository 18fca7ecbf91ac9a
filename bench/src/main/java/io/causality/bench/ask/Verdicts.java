package io.causality.bench.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an answer is right. Pure. */
final class Verdicts {
  private static final double CLOSE = 1e-6;
  private static final double PERCENT_CLOSE = 0.01;

  private Verdicts() {}

  /** What came of a question. */
  enum Verdict {
    RIGHT,
    WRONG,
    /** Not answered although there is an answer. */
    DECLINED
  }

  /**
   * Compares.
   *
   * @param group of the question
   * @param expected rows; null where the group expects none
   */
  static Verdict of(
      JsonNode group, JsonNode answer, @Nullable List<List<@Nullable Object>> expected) {
    String status = answer.path("status").asText();
    boolean answered = status.equals("answered") || status.equals("assumed");
    if (status.equals("declined")) {
      for (JsonNode reason : group.path("declined")) {
        if (reason.asText().equals(answer.path("reason").asText())) {
          return Verdict.RIGHT;
        }
      }
      return expected == null ? Verdict.WRONG : Verdict.DECLINED;
    }
    if (status.equals("clarify")) {
      return group.path("clarify").asBoolean()
          ? Verdict.RIGHT
          : expected == null ? Verdict.WRONG : Verdict.DECLINED;
    }
    if (!answered || expected == null) {
      return Verdict.WRONG;
    }
    return same(rows(answer), expected, group.path("ordered").asBoolean())
        ? Verdict.RIGHT
        : Verdict.WRONG;
  }

  private static List<List<@Nullable Object>> rows(JsonNode answer) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (JsonNode row : answer.at("/result/rows")) {
      rows.add(cells(row));
    }
    return rows;
  }

  /** The cells of a JSON row. */
  static List<@Nullable Object> cells(JsonNode row) {
    List<@Nullable Object> cells = new ArrayList<>();
    for (JsonNode cell : row) {
      cells.add(
          cell.isNumber() ? (Object) cell.doubleValue() : cell.isNull() ? null : cell.asText());
    }
    return cells;
  }

  private static boolean same(
      List<List<@Nullable Object>> rows, List<List<@Nullable Object>> expected, boolean ordered) {
    if (rows.size() != expected.size()) {
      return false;
    }
    List<List<@Nullable Object>> left = new ArrayList<>(expected);
    for (List<@Nullable Object> row : rows) {
      int found = -1;
      for (int i = 0; i < (ordered ? 1 : left.size()) && found < 0; i++) {
        found = sameRow(row, left.get(i)) ? i : -1;
      }
      if (found < 0) {
        return false;
      }
      left.remove(found);
    }
    return true;
  }

  private static boolean sameRow(List<@Nullable Object> row, List<@Nullable Object> expected) {
    if (row.size() != expected.size()) {
      return false;
    }
    for (int i = 0; i < row.size(); i++) {
      if (!sameCell(row.get(i), expected.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameCell(@Nullable Object cell, @Nullable Object expected) {
    if (cell instanceof Number one && expected instanceof Number other) {
      double difference = Math.abs(one.doubleValue() - other.doubleValue());
      double size = Math.max(Math.abs(one.doubleValue()), Math.abs(other.doubleValue()));
      boolean whole = other.doubleValue() == Math.rint(other.doubleValue());
      return difference <= CLOSE * size || (!whole && size <= 100 && difference <= PERCENT_CLOSE);
    }
    if (cell == null || expected == null) {
      return cell == expected;
    }
    String text = cell.toString();
    // An hour's start is told to the second and with its zone.
    return text.equals(expected.toString()) || text.startsWith(expected + ":00:00");
  }
}
