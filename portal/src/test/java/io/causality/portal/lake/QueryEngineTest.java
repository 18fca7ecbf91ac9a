package io.causality.portal.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that plays the engine's part of the protocol. */
class QueryEngineTest {
  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private QueryEngine engine;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
          String answer = answers.isEmpty() ? "500" : answers.removeFirst();
          boolean status = answer.matches("\\d{3}");
          byte[] body =
              status ? new byte[0] : answer.replace("HERE", url()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              status ? Integer.parseInt(answer) : 200, body.length == 0 ? -1 : body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
    engine = new QueryEngine(url());
  }

  @AfterEach
  void close() {
    engine.close();
    server.stop(0);
  }

  @Test
  void followsToTheEndAndCopiesEveryKindOfValue() throws Exception {
    answers.add("{\"id\":\"q\",\"nextUri\":\"HERE/v1/1\",\"stats\":{}}");
    answers.add(
        """
        {"id":"q","nextUri":"HERE/v1/2","columns":[
          {"name":"n","type":"bigint","typeSignature":{"rawType":"bigint","arguments":[]}},
          {"name":"t","type":"timestamp(3)","typeSignature":{"rawType":"timestamp","arguments":[{"kind":"LONG","value":3}]}},
          {"name":"z","type":"timestamp(3) with time zone","typeSignature":{"rawType":"timestamp with time zone","arguments":[{"kind":"LONG","value":3}]}},
          {"name":"m","type":"map(varchar, varchar)","typeSignature":{"rawType":"map","arguments":[{"kind":"TYPE","value":{"rawType":"varchar","arguments":[]}},{"kind":"TYPE","value":{"rawType":"varchar","arguments":[]}}]}},
          {"name":"a","type":"array(timestamp(3))","typeSignature":{"rawType":"array","arguments":[{"kind":"TYPE","value":{"rawType":"timestamp","arguments":[]}}]}},
          {"name":"r","type":"row(x decimal(3,1), y double)","typeSignature":{"rawType":"row","arguments":[
            {"kind":"NAMED_TYPE","value":{"fieldName":{"name":"x"},"typeSignature":{"rawType":"decimal","arguments":[]}}},
            {"kind":"NAMED_TYPE","value":{"fieldName":{"name":"y"},"typeSignature":{"rawType":"double","arguments":[]}}}]}}],
         "data":[[9007199254740993,"2026-01-31 10:00:00.000","2026-07-31 10:00:00.000 Europe/Berlin",{"a b":"1 2"},["2026-01-31 10:00:00.000"],["1.5","NaN"]],
                 [null,null,null,null,null,null]],
         "stats":{"processedRows":7,"physicalInputBytes":9}}
        """);
    answers.add("{\"id\":\"q\",\"stats\":{\"processedRows\":8,\"physicalInputBytes\":10}}");
    RowWriter rows = new RowWriter(10, 1_000);
    Statistics statistics = engine.query(statement(), rows, new Cancellation(), at -> {});
    assertThat(statistics).isEqualTo(new Statistics(8, 10, 0, 0));
    assertThat(rows.json().toString())
        .isEqualTo(
            "[9007199254740993,\"2026-01-31T10:00:00.000\",\"2026-07-31T10:00:00.000+02:00\","
                + "{\"a b\":\"1 2\"},[\"2026-01-31T10:00:00.000\"],[\"1.5\",\"NaN\"]],"
                + "[null,null,null,null,null,null]");
    assertThat(rows.columns().getJsonObject(3).getString("type"))
        .isEqualTo("map(varchar, varchar)");
    assertThat(rows.truncated()).isNull();
    assertThat(asked).containsExactly("POST /v1/statement", "GET /v1/1", "GET /v1/2");
  }

  @Test
  void stopsTheQueryWhenEnoughRowsHaveCome() throws Exception {
    answers.add(numbers("HERE/v1/1", "[1],[2],[3]"));
    answers.add("200");
    RowWriter rows = new RowWriter(2, 1_000);
    engine.query(statement(), rows, new Cancellation(), at -> {});
    assertThat(rows.rows()).isEqualTo(2);
    assertThat(rows.truncated()).isEqualTo("rows");
    io.causality.testkit.Await.until(
        "the engine is told",
        java.time.Duration.ofSeconds(5),
        () -> asked.contains("DELETE /v1/1"));
  }

  @Test
  void cutsAResultThatIsTooLarge() throws Exception {
    answers.add(numbers("HERE/v1/1", "[11111111],[2],[3]"));
    RowWriter rows = new RowWriter(100, 5);
    engine.query(statement(), rows, new Cancellation(), at -> {});
    assertThat(rows.rows()).isEqualTo(1);
    assertThat(rows.truncated()).isEqualTo("bytes");
  }

  @Test
  void anEngineThatIsStartingOrGoneOrForgetfulIsAway() {
    answers.add("503");
    assertThat(failure().kind()).isEqualTo(EngineException.Kind.AWAY);
    answers.add("{\"id\":\"q\",\"nextUri\":\"HERE/v1/1\",\"stats\":{}}");
    answers.add("404");
    assertThat(failure().kind()).isEqualTo(EngineException.Kind.AWAY);
    answers.add("not json");
    assertThat(failure().kind()).isEqualTo(EngineException.Kind.AWAY);
    server.stop(0);
    assertThat(failure().kind()).isEqualTo(EngineException.Kind.AWAY);
  }

  @Test
  void waitsForAnAnswerThatIsDelayed() throws Exception {
    answers.add("{\"id\":\"q\",\"nextUri\":\"HERE/v1/1\",\"stats\":{}}");
    answers.add("503");
    answers.add(numbers(null, "[1]"));
    RowWriter rows = new RowWriter(10, 1_000);
    engine.query(statement(), rows, new Cancellation(), at -> {});
    assertThat(rows.rows()).isEqualTo(1);
  }

  @Test
  void errorsKeepTheirKindAndPlace() {
    answers.add(error("COLUMN_NOT_FOUND", "USER_ERROR"));
    EngineException user = failure();
    assertThat(user.kind()).isEqualTo(EngineException.Kind.USER);
    assertThat(user.line()).isEqualTo(2);
    assertThat(user.column()).isEqualTo(8);
    answers.add(error("EXCEEDED_TIME_LIMIT", "INSUFFICIENT_RESOURCES"));
    assertThat(failure().kind()).isEqualTo(EngineException.Kind.TIME);
    answers.add(error("QUERY_QUEUE_FULL", "INSUFFICIENT_RESOURCES"));
    assertThat(failure().kind()).isEqualTo(EngineException.Kind.RESOURCES);
    answers.add(error("HIVE_CURSOR_ERROR", "EXTERNAL"));
    assertThat(failure().kind()).isEqualTo(EngineException.Kind.INTERNAL);
    answers.add(error("SERVER_STARTING_UP", "INTERNAL_ERROR"));
    assertThat(failure().kind()).isEqualTo(EngineException.Kind.AWAY);
    answers.add(error("USER_CANCELED", "USER_ERROR"));
    assertThat(failure().kind()).isEqualTo(EngineException.Kind.CANCELLED);
  }

  @Test
  void whatWasCancelledBeforeItBeganDoesNotRun() {
    answers.add("{\"id\":\"q\",\"nextUri\":\"HERE/v1/1\",\"stats\":{}}");
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();
    EngineException e =
        catchThrowableOfType(
            EngineException.class,
            () -> engine.query(statement(), new RowWriter(1, 10), cancelled, at -> {}));
    assertThat(e.kind()).isEqualTo(EngineException.Kind.CANCELLED);
  }

  private EngineException failure() {
    return catchThrowableOfType(EngineException.class, () -> engine.execute(statement()));
  }

  private static Statement statement() {
    return new Statement("shop", "SELECT 1", Map.of(), Instant.now().plusSeconds(60));
  }

  private static String error(String name, String type) {
    return "{\"id\":\"q\",\"stats\":{},\"error\":{\"message\":\"line 2:8: no\",\"errorName\":\""
        + name
        + "\",\"errorType\":\""
        + type
        + "\",\"errorLocation\":{\"lineNumber\":2,\"columnNumber\":8}}}";
  }

  private static String numbers(String next, String data) {
    return "{\"id\":\"q\","
        + (next == null ? "" : "\"nextUri\":\"" + next + "\",")
        + "\"columns\":[{\"name\":\"n\",\"type\":\"bigint\",\"typeSignature\":"
        + "{\"rawType\":\"bigint\",\"arguments\":[]}}],\"data\":["
        + data
        + "],\"stats\":{}}";
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}
