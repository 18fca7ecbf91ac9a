package io.causality.portal.ask.agent;

import io.causality.portal.ask.tools.Arguments;
import io.causality.portal.ask.tools.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes an answer of what a model ends with: its rows are those of a tool's result, and numbers of
 * its text that stand in no result are objected to once, then named. For one question.
 */
final class Ending {
  private static final Set<String> REASONS =
      Set.of("no_data", "unknown_name", "not_understood", "not_allowed");

  private final Evidence evidence;
  private final Prompts prompts;
  private boolean objected;

  Ending(Evidence evidence, Prompts prompts) {
    this.evidence = evidence;
    this.prompts = prompts;
  }

  /**
   * An answer, or why it is none yet.
   *
   * @param objection for the model
   */
  record Outcome(Optional<AgentAnswer> answer, String objection) {}

  Outcome of(Arguments arguments) {
    String status = arguments.text("status");
    String text = arguments.text("text");
    return switch (status) {
      case "answered", "assumed" -> answered(status, text, arguments);
      case "clarify" -> clarify(text, arguments);
      case "declined" -> {
        String reason = arguments.optional("reason").orElse("not_understood");
        yield REASONS.contains(reason)
            ? end(declined(text, reason))
            : new Outcome(
                Optional.empty(),
                "reason is one of " + String.join(", ", REASONS.stream().sorted().toList()));
      }
      default -> new Outcome(Optional.empty(), "status is answered, assumed, clarify or declined");
    };
  }

  /** A model that does not end as it should has said this. */
  AgentAnswer plain(String text) {
    return declined(text.isBlank() ? "The model gave no answer." : text, "not_understood");
  }

  private AgentAnswer declined(String text, String reason) {
    return new AgentAnswer(
        "declined",
        text,
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.of(reason),
        evidence.unsupported(text),
        Optional.empty());
  }

  private static Outcome end(AgentAnswer answer) {
    return new Outcome(Optional.of(answer), "");
  }

  private Outcome answered(String status, String text, Arguments arguments) {
    int number = arguments.whole("result", 0, 0, Integer.MAX_VALUE);
    Optional<Evidence.Fact> fact =
        evidence.get(number).filter(one -> one.result().table().isPresent());
    if (fact.isEmpty()) {
      return new Outcome(Optional.empty(), prompts.text("no_result"));
    }
    Shape shape = Shape.of(arguments);
    Table table = shape.of(fact.get().result().table().orElseThrow());
    List<String> unsupported = evidence.unsupported(text);
    if (!unsupported.isEmpty() && !objected) {
      objected = true;
      return new Outcome(
          Optional.empty(),
          prompts.text("unsupported").replace("{numbers}", String.join(", ", unsupported)));
    }
    List<String> assumptions = arguments.texts("assumptions");
    boolean assumed = status.equals("assumed") && !assumptions.isEmpty();
    return end(
        new AgentAnswer(
            assumed ? "assumed" : "answered",
            text,
            assumptions,
            Optional.of(table),
            fact.get().result().specs(),
            fact.get().statements(),
            List.of(),
            Optional.empty(),
            unsupported,
            fact.get().result().isOfSpec() ? Optional.of(shape) : Optional.empty()));
  }

  private Outcome clarify(String text, Arguments arguments) {
    List<JsonObject> choices = new ArrayList<>();
    for (Object one : arguments.list("choices").orElseGet(JsonArray::new)) {
      if (one instanceof JsonObject choice
          && choice.getValue("text") instanceof String label
          && choice.getValue("question") instanceof String question) {
        choices.add(new JsonObject().put("text", label).put("question", question));
      }
    }
    if (choices.size() < 2) {
      return new Outcome(
          Optional.empty(), "clarify needs two choices or more, each with text and question");
    }
    return end(
        new AgentAnswer(
            "clarify",
            text,
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            choices,
            Optional.empty(),
            evidence.unsupported(text),
            Optional.empty()));
  }
}
