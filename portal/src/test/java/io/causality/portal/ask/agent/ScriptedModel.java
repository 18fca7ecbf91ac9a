package io.causality.portal.ask.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A model's provider that says what a test wants, streamed in the wire formats of OpenAI's chat
 * completions and Anthropic's messages.
 */
public final class ScriptedModel implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Deque<Reply> script = new ArrayDeque<>();
  private final List<Request> requests = new ArrayList<>();
  private Reply always = new Status(500);

  /** What it was sent. */
  public record Request(String path, String authorization, String apiKey, JsonObject body) {}

  /** What it says. */
  public sealed interface Reply {}

  /** Calls of tools, with arguments as text. */
  record Calls(List<Call> calls) implements Reply {}

  record Call(String tool, String arguments) {}

  /** A call of which this many characters of the arguments come, and then nothing more. */
  record Cut(Call call, int characters) implements Reply {}

  record Text(String text) implements Reply {}

  /** An error of HTTP. */
  record Status(int status) implements Reply {}

  /** A stream that is no JSON. */
  record Broken() implements Reply {}

  /** Nothing, for as long as the test runs. */
  record Silent() implements Reply {}

  public ScriptedModel() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  public static Reply call(String tool, JsonObject arguments) {
    return new Calls(List.of(new Call(tool, arguments.encode())));
  }

  /** The end of a turn without an answer. */
  static Reply declines(String text, String reason) {
    return call(
        "answer",
        new JsonObject().put("status", "declined").put("text", text).put("reason", reason));
  }

  /** From now on it says these, one after the other, and then the last one for ever. */
  public synchronized void says(Reply... replies) {
    requests.clear();
    script.clear();
    script.addAll(List.of(replies));
    always = replies[replies.length - 1];
  }

  public synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  private synchronized Reply next(Request request) {
    requests.add(request);
    Reply reply = script.poll();
    return reply == null ? always : reply;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    Reply reply =
        next(
            new Request(
                path,
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                String.valueOf(exchange.getRequestHeaders().getFirst("x-api-key")),
                new JsonObject(body)));
    switch (reply) {
      case Status(int status) -> {
        byte[] error =
            "{\"error\":{\"message\":\"no\",\"type\":\"test\"}}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, error.length);
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(error);
        }
      }
      case Silent silent -> {
        awaitEnd();
        exchange.close();
      }
      case Cut(Call call, int characters) -> {
        Call cut = new Call(call.tool(), call.arguments().substring(0, characters));
        List<String> events =
            path.endsWith("/messages") ? anthropic("", List.of(cut)) : openAi("", List.of(cut));
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        // The last three events would end the reply.
        for (String event : events.subList(0, events.size() - 3)) {
          exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
        }
        exchange.getResponseBody().flush();
        awaitEnd();
        exchange.close();
      }
      case Broken broken -> stream(exchange, List.of("data: {\"choices\": [{\"delta\n\n"));
      case Calls calls ->
          stream(
              exchange,
              path.endsWith("/messages")
                  ? anthropic("", calls.calls())
                  : openAi("", calls.calls()));
      case Text(String text) ->
          stream(
              exchange,
              path.endsWith("/messages") ? anthropic(text, List.of()) : openAi(text, List.of()));
    }
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stream(HttpExchange exchange, List<String> events) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (String event : events) {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  /** Arguments come in pieces, as they do in life. */
  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < text.length(); i += 17) {
      pieces.add(text.substring(i, Math.min(text.length(), i + 17)));
    }
    return pieces;
  }

  private static List<String> openAi(String text, List<Call> calls) {
    List<String> events = new ArrayList<>();
    for (String piece : pieces(text)) {
      events.add(chunk(new JsonObject().put("content", piece), null));
    }
    for (int i = 0; i < calls.size(); i++) {
      Call call = calls.get(i);
      events.add(
          chunk(
              delta(
                  i,
                  new JsonObject()
                      .put("id", "call_" + i)
                      .put("type", "function")
                      .put(
                          "function",
                          new JsonObject().put("name", call.tool()).put("arguments", ""))),
              null));
      for (String piece : pieces(call.arguments())) {
        events.add(
            chunk(
                delta(
                    i, new JsonObject().put("function", new JsonObject().put("arguments", piece))),
                null));
      }
    }
    events.add(chunk(new JsonObject(), calls.isEmpty() ? "stop" : "tool_calls"));
    events.add(
        "data: "
            + head()
                .put("choices", new JsonArray())
                .put(
                    "usage",
                    new JsonObject()
                        .put("prompt_tokens", 100)
                        .put("completion_tokens", 10)
                        .put("total_tokens", 110))
                .encode()
            + "\n\n");
    events.add("data: [DONE]\n\n");
    return events;
  }

  private static JsonObject delta(int index, JsonObject call) {
    return new JsonObject().put("tool_calls", new JsonArray().add(call.put("index", index)));
  }

  private static JsonObject head() {
    return new JsonObject()
        .put("id", "chat-1")
        .put("object", "chat.completion.chunk")
        .put("created", 1)
        .put("model", "test-model");
  }

  private static String chunk(JsonObject delta, String finish) {
    return "data: "
        + head()
            .put(
                "choices",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("index", 0)
                            .put("delta", delta)
                            .put("finish_reason", finish)))
            .encode()
        + "\n\n";
  }

  private static List<String> anthropic(String text, List<Call> calls) {
    List<String> events = new ArrayList<>();
    events.add(
        event(
            "message_start",
            new JsonObject()
                .put(
                    "message",
                    new JsonObject()
                        .put("id", "msg_1")
                        .put("type", "message")
                        .put("role", "assistant")
                        .put("content", new JsonArray())
                        .put("model", "test-model")
                        .put(
                            "usage",
                            new JsonObject().put("input_tokens", 100).put("output_tokens", 1)))));
    int index = 0;
    if (!text.isEmpty()) {
      events.add(block(index, new JsonObject().put("type", "text").put("text", "")));
      for (String piece : pieces(text)) {
        events.add(piece(index, new JsonObject().put("type", "text_delta").put("text", piece)));
      }
      events.add(event("content_block_stop", new JsonObject().put("index", index)));
      index++;
    }
    for (Call call : calls) {
      events.add(
          block(
              index,
              new JsonObject()
                  .put("type", "tool_use")
                  .put("id", "toolu_" + index)
                  .put("name", call.tool())
                  .put("input", new JsonObject())));
      for (String piece : pieces(call.arguments())) {
        events.add(
            piece(
                index,
                new JsonObject().put("type", "input_json_delta").put("partial_json", piece)));
      }
      events.add(event("content_block_stop", new JsonObject().put("index", index)));
      index++;
    }
    events.add(
        event(
            "message_delta",
            new JsonObject()
                .put(
                    "delta",
                    new JsonObject().put("stop_reason", calls.isEmpty() ? "end_turn" : "tool_use"))
                .put("usage", new JsonObject().put("output_tokens", 10))));
    events.add(event("message_stop", new JsonObject()));
    return events;
  }

  private static String block(int index, JsonObject block) {
    return event(
        "content_block_start", new JsonObject().put("index", index).put("content_block", block));
  }

  private static String piece(int index, JsonObject delta) {
    return event("content_block_delta", new JsonObject().put("index", index).put("delta", delta));
  }

  private static String event(String type, JsonObject data) {
    return "event: " + type + "\ndata: " + data.put("type", type).encode() + "\n\n";
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.close();
  }
}
