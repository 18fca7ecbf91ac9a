package io.causality.portal.ask.agent;

import io.causality.portal.ask.tools.NumberCheck;
import io.causality.portal.ask.tools.ToolResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Results of the tools of one question, numbered from 1. For one thread. */
final class Evidence {
  private final List<Fact> facts = new ArrayList<>();

  /**
   * A result.
   *
   * @param statements that ran for it
   */
  record Fact(ToolResult result, List<String> statements) {
    Fact {
      statements = List.copyOf(statements);
    }
  }

  /** Keeps a result; returns its number. */
  int add(ToolResult result, List<String> statements) {
    facts.add(new Fact(result, statements));
    return facts.size();
  }

  /** The result of that number. */
  Optional<Fact> get(int number) {
    return number < 1 || number > facts.size()
        ? Optional.empty()
        : Optional.of(facts.get(number - 1));
  }

  /** Numbers of a text that stand in no result. */
  List<String> unsupported(String text) {
    List<@Nullable Object> cells = new ArrayList<>();
    for (Fact fact : facts) {
      collect(fact.result().json(), cells);
      fact.result().table().ifPresent(table -> table.rows().forEach(cells::addAll));
    }
    return NumberCheck.unsupported(text, cells);
  }

  private static void collect(@Nullable Object value, List<@Nullable Object> to) {
    switch (value) {
      case JsonObject object -> object.forEach(entry -> collect(entry.getValue(), to));
      case JsonArray array -> array.forEach(one -> collect(one, to));
      case null, default -> to.add(value);
    }
  }
}
