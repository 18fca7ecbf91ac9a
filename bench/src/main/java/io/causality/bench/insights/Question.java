package io.causality.bench.insights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A question to both engines, whose answers are brought into one form to be compared.
 *
 * @param spec the InsightSpec; a {@code label} or a limit in it may be changed at {@code variant}
 *     without changing the numbers
 * @param variant JSON pointer to what makes a spec new to a cache
 * @param duck the same in DuckDB's SQL over the views of {@link DuckLake}
 * @param ofInsight numbers of the insight's result
 * @param ofDuck numbers of DuckDB's rows
 * @param truth the numbers as they were counted while generating; null where they were not
 */
record Question(
    String name,
    ObjectNode spec,
    String variant,
    String duck,
    Function<JsonNode, JsonNode> ofInsight,
    Function<List<List<@Nullable Object>>, JsonNode> ofDuck,
    @Nullable JsonNode truth) {

  /** The same question in a spec of which no cache knows. */
  ObjectNode unseen(int run) {
    ObjectNode changed = spec.deepCopy();
    int end = variant.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) changed.at(variant.substring(0, end));
    String field = variant.substring(end + 1);
    JsonNode value = parent.path(field);
    if (value.isNumber()) {
      parent.put(field, value.asInt() + run);
    } else {
      parent.put(field, "run " + run);
    }
    return changed;
  }
}
