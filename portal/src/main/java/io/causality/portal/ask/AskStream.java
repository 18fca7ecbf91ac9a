package io.causality.portal.ask;

import io.causality.portal.ask.tools.Progress;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.ReplySink;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One answer as server-sent events: steps and text while it works, then the answer or a problem.
 */
final class AskStream implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(AskStream.class);
  private static final Duration COMMENT = Duration.ofSeconds(10);

  private final ReplySink sink;
  private final String requestId;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private record Event(String kind, JsonObject data) {
    boolean isLast() {
      return !kind.equals("step") && !kind.equals("text");
    }
  }

  /** What is to be done. */
  @FunctionalInterface
  interface Work {
    JsonObject run(Progress progress) throws InterruptedException;
  }

  AskStream(ReplySink sink, String requestId) {
    this.sink = sink;
    this.requestId = requestId;
  }

  /**
   * Works and writes.
   *
   * @param ended runs when the work has ended, however it did
   */
  void write(Work work, Runnable ended) throws InterruptedException {
    Thread.ofVirtual().name("ask").start(() -> work(work, ended));
    // The head leaves with it: under the id in it the question can be stopped from now on.
    sink.write(Buffer.buffer(": asked\n\n"));
    while (true) {
      Event event = events.poll(COMMENT.toMillis(), TimeUnit.MILLISECONDS);
      if (event == null) {
        sink.write(Buffer.buffer(": still here\n\n"));
        continue;
      }
      sink.write(
          Buffer.buffer("event: " + event.kind() + "\ndata: " + event.data().encode() + "\n\n"));
      if (event.isLast()) {
        return;
      }
    }
  }

  @Override
  public void step(JsonObject step) {
    events.add(new Event("step", step));
  }

  @Override
  public void text(String delta) {
    events.add(new Event("text", new JsonObject().put("delta", delta)));
  }

  private void work(Work work, Runnable ended) {
    Event last;
    try {
      last = new Event("answer", work.run(this));
    } catch (ProblemException e) {
      last = new Event("error", e.problem().toJson(requestId));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      last = internal();
    } catch (RuntimeException e) {
      LOG.error("question failed", e);
      last = internal();
    } finally {
      ended.run();
    }
    events.add(last);
  }

  private Event internal() {
    return new Event(
        "error",
        Problem.of(ProblemCode.INTERNAL, "the logs say more under this request id")
            .toJson(requestId));
  }
}
