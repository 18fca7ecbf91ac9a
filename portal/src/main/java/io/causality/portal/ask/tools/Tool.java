package io.causality.portal.ask.tools;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Something that can be done. Immutable.
 *
 * @param name letters and underscores
 * @param description what it does and when to take it, for a model
 * @param parameters JSON schema of its arguments, an object
 * @param scope who may have it
 */
public record Tool(
    String name, String title, String description, JsonObject parameters, Scope scope, Work work) {
  /** Who has a tool. */
  public enum Scope {
    /** Models inside Ask and assistants outside: it only reads. */
    EVERYWHERE,
    /** Assistants outside alone; it only reads. */
    ASSISTANTS,
    /** Assistants outside alone, since it writes: Ask itself never does. */
    ASSISTANTS_WRITING
  }

  /** What a tool does. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does it.
     *
     * @throws io.causality.portal.http.ProblemException for what cannot be done
     */
    ToolResult run(ToolCall call) throws InterruptedException;
  }

  /** Does it, as the asking user; arguments that it does not have are refused. */
  public ToolResult run(ToolCall call) throws InterruptedException {
    Set<String> known = parameters.getJsonObject("properties", new JsonObject()).fieldNames();
    List<String> needed = new ArrayList<>();
    parameters
        .getJsonArray("required", new io.vertx.core.json.JsonArray())
        .forEach(name -> needed.add((String) name));
    call.arguments().require(known, needed);
    return work.run(call);
  }
}
