package io.causality.portal.pipeline;

import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.causality.proto.Events;
import io.causality.proto.v1.EventEnvelope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dead letters over HTTP. */
public final class DeadLetterRoutes implements Routes {
  private static final int PAGE = 50;

  private final DeadLetters letters;

  public DeadLetterRoutes(DeadLetters letters) {
    this.letters = letters;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of("listDeadLetters", this::list, "replayDeadLetters", this::replay);
  }

  private Reply list(Call call) {
    int limit = call.query("limit", PAGE);
    long before = call.query("cursor").map(text -> sequence(text, "cursor")).orElse(Long.MAX_VALUE);
    List<DeadLetters.Listed> page = letters.list(call.caller(), call.path("app"), before, limit);
    JsonArray list = new JsonArray();
    page.forEach(listed -> list.add(json(listed)));
    String cursor = page.size() < limit ? null : Long.toString(page.getLast().letter().sequence());
    return Reply.ok(new JsonObject().put("dead_letters", list).put("cursor", cursor));
  }

  private Reply replay(Call call) {
    JsonArray ids = call.body().getJsonArray("ids");
    DeadLetters.Replayed done;
    if (ids != null) {
      List<Long> sequences = new ArrayList<>();
      for (int i = 0; i < ids.size(); i++) {
        sequences.add(sequence(ids.getString(i), "$.ids[" + i + "]"));
      }
      done = letters.replay(call.caller(), call.path("app"), sequences);
    } else if (Boolean.TRUE.equals(call.body().getBoolean("all"))) {
      done = letters.replayAll(call.caller(), call.path("app"));
    } else {
      throw new ProblemException(
          Problem.of(ProblemCode.BAD_REQUEST, "name the letters in ids, or say all: true")
              .at("$.ids"));
    }
    call.trail()
        .target(ids == null ? "all" : ids.size() + " dead letters")
        .detail(done.replayed() + " replayed, " + done.failed() + " failed");
    return Reply.ok(new JsonObject().put("replayed", done.replayed()).put("failed", done.failed()));
  }

  private static JsonObject json(DeadLetters.Listed listed) {
    DeadLetterStream.Letter letter = listed.letter();
    Optional<EventEnvelope> event = letter.event();
    return new JsonObject()
        .put("id", Long.toString(letter.sequence()))
        .put("at", letter.at().toString())
        .put("reason", letter.content().getReason())
        .put("detail", letter.content().getDetail())
        .put("event_id", event.map(EventEnvelope::getId).orElse(null))
        .put("event_name", event.map(Events::name).orElse(null))
        .put(
            "payload",
            event
                .map(one -> MessageJson.of(one).encode())
                .orElseGet(
                    () ->
                        Base64.getEncoder()
                            .encodeToString(letter.content().getPayload().toByteArray())))
        .put("replayable", event.isPresent())
        .put("replayed_at", listed.replayedAt().map(Instant::toString).orElse(null));
  }

  private static long sequence(String text, String where) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new ProblemException(
          Problem.of(ProblemCode.BAD_REQUEST, "that is no id of a dead letter").at(where));
    }
  }
}
