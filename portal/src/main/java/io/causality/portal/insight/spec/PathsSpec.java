package io.causality.portal.insight.spec;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ways that people take.
 *
 * @param include what takes part; empty for everything
 * @param start item with which a path begins; null for any
 * @param end item with which a path ends; null for any
 * @param maxSteps most items of a path
 * @param sessionGapSeconds a pause that long ends a path
 * @param exclude items that are left out
 * @param group patterns in which {@code *} stands for any characters; in order
 */
public record PathsSpec(
    Common common,
    Set<Item> include,
    @Nullable String start,
    @Nullable String end,
    int maxSteps,
    int sessionGapSeconds,
    int minEdgeCount,
    int edgeLimit,
    List<String> exclude,
    List<String> group)
    implements InsightSpec {
  static final int DEFAULT_STEPS = 5;
  static final int MOST_STEPS = 50;
  static final int DEFAULT_GAP_SECONDS = 1_800;
  static final int GREATEST_GAP_SECONDS = 365 * 86_400;
  static final int DEFAULT_EDGES = 50;
  static final int MOST_EDGES = 10_000;

  public PathsSpec {
    include = Set.copyOf(include);
    exclude = List.copyOf(exclude);
    group = List.copyOf(group);
  }

  /** What an item may be. */
  public enum Item implements Choice {
    PAGE,
    SCREEN,
    CUSTOM
  }

  static PathsSpec read(Common common, Fields fields) {
    EnumSet<Item> include = EnumSet.noneOf(Item.class);
    for (Fields.Element element : fields.list("include")) {
      include.add(Fields.choose(element.path(), element.text(), Item.values()));
    }
    return new PathsSpec(
        common,
        include,
        fields.text("start").orElse(null),
        fields.text("end").orElse(null),
        fields.integer("max_steps", 1, MOST_STEPS).orElse(DEFAULT_STEPS),
        fields.integer("session_gap_s", 1, GREATEST_GAP_SECONDS).orElse(DEFAULT_GAP_SECONDS),
        fields.integer("min_edge_count", 0, Integer.MAX_VALUE).orElse(1),
        fields.integer("edge_limit", 1, MOST_EDGES).orElse(DEFAULT_EDGES),
        fields.each("exclude", Fields.Element::text),
        fields.each("group", Fields.Element::text));
  }

  @Override
  public List<Selector> selectors() {
    return List.of();
  }
}
