package io.causality.portal.insight.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who comes back.
 *
 * @param common its range begins nowhere: the last of the periods holds {@code to}
 * @param intervals number of periods
 * @param cumulative whether coming back later counts too
 */
public record RetentionSpec(
    Common common,
    Mode mode,
    Selector target,
    Selector returning,
    Interval period,
    int intervals,
    boolean cumulative,
    @Nullable Breakdown breakdown)
    implements InsightSpec {
  static final int MOST_INTERVALS = 1_000;

  /** In which cohorts a person is. */
  public enum Mode implements Choice {
    /** In that of each period with the target. */
    RECURRING,
    /** Only in that of the first target ever. */
    FIRST_TIME
  }

  static RetentionSpec read(Common common, Fields fields) {
    return new RetentionSpec(
        common,
        fields.requiredChoice("mode", Mode.values()),
        SelectorParser.alone(fields.requiredObject("target")),
        SelectorParser.alone(fields.requiredObject("returning")),
        fields.requiredChoice("period", Interval.values()),
        fields
            .integer("intervals", 1, MOST_INTERVALS)
            .orElseThrow(() -> fields.missing("intervals")),
        fields.truth("cumulative"),
        fields.object("breakdown").map(Breakdown::read).orElse(null));
  }

  @Override
  public List<Selector> selectors() {
    return List.of(target, returning);
  }

  @Override
  public List<Breakdown> breakdowns() {
    return Stream.of(Optional.ofNullable(breakdown)).flatMap(Optional::stream).toList();
  }
}
