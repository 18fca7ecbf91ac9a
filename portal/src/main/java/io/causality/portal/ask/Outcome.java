package io.causality.portal.ask;

import io.causality.portal.ask.tools.Table;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * What came of a question.
 *
 * @param specs that made the table; none where SQL did
 * @param definition what was counted
 */
record Outcome(
    String text,
    Optional<Number> value,
    Table table,
    List<JsonObject> specs,
    JsonObject definition,
    List<String> assumptions) {
  Outcome {
    specs = List.copyOf(specs);
    assumptions = List.copyOf(assumptions);
  }
}
