package io.causality.portal.ask;

import io.causality.portal.apps.App;
import io.causality.portal.ask.agent.Agent;
import io.causality.portal.ask.agent.AgentAnswer;
import io.causality.portal.ask.agent.AgentQuestion;
import io.causality.portal.ask.agent.Transcript;
import io.causality.portal.ask.read.Calendar;
import io.causality.portal.ask.read.Range;
import io.causality.portal.ask.tools.Run;
import io.causality.portal.http.Caller;
import io.causality.portal.http.ClientGone;
import io.causality.portal.insight.time.Window;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers of a model in the form of the contract. Thread-safe. */
final class ModelAnswers {
  /** Questions of a thread that a model is told. */
  private static final int BEFORE = 6;

  private static final List<String> REMEMBERED = List.of("status", "text", "spec");

  private final Agent agent;

  ModelAnswers(Agent agent) {
    this.agent = agent;
  }

  /** As answers name their engine. */
  String engine() {
    return agent.name();
  }

  /** Has the model answer; the transcript takes what is said, also when this throws. */
  JsonObject answer(
      Caller caller,
      App app,
      String question,
      List<Conversations.Turn> before,
      AppWords.Names names,
      Calendar calendar,
      Run run,
      ClientGone gone,
      Transcript transcript,
      AnswerJson json)
      throws InterruptedException {
    AgentAnswer given =
        agent.answer(
            new AgentQuestion(
                caller,
                app,
                question,
                before.subList(Math.max(0, before.size() - BEFORE), before.size()).stream()
                    .map(turn -> new AgentQuestion.Before(turn.question(), remembered(turn)))
                    .toList(),
                calendar.now(),
                calendar.zone(),
                names.first(),
                names.last(),
                run,
                gone),
            transcript);
    json.by(agent.name());
    given.shape().ifPresent(shape -> json.madeBy(new Recipe(given.specs().getFirst(), shape)));
    List<String> notes = new ArrayList<>();
    JsonObject definition =
        given.specs().isEmpty() || given.table().isEmpty()
            ? null
            : definition(given.specs().getFirst(), names, calendar, notes);
    return json.answered(given, definition, notes);
  }

  private static JsonObject remembered(Conversations.Turn turn) {
    JsonObject kept = new JsonObject();
    REMEMBERED.forEach(name -> kept.put(name, turn.answer().getValue(name)));
    return kept;
  }

  /** What a spec counts; notes take sentences on a range that has no data in parts. */
  static JsonObject definition(
      JsonObject spec, AppWords.Names names, Calendar calendar, List<String> notes) {
    Window window = Recipe.window(spec, names.first(), calendar);
    Instant from = Instant.ofEpochMilli(window.from());
    Instant to = Instant.ofEpochMilli(window.to());
    if (names.first().isPresent() && names.last().isPresent() && !window.isEmpty()) {
      try {
        new Coverage(names.first().get(), names.last().get(), calendar)
            .of(Range.exact(from, to), notes);
      } catch (Coverage.OutsideException e) {
        notes.add(e.getMessage());
      }
    }
    JsonObject definition =
        new JsonObject()
            .put("events", new JsonArray(events(spec)))
            .put("filters", spec.getJsonArray("filters", new JsonArray()))
            .put("from", from.toString())
            .put("to", to.toString())
            .put("timezone", window.zone().getId())
            .put("math", math(spec));
    if (spec.getJsonObject("window") != null) {
      definition.put("window", spec.getJsonObject("window"));
    }
    return definition;
  }

  private static List<String> events(JsonObject spec) {
    List<JsonObject> selectors = new ArrayList<>();
    for (String name : List.of("series", "steps", "target", "returning")) {
      switch (spec.getValue(name)) {
        case JsonObject one -> selectors.add(one);
        case JsonArray list -> {
          for (int i = 0; i < list.size(); i++) {
            selectors.add(list.getJsonObject(i));
          }
        }
        case null, default -> {
          // the spec has no such part
        }
      }
    }
    return selectors.stream()
        .map(selector -> Optional.ofNullable(selector.getString("event")))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static String math(JsonObject spec) {
    return spec.getValue("series") instanceof JsonArray series && !series.isEmpty()
        ? series.getJsonObject(0).getString("math", "total")
        : spec.getString("kind");
  }
}
