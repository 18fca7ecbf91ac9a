package io.causality.functions.paths;

import io.causality.functions.log.Definition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which paths are looked at. Immutable.
 *
 * @param gapMs a pause this long or longer ends a path
 * @param start paths are looked at from its first occurrence on; null: from their beginning
 * @param end paths are looked at up to its first occurrence; null: to their end
 * @param maxSteps most items of a path
 * @param exclude items that are left out, after grouping
 * @param group patterns in which {@code *} stands for any characters; the first that fits a whole
 *     item replaces it
 * @param minEdgeCount edges of fewer paths are not told
 * @param edgeLimit most edges that are told
 */
public record Paths(
    long gapMs,
    @Nullable String start,
    @Nullable String end,
    int maxSteps,
    List<String> exclude,
    List<String> group,
    long minEdgeCount,
    int edgeLimit) {
  /** Checks and copies. */
  public Paths {
    exclude = List.copyOf(exclude);
    group = List.copyOf(group);
    if (gapMs < 0 || maxSteps < 1 || edgeLimit < 0) {
      throw new IllegalArgumentException(
          "bad gap, steps or limit: " + gapMs + ", " + maxSteps + ", " + edgeLimit);
    }
  }

  /** The text that {@link #of(String)} reads. */
  public String text() {
    return new Definition()
        .put("gap_ms", gapMs)
        .put("start", start == null ? List.of() : List.of(start))
        .put("end", end == null ? List.of() : List.of(end))
        .put("max_steps", maxSteps)
        .put("exclude", exclude)
        .put("group", group)
        .put("min_edge_count", minEdgeCount)
        .put("edge_limit", edgeLimit)
        .toString();
  }

  /**
   * Reads the text of paths.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  public static Paths of(String text) {
    Definition definition = Definition.of(text);
    return new Paths(
        definition.number("gap_ms"),
        first(definition, "start"),
        first(definition, "end"),
        definition.whole("max_steps"),
        list(definition, "exclude"),
        list(definition, "group"),
        definition.number("min_edge_count"),
        definition.whole("edge_limit"));
  }

  private static @Nullable String first(Definition definition, String key) {
    List<String> texts = list(definition, key);
    return texts.isEmpty() ? null : texts.get(0);
  }

  private static List<String> list(Definition definition, String key) {
    List<String> texts = definition.texts(key);
    return texts == null ? List.of() : texts;
  }
}
