package io.causality.portal.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Sends replies from a worker's thread. */
final class Responder {
  /** Sends the reply and returns when it is on its way; a streamed one, when it has ended. */
  void send(RoutingContext context, Context eventLoop, Reply reply, ClientGone gone, Runnable sent)
      throws InterruptedException {
    switch (reply.body()) {
      case Reply.Json json ->
          eventLoop.runOnContext(
              done -> {
                if (!context.response().closed()) {
                  sent.run();
                  whole(context.response(), reply, json);
                }
              });
      case Reply.Streamed streamed -> {
        Sink sink = new Sink(context.response(), eventLoop, reply, streamed.contentType(), gone);
        stream(streamed.content(), sink);
        eventLoop.runOnContext(done -> sent.run());
      }
    }
  }

  /** Whether nothing of a reply has left yet, so that a problem may leave instead. */
  static boolean isUntouched(HttpServerResponse response) {
    return !response.headWritten() && !response.ended() && !response.closed();
  }

  private static void whole(HttpServerResponse response, Reply reply, Reply.Json json) {
    response.setStatusCode(reply.status());
    reply.headers().forEach(response::putHeader);
    int length = json.pieces().stream().mapToInt(Buffer::length).sum();
    if (length > 0) {
      response.putHeader("Content-Type", "application/json");
      response.putHeader("Content-Length", Integer.toString(length));
    }
    // A client that goes in the middle is nobody's mistake: the outcome of writing is not awaited.
    json.pieces().forEach(response::write);
    response.end();
  }

  private static void stream(Streaming content, Sink sink) throws InterruptedException {
    try {
      content.writeTo(sink);
      sink.end();
    } catch (ClientGoneException e) {
      // the reader ended it; what wrote has stopped
    } catch (InterruptedException | RuntimeException e) {
      sink.cutOff();
      throw e;
    }
  }

  /** Hands pieces to the event loop, one at a time. */
  private static final class Sink implements ReplySink {
    private final HttpServerResponse response;
    private final Context eventLoop;
    private final Reply reply;
    private final String contentType;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private boolean begun;

    Sink(
        HttpServerResponse response,
        Context eventLoop,
        Reply reply,
        String contentType,
        ClientGone gone) {
      this.response = response;
      this.eventLoop = eventLoop;
      this.reply = reply;
      this.contentType = contentType;
      gone.then(() -> closed.completeExceptionally(new ClientGoneException()));
    }

    @Override
    public void write(Buffer piece) throws InterruptedException {
      boolean first = !begun;
      begun = true;
      CompletableFuture<Void> taken = new CompletableFuture<>();
      eventLoop.runOnContext(
          done -> {
            if (response.closed()) {
              closed.completeExceptionally(new ClientGoneException());
              return;
            }
            if (first) {
              head();
            }
            response.write(piece);
            if (response.writeQueueFull()) {
              response.drainHandler(drained -> taken.complete(null));
            } else {
              taken.complete(null);
            }
          });
      await(CompletableFuture.anyOf(taken, closed));
    }

    void end() throws InterruptedException {
      if (!begun) {
        write(Buffer.buffer());
      }
      eventLoop.runOnContext(
          done -> {
            if (!response.closed()) {
              response.end();
            }
          });
    }

    /** After the head has left, only a broken connection says that the rest is missing. */
    void cutOff() {
      if (begun) {
        eventLoop.runOnContext(done -> response.reset());
      }
    }

    private void head() {
      response.setStatusCode(reply.status()).setChunked(true);
      response.putHeader("Content-Type", contentType);
      reply.headers().forEach(response::putHeader);
    }

    private static void await(CompletableFuture<?> outcome) throws InterruptedException {
      try {
        outcome.get();
      } catch (ExecutionException e) {
        throw new ClientGoneException();
      }
    }
  }
}
