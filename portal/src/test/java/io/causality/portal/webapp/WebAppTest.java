package io.causality.portal.webapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebAppTest {
  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    Path dist = folder.resolve("dist");
    Files.createDirectories(dist.resolve("assets"));
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Router router = Router.router(vertx);
    new WebApp(vertx, Thread::startVirtualThread, dist).mount(router);
    server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
    http.close();
  }

  @Test
  void pagesOfTheAppAreItsIndexAndFilesAreThemselves() throws Exception {
    build();
    for (String page : new String[] {"/app/", "/app/insights", "/app/apps/shop/dashboards/1"}) {
      HttpResponse<String> response = get(page, "identity");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("<html>");
      assertThat(header(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
      assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
    }
    HttpResponse<String> script = get("/app/assets/index-Ab12_-xY.js", "identity");
    assertThat(script.body()).isEqualTo("plain");
    assertThat(header(script, "Content-Type")).startsWith("text/javascript");
    assertThat(header(script, "Cache-Control")).contains("immutable");
    assertThat(get("/app/assets/absent.js", "identity").statusCode()).isEqualTo(404);
  }

  @Test
  void aCompressedNeighbourIsSentToWhoTakesIt() throws Exception {
    build();
    HttpResponse<String> response = get("/app/assets/index-Ab12_-xY.js", "gzip, br");
    assertThat(response.body()).isEqualTo("compressed");
    assertThat(header(response, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(response, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(header(response, "Content-Type")).startsWith("text/javascript");
  }

  @Test
  void scriptsOfOthersAndInlineOnesAreForbidden() throws Exception {
    build();
    assertThat(header(get("/app/", "identity"), "Content-Security-Policy"))
        .contains("default-src 'self'", "script-src 'self';", "frame-ancestors 'none'")
        .doesNotContain("script-src 'self' 'unsafe")
        .doesNotContain("unsafe-eval");
  }

  @Test
  void theRootLeadsToTheApp() throws Exception {
    for (String path : new String[] {"/app"}) {
      HttpResponse<String> response = get(path, "identity");
      assertThat(response.statusCode()).isEqualTo(302);
      assertThat(header(response, "Location")).isEqualTo("/app/");
    }
  }

  @Test
  void withoutABuildAPageSaysHowToMakeOne() throws Exception {
    HttpResponse<String> response = get("/app/", "identity");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("npm run build", "CAUSALITY_PORTAL_UI");
  }

  @Test
  void nothingOutsideOfTheFolderIsServed() throws Exception {
    build();
    for (String path :
        new String[] {
          "/app/../secret.txt",
          "/app/..%2fsecret.txt",
          "/app/%2e%2e/secret.txt",
          "/app/assets/..%2f..%2fsecret.txt",
          "/app//" + folder.resolve("secret.txt"),
          "/app/%00.txt"
        }) {
      assertThat(raw(path)).as(path).doesNotContain("secret").doesNotContain("200 OK");
    }
  }

  private void build() throws Exception {
    Path dist = folder.resolve("dist");
    Files.writeString(dist.resolve("index.html"), "<html>");
    Files.writeString(dist.resolve("assets/index-Ab12_-xY.js"), "plain");
    Files.writeString(dist.resolve("assets/index-Ab12_-xY.js.gz"), "compressed");
  }

  private HttpResponse<String> get(String path, String encoding) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
            .header("Accept-Encoding", encoding)
            .build(),
        BodyHandlers.ofString());
  }

  private String raw(String path) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
