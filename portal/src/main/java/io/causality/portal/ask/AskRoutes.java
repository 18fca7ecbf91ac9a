package io.causality.portal.ask;

import io.causality.portal.ask.tools.Progress;
import io.causality.portal.http.Call;
import io.causality.portal.http.ClientGoneException;
import io.causality.portal.http.Ids;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Questions over HTTP: one JSON answer, or server-sent events. */
public final class AskRoutes implements Routes {
  private static final int LOGGED = 20;

  private final AskService service;

  public AskRoutes(AskService service) {
    this.service = service;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of("ask", this::ask, "stopQuestion", this::stop, "listModelQuestions", this::log);
  }

  private Reply ask(Call call) throws InterruptedException {
    RunningQuestions.Running place = service.begin(call.caller(), call.path("app"));
    boolean streams = false;
    try {
      AskRequest request = AskRequest.of(call.body(), Instant.now());
      service.requireAnswerable(call.caller(), place, request);
      call.clientGone().then(place.gone()::happened);
      if (call.accepts("text/event-stream")) {
        streams = true;
        return Reply.streamed(
                "text/event-stream",
                sink ->
                    new AskStream(sink, call.requestId())
                        .write(
                            progress -> answer(call, place, request, progress),
                            () -> service.end(place)))
            // Compression would hold events back.
            .withHeader("Content-Encoding", "identity")
            .withHeader("X-Accel-Buffering", "no")
            .withHeader("X-Ask-Id", place.id());
      }
      return Reply.ok(answer(call, place, request, Progress.NONE))
          .withHeader("X-Ask-Id", place.id());
    } finally {
      if (!streams) {
        service.end(place);
      }
    }
  }

  private JsonObject answer(
      Call call, RunningQuestions.Running place, AskRequest request, Progress progress)
      throws InterruptedException {
    try {
      return service.answer(call.caller(), place, request, progress);
    } catch (ClientGoneException e) {
      throw new ProblemException(
          Problem.of(ProblemCode.QUERY_CANCELLED, "the question was stopped"));
    }
  }

  private Reply log(Call call) {
    Optional<UUID> before = call.query("before").map(id -> Ids.uuid(id).orElse(new UUID(0, 0)));
    return Reply.ok(
        new JsonObject()
            .put(
                "questions",
                new JsonArray(
                    service.log(
                        call.caller(), call.path("app"), before, call.query("limit", LOGGED)))));
  }

  private Reply stop(Call call) {
    service.stop(call.caller(), call.path("app"), call.path("id"));
    return Reply.empty(204);
  }
}
