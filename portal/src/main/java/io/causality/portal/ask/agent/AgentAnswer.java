package io.causality.portal.ask.agent;

import io.causality.portal.ask.tools.Table;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * What a model answered. Immutable.
 *
 * @param status {@code answered}, {@code assumed}, {@code clarify} or {@code declined}
 * @param table of a tool's result; empty where it asks back or declines
 * @param specs insights that made the table
 * @param statements that made it
 * @param choices of {@code clarify}, each with {@code text} and {@code question}
 * @param reason of {@code declined}
 * @param unsupported numbers of the text that stand in no result
 * @param shape how the table was made of the rows of its one insight; empty where it was made
 *     otherwise
 */
public record AgentAnswer(
    String status,
    String text,
    List<String> assumptions,
    Optional<Table> table,
    List<JsonObject> specs,
    List<String> statements,
    List<JsonObject> choices,
    Optional<String> reason,
    List<String> unsupported,
    Optional<Shape> shape) {
  public AgentAnswer {
    assumptions = List.copyOf(assumptions);
    specs = List.copyOf(specs);
    statements = List.copyOf(statements);
    choices = List.copyOf(choices);
    unsupported = List.copyOf(unsupported);
  }
}
