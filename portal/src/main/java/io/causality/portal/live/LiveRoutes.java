package io.causality.portal.live;

import io.causality.portal.apps.Apps;
import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.ReplySink;
import io.causality.portal.http.Routes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/** The live view as server-sent events. */
public final class LiveRoutes implements Routes {
  private static final Duration FIGURES = Duration.ofSeconds(5);
  private static final Duration COMMENT = Duration.ofSeconds(15);

  /** A browser comes again by itself then, and is asked anew who it is. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final Apps apps;
  private final LiveFeed feed;

  public LiveRoutes(Apps apps, LiveFeed feed) {
    this.apps = apps;
    this.feed = feed;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of("live", this::live);
  }

  private Reply live(Call call) {
    String app = call.path("app");
    apps.require(call.caller(), app);
    String event = call.query("event").orElse("");
    String search = call.query("search").orElse("");
    return Reply.streamed(
            "text/event-stream",
            sink -> {
              try (Viewer viewer = feed.watch(app, event, search)) {
                show(app, viewer, sink);
              }
            })
        // Compression would hold events back.
        .withHeader("Content-Encoding", "identity")
        .withHeader("X-Accel-Buffering", "no");
  }

  private void show(String app, Viewer viewer, ReplySink sink) throws InterruptedException {
    long began = System.nanoTime();
    long figuresAt = began;
    long commentAt = began + COMMENT.toNanos();
    sink.write(Buffer.buffer("retry: 1000\n\n"));
    while (System.nanoTime() - began < LONGEST.toNanos()) {
      long now = System.nanoTime();
      if (now >= figuresAt) {
        figuresAt = now + FIGURES.toNanos();
        sink.write(frame("active", json(feed.figures(app))));
        long dropped = viewer.takeDropped();
        if (dropped > 0) {
          sink.write(frame("dropped", new JsonObject().put("count", dropped)));
        }
      }
      if (now >= commentAt) {
        commentAt = now + COMMENT.toNanos();
        sink.write(Buffer.buffer(": still here\n\n"));
      }
      Viewer.Message message = viewer.next(Duration.ofNanos(figuresAt - System.nanoTime()));
      if (message != null) {
        sink.write(frame(message.kind(), message.json()));
      }
    }
  }

  private static JsonObject json(ActiveWindow.Figures figures) {
    JsonArray people = new JsonArray();
    JsonArray events = new JsonArray();
    for (int i = 0; i < ActiveWindow.MINUTES; i++) {
      people.add(figures.perMinute()[i]);
      events.add(figures.eventsPerMinute()[i]);
    }
    return new JsonObject()
        .put("active_5m", figures.active5m())
        .put("per_minute", people)
        .put("events_per_minute", events);
  }

  private static Buffer frame(String kind, JsonObject data) {
    return Buffer.buffer("event: " + kind + "\ndata: " + data.encode() + "\n\n");
  }
}
