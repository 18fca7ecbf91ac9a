package io.causality.portal.ask;

import io.causality.portal.ask.agent.AgentAnswer;
import io.causality.portal.ask.agent.Transcript;
import io.causality.portal.ask.read.Reading;
import io.causality.portal.ask.tools.NumberCheck;
import io.causality.portal.ask.tools.Run;
import io.causality.portal.ask.tools.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes answers, with every field that the contract names. For one question. */
final class AnswerJson {
  private final String id;
  private final String question;
  private @Nullable JsonObject verified;
  private @Nullable Recipe recipe;
  private String engine = "interpreter";

  AnswerJson(String id, String question) {
    this.id = id;
    this.question = question;
  }

  /** From now on the answer is that of a verified question. */
  void verified(JsonObject by) {
    verified = by;
    engine = "verified";
  }

  /** From now on the answer is that of another engine than the interpreter. */
  void by(String name) {
    engine = name;
  }

  /** The answer could be made again so. */
  void madeBy(Recipe how) {
    recipe = how;
  }

  Optional<Recipe> recipe() {
    return Optional.ofNullable(recipe);
  }

  boolean isVerified() {
    return verified != null;
  }

  private JsonObject empty(String status, @Nullable String text) {
    return new JsonObject()
        .put("id", id)
        .put("conversation", null)
        .put("question", question)
        .put("status", status)
        .put("text", text)
        .put("value", null)
        .put("result", null)
        .put("choices", null)
        .put("reason", null)
        .put("spec", null)
        .put("sql", new JsonArray())
        .put("definition", null)
        .put("assumptions", new JsonArray())
        .put("sources", new JsonArray())
        .put("engine", engine)
        .put("verified", verified)
        .put("watermark", null)
        .put("usage", null)
        .put("unsupported", new JsonArray());
  }

  JsonObject declined(Reading.Reason reason, @Nullable String text) {
    return empty("declined", text).put("reason", reason.name().toLowerCase(Locale.ROOT));
  }

  JsonObject clarify(String text, List<Reading.Choice> choices) {
    JsonArray list = new JsonArray();
    choices.forEach(
        choice ->
            list.add(
                new JsonObject().put("text", choice.text()).put("question", choice.question())));
    return empty("clarify", text).put("choices", list);
  }

  /**
   * An answer.
   *
   * @param certain whether no other reading is sensible
   */
  JsonObject answered(Outcome outcome, boolean certain, List<String> assumptions) {
    return empty(certain ? "answered" : "assumed", outcome.text())
        .put("value", outcome.value().orElse(null))
        .put("result", outcome.table().json())
        .put("spec", specs(outcome.specs()))
        .put("definition", outcome.definition())
        .put("assumptions", new JsonArray(assumptions.stream().distinct().toList()))
        .put(
            "unsupported", new JsonArray(NumberCheck.unsupported(outcome.text(), outcome.table())));
  }

  /**
   * What a model answered.
   *
   * @param definition what was counted; null where no insight was
   * @param notes on the range, beside the model's own assumptions
   */
  JsonObject answered(AgentAnswer given, @Nullable JsonObject definition, List<String> notes) {
    List<String> assumptions = new ArrayList<>(given.assumptions());
    assumptions.addAll(notes);
    return empty(given.status(), given.text())
        .put("value", given.table().map(Table::value).orElse(null))
        .put("result", given.table().map(Table::json).orElse(null))
        .put("choices", given.choices().isEmpty() ? null : new JsonArray(given.choices()))
        .put("reason", given.reason().orElse(null))
        .put("spec", specs(given.specs()))
        .put("sql", new JsonArray(given.statements()))
        .put("definition", definition)
        .put("assumptions", new JsonArray(assumptions.stream().distinct().toList()))
        .put("unsupported", new JsonArray(given.unsupported()));
  }

  private static @Nullable Object specs(List<JsonObject> specs) {
    return specs.isEmpty()
        ? null
        : specs.size() == 1 ? specs.getFirst() : new JsonArray(new ArrayList<>(specs));
  }

  /** Adds what was done for it. */
  JsonObject finish(JsonObject answer, Run run, Transcript said, long wallMs) {
    if (!answer.getString("engine").startsWith("model:")) {
      answer.put("sql", new JsonArray(run.statements()));
    }
    return answer
        .put("sources", run.sources())
        .put("watermark", run.watermark().map(Instant::toString).orElse(null))
        .put(
            "usage",
            new JsonObject()
                .put("wall_ms", wallMs)
                .put("input_tokens", said.inputTokens())
                .put("output_tokens", said.outputTokens()));
  }
}
