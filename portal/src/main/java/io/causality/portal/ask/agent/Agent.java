package io.causality.portal.ask.agent;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import io.causality.portal.ask.tools.Tool;
import io.causality.portal.ask.tools.ToolTexts;
import io.causality.portal.ask.tools.Toolbox;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lets a model answer questions by tools that only read. Thread-safe. */
public final class Agent {
  /** With this tool a model ends its work. */
  static final String ANSWER = "answer";

  private final ModelSettings settings;
  private final ModelClient client;
  private final Prompts prompts = new Prompts();
  private final List<Tool> tools;
  private final List<ToolSpecification> specifications;

  /** An agent that asks the model of the settings, which must have one. */
  public Agent(ModelSettings settings, ToolTexts texts, Toolbox toolbox) {
    this.settings = settings;
    this.client = new ModelClient(Providers.of(settings), settings.turn());
    this.tools = toolbox.of(Set.of(Tool.Scope.EVERYWHERE));
    List<Tool> all = new ArrayList<>(tools);
    all.add(
        texts.tool(
            ANSWER,
            Tool.Scope.EVERYWHERE,
            call -> {
              throw new IllegalStateException("it ends the work");
            }));
    this.specifications = all.stream().map(Agent::specification).toList();
  }

  private static ToolSpecification specification(Tool tool) {
    JsonObject parameters = tool.parameters();
    JsonObjectSchema.Builder schema = JsonObjectSchema.builder();
    JsonObject properties = parameters.getJsonObject("properties");
    for (String name : properties.fieldNames()) {
      schema.addProperty(name, JsonRawSchema.from(properties.getJsonObject(name).encode()));
    }
    List<String> required =
        parameters.getJsonArray("required", new JsonArray()).stream().map(String::valueOf).toList();
    return ToolSpecification.builder()
        .name(tool.name())
        .description(tool.description())
        .parameters(schema.required(required).build())
        .build();
  }

  /** As answers name their engine. */
  public String name() {
    return "model:" + settings.model();
  }

  /** Asks the model one small thing, to see whether it answers and calls tools. */
  ModelClient.Check check() throws InterruptedException {
    return client.check();
  }

  /**
   * Answers.
   *
   * @param transcript takes what is said, also when this throws
   * @throws io.causality.portal.http.ProblemException {@code provider_down}, {@code budget_spent},
   *     or what makes every tool fail
   */
  public AgentAnswer answer(AgentQuestion question, Transcript transcript)
      throws InterruptedException {
    return new AgentRun(settings, client, prompts, tools, specifications, question, transcript)
        .answer();
  }
}
