package io.causality.portal.sqleditor;

import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.lake.EngineException;

/** What the engine says, for the one who sent the query: places are those of their text. */
final class EngineProblems {
  private EngineProblems() {}

  static Problem of(EngineException e, RewrittenQuery query, SqlLimits limits) {
    return switch (e.kind()) {
      case USER -> user(e, query);
      case TIME ->
          Problem.of(
              ProblemCode.TIME_LIMIT, "a query may take " + limits.time().toSeconds() + " s");
      case SCAN ->
          Problem.of(ProblemCode.SCAN_LIMIT, "a query may read " + limits.maxScanBytes() + " bytes")
              .suggest("restrict ts to a shorter time, or name fewer columns");
      case CANCELLED -> Problem.of(ProblemCode.QUERY_CANCELLED, "cancelled");
      case AWAY ->
          Problem.of(ProblemCode.QUERY_ENGINE_DOWN, "the query engine does not answer")
              .retryAfter(5);
      case RESOURCES ->
          Problem.of(ProblemCode.QUERY_ENGINE_FULL, e.errorName() + ": " + e.getMessage())
              .retryAfter(5);
      case INTERNAL ->
          Problem.of(ProblemCode.QUERY_ENGINE_DOWN, "the lake could not be read: " + e.errorName())
              .retryAfter(5);
    };
  }

  private static Problem user(EngineException e, RewrittenQuery query) {
    ProblemCode code =
        switch (e.errorName()) {
          case "SYNTAX_ERROR" -> ProblemCode.SQL_SYNTAX;
          case "PERMISSION_DENIED" -> ProblemCode.SQL_NOT_ALLOWED;
          default -> ProblemCode.SQL_FAILED;
        };
    String message = String.valueOf(e.getMessage()).replaceFirst("^line \\d+:\\d+: ", "");
    if (e.line() == 0) {
      return Problem.of(code, message).at("$.sql");
    }
    int offset = query.originalOffset(e.line(), e.column());
    Offsets original = new Offsets(query.original());
    int line = original.line(offset);
    int column = original.column(offset);
    return Problem.of(code, "line " + line + ":" + column + ": " + message)
        .at("$.sql")
        .at(line, column);
  }
}
