package io.causality.functions.trino;

import io.airlift.slice.Slice;
import io.causality.functions.funnel.Funnel;
import io.causality.functions.funnel.FunnelEvaluator;
import io.causality.functions.log.Events;
import io.causality.functions.paths.Paths;
import io.causality.functions.paths.PathsEvaluator;
import io.trino.spi.function.Description;
import io.trino.spi.function.ScalarFunction;
import io.trino.spi.function.SqlType;
import io.trino.spi.type.StandardTypes;
import org.jspecify.annotations.Nullable;

/** What one person did, for lists of people. A thread keeps the evaluator that it used last. */
public final class PersonFunctions {
  private static final ThreadLocal<@Nullable LastFunnel> FUNNEL = new ThreadLocal<>();
  private static final ThreadLocal<@Nullable LastPaths> PATHS = new ThreadLocal<>();

  private PersonFunctions() {}

  private record LastFunnel(Slice definition, FunnelEvaluator evaluator, Events events) {}

  private record LastPaths(Slice definition, PathsEvaluator evaluator, Events events) {}

  /** Steps that the person reached under a breakdown value; 0 for none. */
  @ScalarFunction("funnel_depth")
  @Description("Steps of a funnel that a person reached, by his event log, under a breakdown value")
  @SqlType(StandardTypes.BIGINT)
  public static long funnelDepth(
      @SqlType(StandardTypes.VARCHAR) Slice definition,
      @SqlType(StandardTypes.VARBINARY) Slice log,
      @SqlType(StandardTypes.VARCHAR) Slice value) {
    try {
      LastFunnel last = FUNNEL.get();
      if (last == null || !last.definition.equals(definition)) {
        last =
            new LastFunnel(
                definition.copy(),
                new FunnelEvaluator(Funnel.of(definition.toStringUtf8())),
                new Events());
        FUNNEL.set(last);
      }
      last.events.read(log.byteArray(), log.byteArrayOffset(), log.length());
      return last.evaluator.depth(last.events, value.toStringUtf8());
    } catch (RuntimeException e) {
      throw Failures.of(e);
    }
  }

  /** How many of the person's paths have an edge. */
  @ScalarFunction("path_edge_count")
  @Description("Paths of a person, by his event log, that have an edge such as 1_/, 2_/pricing")
  @SqlType(StandardTypes.BIGINT)
  public static long pathEdgeCount(
      @SqlType(StandardTypes.VARCHAR) Slice definition,
      @SqlType(StandardTypes.VARBINARY) Slice log,
      @SqlType(StandardTypes.VARCHAR) Slice source,
      @SqlType(StandardTypes.VARCHAR) Slice target) {
    try {
      LastPaths last = PATHS.get();
      if (last == null || !last.definition.equals(definition)) {
        last =
            new LastPaths(
                definition.copy(),
                new PathsEvaluator(Paths.of(definition.toStringUtf8())),
                new Events());
        PATHS.set(last);
      }
      last.events.read(log.byteArray(), log.byteArrayOffset(), log.length());
      String from = source.toStringUtf8();
      String to = target.toStringUtf8();
      long[] count = {0};
      last.evaluator.evaluate(
          last.events,
          (position, item, next, ms) -> {
            if (from.equals(position + "_" + item) && to.equals(position + 1 + "_" + next)) {
              count[0]++;
            }
          });
      return count[0];
    } catch (RuntimeException e) {
      throw Failures.of(e);
    }
  }
}
