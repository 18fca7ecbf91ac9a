package io.causality.portal.ask.agent;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import io.causality.portal.ask.tools.Arguments;
import io.causality.portal.ask.tools.Tool;
import io.causality.portal.ask.tools.ToolCall;
import io.causality.portal.ask.tools.ToolProblems;
import io.causality.portal.ask.tools.ToolResult;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One question on its way through a model and the tools. For one thread. */
final class AgentRun {
  private static final int LONGEST_NAME = 64;

  /** Letters of English in a token, roughly: for servers that do not count. */
  private static final int LETTERS = 4;

  private final ModelSettings settings;
  private final ModelClient client;
  private final Prompts prompts;
  private final List<Tool> tools;
  private final List<ToolSpecification> specifications;
  private final AgentQuestion question;
  private final Transcript transcript;
  private final Instant deadline;
  private final List<ChatMessage> messages = new ArrayList<>();
  private final Evidence evidence = new Evidence();
  private final Ending ending;
  private final GrowingText text;
  private int steps;
  private boolean reminded;

  AgentRun(
      ModelSettings settings,
      ModelClient client,
      Prompts prompts,
      List<Tool> tools,
      List<ToolSpecification> specifications,
      AgentQuestion question,
      Transcript transcript) {
    this.settings = settings;
    this.client = client;
    this.prompts = prompts;
    this.tools = tools;
    this.specifications = specifications;
    this.question = question;
    this.transcript = transcript;
    this.deadline = Instant.now().plus(settings.time());
    this.ending = new Ending(evidence, prompts);
    this.text = new GrowingText(evidence, question.run()::said);
  }

  AgentAnswer answer() throws InterruptedException {
    String system = prompts.system(question);
    messages.add(SystemMessage.from(system));
    transcript.add("system", system);
    for (AgentQuestion.Before before : question.before()) {
      said(before.question());
      messages.add(AiMessage.from(before.answer().encode()));
      transcript.add("model", before.answer().encode());
    }
    said(question.text());
    while (true) {
      AiMessage reply = reply();
      if (!reply.hasToolExecutionRequests()) {
        count();
        if (reminded) {
          return ending.plain(Objects.requireNonNullElse(reply.text(), ""));
        }
        reminded = true;
        said(prompts.text("finish"));
        continue;
      }
      for (ToolExecutionRequest request : reply.toolExecutionRequests()) {
        count();
        Optional<AgentAnswer> end = done(request);
        if (end.isPresent()) {
          return end.get();
        }
      }
    }
  }

  private void said(String text) {
    messages.add(UserMessage.from(text));
    transcript.add("user", text);
  }

  private void count() {
    steps++;
    if (steps > settings.steps()) {
      throw spent("the model took more than " + settings.steps() + " steps");
    }
  }

  private static ProblemException spent(String why) {
    return new ProblemException(
        Problem.of(ProblemCode.BUDGET_SPENT, why)
            .suggest("ask for less at once, or with mode interpreter"));
  }

  private void requireBudget() {
    if (transcript.inputTokens() + transcript.outputTokens() >= settings.tokens()) {
      throw spent("the model took more than " + settings.tokens() + " tokens");
    }
    if (question.run().bytesScanned() > settings.scanBytes()) {
      throw spent("the model had more than " + settings.scanBytes() + " bytes read");
    }
  }

  private AiMessage reply() throws InterruptedException {
    requireBudget();
    ChatRequest request =
        ChatRequest.builder().messages(messages).toolSpecifications(specifications).build();
    ChatResponse response = client.chat(request, deadline, question.gone(), text);
    AiMessage reply = cleaned(response.aiMessage());
    used(response.tokenUsage(), reply);
    if (reply.text() != null) {
      transcript.add("model", reply.text());
    }
    messages.add(reply);
    return reply;
  }

  private void used(@Nullable TokenUsage usage, AiMessage reply) {
    Integer input = usage == null ? null : usage.inputTokenCount();
    Integer output = usage == null ? null : usage.outputTokenCount();
    transcript.used(
        input == null
            ? messages.stream().mapToInt(message -> message.toString().length()).sum() / LETTERS
            : input,
        output == null ? reply.toString().length() / LETTERS : output);
  }

  /**
   * The reply as it may be sent back: providers refuse a thread in which the arguments of a call
   * are no JSON, and calls without an id.
   */
  private AiMessage cleaned(AiMessage reply) {
    if (!reply.hasToolExecutionRequests()) {
      return reply.text() == null ? AiMessage.from("") : reply;
    }
    List<ToolExecutionRequest> calls = new ArrayList<>();
    for (ToolExecutionRequest call : reply.toolExecutionRequests()) {
      String arguments = Objects.requireNonNullElse(call.arguments(), "");
      transcript.call(String.valueOf(call.name()), arguments);
      String id = call.id();
      calls.add(
          ToolExecutionRequest.builder()
              .id(id == null || id.isBlank() ? "call_" + messages.size() + "_" + calls.size() : id)
              .name(name(call))
              .arguments(
                  arguments.isBlank()
                      ? "{}"
                      : isObject(arguments)
                          ? arguments
                          : new JsonObject().put("not_json", arguments).encode())
              .build());
    }
    String text = reply.text();
    return text == null || text.isBlank() ? AiMessage.from(calls) : AiMessage.from(text, calls);
  }

  private static String name(ToolExecutionRequest call) {
    String name = Objects.requireNonNullElse(call.name(), "").replaceAll("[^A-Za-z0-9_-]", "_");
    return name.isEmpty() ? "none" : name.substring(0, Math.min(LONGEST_NAME, name.length()));
  }

  private static boolean isObject(String json) {
    try {
      return !new JsonObject(json).containsKey("not_json");
    } catch (DecodeException e) {
      return false;
    }
  }

  /** Does what the model asks for; the answer, when that was it. */
  private Optional<AgentAnswer> done(ToolExecutionRequest request) throws InterruptedException {
    JsonObject arguments = new JsonObject(request.arguments());
    if (arguments.containsKey("not_json")) {
      told(request, new JsonObject().put("detail", prompts.text("not_json")), true);
      return Optional.empty();
    }
    try {
      if (request.name().equals(Agent.ANSWER)) {
        Ending.Outcome outcome = ending.of(new Arguments(arguments));
        if (outcome.answer().isPresent()) {
          text.end(outcome.answer().get().text());
          return outcome.answer();
        }
        told(request, new JsonObject().put("detail", outcome.objection()), true);
      } else {
        told(request, use(request.name(), arguments), false);
      }
    } catch (ProblemException e) {
      if (isFatal(e.problem().code())) {
        throw e;
      }
      told(request, ToolProblems.json(e.problem()), true);
    }
    return Optional.empty();
  }

  /** What no other call would mend. */
  private static boolean isFatal(ProblemCode code) {
    return code == ProblemCode.QUERY_CANCELLED
        || (code.status() >= 500 && code != ProblemCode.TIME_LIMIT);
  }

  private JsonObject use(String name, JsonObject arguments) throws InterruptedException {
    Tool tool =
        tools.stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                            ProblemCode.BAD_REQUEST,
                            "there is no tool "
                                + name
                                + "; there are "
                                + String.join(", ", tools.stream().map(Tool::name).toList()))));
    int before = question.run().statements().size();
    ToolResult result =
        tool.run(
            new ToolCall(
                question.caller(),
                question.app(),
                question.now(),
                question.zone(),
                new Arguments(arguments),
                question.run()));
    List<String> all = question.run().statements();
    int number = evidence.add(result, all.subList(before, all.size()));
    return new JsonObject().put("result", number).mergeIn(result.json());
  }

  private void told(ToolExecutionRequest request, JsonObject what, boolean failed) {
    String text = what.encode();
    messages.add(
        ToolExecutionResultMessage.builder()
            .id(request.id())
            .toolName(request.name())
            .text(text)
            .isError(failed)
            .build());
    transcript.result(request.name(), text);
  }
}
