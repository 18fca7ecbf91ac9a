package io.causality.portal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The router on loopback, with operations that do what a test wants. */
class ApiRouterTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final ExecutorService WORKERS = Executors.newVirtualThreadPerTaskExecutor();
  private static final Map<String, Operation> BEHAVIOUR = new HashMap<>();
  private static final BlockingQueue<String> OBSERVED = new LinkedBlockingQueue<>();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static HttpServer server;

  @BeforeAll
  static void listen() {
    OpenAPIContract contract = Contract.load(VERTX).await();
    Map<String, Operation> operations = new HashMap<>();
    contract
        .operations()
        .forEach(
            operation ->
                operations.put(
                    operation.getOperationId(),
                    call -> BEHAVIOUR.get(operation.getOperationId()).handle(call)));
    Authenticator authenticator =
        sender -> {
          if (!"Bearer good".equals(sender.authorization())) {
            throw new ProblemException(Problem.of(ProblemCode.NOT_AUTHENTICATED, "who?"));
          }
          return new Caller(new UUID(0, 1), "a@b.c", Role.ADMIN, Set.of());
        };
    server =
        VERTX
            .createHttpServer()
            .requestHandler(
                new ApiRouter(
                        VERTX,
                        new Senders(Proxies.of(List.of())),
                        authenticator,
                        WORKERS,
                        (operation, status, seconds) -> OBSERVED.add(operation + " " + status),
                        (call, action) -> OBSERVED.add(action + " " + call.trail().target()))
                    .create(
                        contract,
                        Buffer.buffer("openapi: x"),
                        List.of(() -> operations),
                        List.of()))
            .listen(0, "127.0.0.1")
            .await();
  }

  @AfterAll
  static void close() {
    VERTX.close().await();
    WORKERS.shutdownNow();
    HTTP.close();
  }

  @Test
  void aGoodCallReachesItsOperation() throws Exception {
    BEHAVIOUR.put(
        "createApp",
        call -> {
          call.trail().target("shop");
          return Reply.created(new JsonObject().put("id", call.body().getString("id")));
        });
    OBSERVED.clear();
    HttpResponse<String> response = send("POST", "/api/apps", "{\"id\":\"shop\"}");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body()).isEqualTo("{\"id\":\"shop\"}");
    assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(OBSERVED.poll(60, TimeUnit.SECONDS)).isEqualTo("app.create shop");
    assertThat(OBSERVED.poll(60, TimeUnit.SECONDS)).isEqualTo("createApp 201");
  }

  @Test
  void pathParametersArriveDecoded() throws Exception {
    BEHAVIOUR.put("listKeys", call -> Reply.ok(new JsonObject().put("app", call.path("app"))));
    assertThat(send("GET", "/api/apps/a%20b/keys", null).body()).isEqualTo("{\"app\":\"a b\"}");
  }

  @Test
  void theContractIsServedToEverybody() throws Exception {
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(uri("/api/openapi.yaml")).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).startsWith("openapi:");
  }

  @Test
  void aBadRequestNamesTheField() throws Exception {
    problem(send("POST", "/api/sql", "{\"sql\":7}"), 400, "bad_request", "$.sql");
    problem(
        send("POST", "/api/sql", "{\"sql\":\"x\",\"limit\":-1}"), 400, "bad_request", "$.limit");
    problem(send("POST", "/api/sql", "{}"), 400, "bad_request", null);
    problem(send("POST", "/api/sql", "{\"sql\":\"x\",\"more\":1}"), 400, "bad_request", null);
    problem(send("POST", "/api/sql", "[]"), 400, "bad_request", null);
    problem(send("POST", "/api/sql", "null"), 400, "bad_request", null);
    problem(send("POST", "/api/sql", "{\"sql\":"), 400, "bad_request", null);
    problem(send("POST", "/api/sql", null), 400, "bad_request", null);
  }

  @Test
  void whatIsNotThereIsAProblemToo() throws Exception {
    problem(send("GET", "/api/nothing", null), 404, "not_found", null);
    problem(send("GET", "/", null), 404, "not_found", null);
    problem(send("PATCH", "/api/apps", null), 405, "method_not_allowed", null);
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() throws Exception {
    String body = "{\"sql\":\"" + "x".repeat((int) ApiRouter.MAX_BODY_BYTES) + "\"}";
    problem(send("POST", "/api/sql", body), 413, "too_large", null);
  }

  @Test
  void aBodyOfAnotherTypeIsRefused() throws Exception {
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(uri("/api/sql"))
                .header("Authorization", "Bearer good")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("a,b"))
                .build(),
            BodyHandlers.ofString());
    problem(response, 415, "unsupported_media_type", null);
  }

  @Test
  void strangersAreRefusedBeforeTheirRequestIsRead() throws Exception {
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(uri("/api/sql"))
                .POST(BodyPublishers.ofString("nonsense"))
                .build(),
            BodyHandlers.ofString());
    problem(response, 401, "not_authenticated", null);
  }

  @Test
  void aBugAnswers500WithoutItsReason() throws Exception {
    BEHAVIOUR.put(
        "listApps",
        call -> {
          throw new IllegalStateException("the secret reason");
        });
    HttpResponse<String> response = send("GET", "/api/apps", null);
    problem(response, 500, "internal", null);
    assertThat(response.body()).doesNotContain("secret").doesNotContain("Exception");
  }

  @Test
  void aProblemCarriesWhatItKnows() throws Exception {
    BEHAVIOUR.put(
        "listUsers",
        call -> {
          throw new ProblemException(
              Problem.of(ProblemCode.STREAM_DOWN, "gone")
                  .at("$.x")
                  .at(3, 4)
                  .suggest("wait")
                  .retryAfter(7));
        });
    HttpResponse<String> response = send("GET", "/api/users", null);
    problem(response, 503, "stream_down", "$.x");
    assertThat(response.headers().firstValue("Retry-After")).contains("7");
    assertThat(new JsonObject(response.body()).getInteger("line")).isEqualTo(3);
    assertThat(new JsonObject(response.body()).getString("suggestion")).isEqualTo("wait");
  }

  @Test
  void anOperationHearsThatItsClientIsGone() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    BEHAVIOUR.put(
        "listTokens",
        call -> {
          call.clientGone().then(gone::countDown);
          started.countDown();
          gone.await();
          return Reply.empty(204);
        });
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /api/tokens HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aStreamedReplyArrivesPieceByPieceAndStopsWhenTheClientGoes() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    BEHAVIOUR.put(
        "listTokens",
        call ->
            Reply.streamed(
                "text/plain",
                sink -> {
                  try {
                    for (int i = 0; ; i++) {
                      sink.write(Buffer.buffer("piece " + i + " " + "x".repeat(4_000) + "\n"));
                    }
                  } finally {
                    stopped.countDown();
                  }
                }));
    HttpResponse<InputStream> response =
        HTTP.send(
            HttpRequest.newBuilder(uri("/api/tokens"))
                .header("Authorization", "Bearer good")
                .build(),
            BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    try (InputStream body = response.body()) {
      assertThat(new String(body.readNBytes(7), StandardCharsets.UTF_8)).isEqualTo("piece 0");
    }
    assertThat(stopped.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aStreamThatFailsBeforeItsFirstPieceIsAProblemAndLaterACutConnection() throws Exception {
    BEHAVIOUR.put(
        "listTokens",
        call ->
            Reply.streamed(
                "text/plain",
                sink -> {
                  throw new ProblemException(Problem.of(ProblemCode.NO_SUCH_APP, "none"));
                }));
    problem(send("GET", "/api/tokens", null), 404, "no_such_app", null);
    BEHAVIOUR.put(
        "listTokens",
        call ->
            Reply.streamed(
                "text/plain",
                sink -> {
                  sink.write(Buffer.buffer("half"));
                  throw new ProblemException(Problem.of(ProblemCode.NO_SUCH_APP, "none"));
                }));
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> send("GET", "/api/tokens", null));
  }

  private static void problem(
      HttpResponse<String> response, int status, String code, String field) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonObject problem = new JsonObject(response.body());
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("detail")).isNotBlank();
    assertThat(problem.getString("requestId"))
        .isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
    if (field != null) {
      assertThat(problem.getString("field")).as(response.body()).isEqualTo(field);
    }
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer good")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.actualPort() + path);
  }
}
