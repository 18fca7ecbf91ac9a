package io.causality.portal.rules;

import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Reply;
import io.causality.portal.http.ReplySink;
import io.causality.portal.http.Routes;
import io.causality.rules.backtest.BackTest;
import io.causality.rules.evaluate.Alert;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tests of rules over history, as server-sent events. */
public final class BackTestRoutes implements Routes {
  private static final String DEFAULT_FROM = "-7d";

  private final BackTests tests;

  public BackTestRoutes(BackTests tests) {
    this.tests = tests;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of("backTestRule", this::test);
  }

  private Reply test(Call call) {
    JsonObject body = call.body();
    BackTests.Prepared test =
        tests.prepare(
            call.caller(),
            call.path("app"),
            body.getJsonObject("rule").encode(),
            body.getString("from", DEFAULT_FROM),
            body.getString("to", ""));
    String requestId = call.requestId();
    return Reply.streamed("text/event-stream", sink -> run(test, requestId, sink))
        // Compression would hold events back.
        .withHeader("Content-Encoding", "identity")
        .withHeader("X-Accel-Buffering", "no");
  }

  private void run(BackTests.Prepared test, String requestId, ReplySink sink)
      throws InterruptedException {
    long began = System.nanoTime();
    AtomicBoolean written = new AtomicBoolean();
    try {
      BackTest.Result result =
          tests.run(
              test,
              progress -> {
                written.set(true);
                sink.write(
                    frame(
                        "progress",
                        new JsonObject()
                            .put("read", progress.read())
                            .put("at", Instant.ofEpochMilli(progress.timeMs()).toString())
                            .put("hours_read", progress.hoursRead())
                            .put("hours", progress.hours())));
              });
      long wallMs = (System.nanoTime() - began) / 1_000_000;
      sink.write(frame("result", json(test, result).put("wall_ms", wallMs)));
    } catch (ProblemException e) {
      if (!written.get()) {
        throw e; // then it is the whole reply, with its status
      }
      sink.write(frame("error", e.problem().toJson(requestId)));
    }
  }

  private static JsonObject json(BackTests.Prepared test, BackTest.Result result) {
    JsonArray alerts = new JsonArray();
    for (Alert alert : result.first()) {
      JsonObject document = new JsonObject(alert.document());
      document.remove("actions");
      alerts.add(document);
    }
    JsonArray buckets = new JsonArray();
    result
        .byBucket()
        .forEach(
            (from, count) ->
                buckets.add(
                    new JsonObject()
                        .put("from", Instant.ofEpochMilli(from).toString())
                        .put("count", count)));
    return new JsonObject()
        .put("fired", result.alerts())
        .put("alerts", alerts)
        .put("buckets", buckets)
        .put("bucket_s", test.range().bucketMs() / 1_000)
        .put("from", Instant.ofEpochMilli(test.range().fromMs()).toString())
        .put("to", Instant.ofEpochMilli(test.range().toMs()).toString())
        .put("read", result.events())
        .put("truncated", result.alerts() > result.first().size())
        .put("late_events", result.lateEvents());
  }

  private static Buffer frame(String kind, JsonObject data) {
    return Buffer.buffer("event: " + kind + "\ndata: " + data.encode() + "\n\n");
  }
}
