package io.causality.portal.ask.tools;

import io.causality.portal.http.Problem;
import io.vertx.core.json.JsonObject;

/** What a model or assistant is told when a call cannot be done. Pure. */
public final class ToolProblems {
  private ToolProblems() {}

  /** What is wrong, where, and what to write instead. */
  public static JsonObject json(Problem problem) {
    JsonObject json =
        new JsonObject().put("code", problem.code().text()).put("detail", problem.detail());
    if (problem.field() != null) {
      json.put("field", problem.field());
    }
    if (problem.line() > 0) {
      json.put("line", problem.line()).put("column", problem.column());
    }
    if (problem.suggestion() != null) {
      json.put("suggestion", problem.suggestion());
    }
    return json;
  }
}
