package io.causality.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.db.Database;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Walks the site from its home page; the database is away all the time. */
class PagesTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static Vertx vertx;
  private static Database nowhere;
  private static URI root;
  private static final Map<String, String> TEXTS = new LinkedHashMap<>();
  private static final Map<String, Document> PAGES = new LinkedHashMap<>();

  @BeforeAll
  static void walk() throws Exception {
    vertx = Vertx.vertx();
    nowhere = new Database("jdbc:postgresql://127.0.0.1:1/x", "x", "x", 1);
    Router router = Router.router(vertx);
    new PagesRoutes(vertx, Runnable::run, new ContactMessages(nowhere)).mount(router);
    HttpServer server = vertx.createHttpServer().requestHandler(router).listen(0).await();
    root = URI.create("http://127.0.0.1:" + server.actualPort());
    Deque<String> open = new ArrayDeque<>(List.of("/", "/contact/sent"));
    while (!open.isEmpty()) {
      String path = open.poll();
      HttpResponse<String> response = get(path, "text/html");
      assertThat(response.statusCode()).as(path).isEqualTo(200);
      if (!response.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
        TEXTS.put(path, response.body());
        continue;
      }
      TEXTS.put(path, response.body());
      Document page = Html.parse(response.body());
      PAGES.put(path, page);
      for (String link : links(page)) {
        String target = target(path, link);
        if (!target.isEmpty() && !TEXTS.containsKey(target) && !open.contains(target)) {
          open.add(target);
        }
      }
    }
  }

  @AfterAll
  static void stop() {
    nowhere.close();
    vertx.close().await();
  }

  @Test
  void everyPageCanBeReachedByLinks() {
    assertThat(PAGES.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Site.all().stream().map(Page::path).collect(Collectors.toSet()));
  }

  @Test
  void everyPageIsValidHtml() throws Exception {
    for (String path : PAGES.keySet()) {
      assertThat(Html.complaints(TEXTS.get(path))).as(path).isEmpty();
    }
    assertThat(Html.complaints(get("/nowhere", "text/html").body())).isEmpty();
    assertThat(Html.complaints(get("/docs/sql?q=nothing+is+named+so", "text/html").body()))
        .isEmpty();
  }

  @Test
  void theValidatorFindsMistakes() throws Exception {
    assertThat(Html.complaints("<!doctype html><title>x</title><p><div></p>")).isNotEmpty();
  }

  @Test
  void everyLinkIntoAPageFindsItsPlace() {
    PAGES.forEach(
        (path, page) -> {
          for (String link : links(page)) {
            int hash = link.indexOf('#');
            if (hash >= 0) {
              String target = hash == 0 ? path : link.substring(0, hash);
              assertThat(ids(PAGES.get(target)))
                  .as(link + " on " + path)
                  .contains(link.substring(hash + 1));
            }
          }
        });
  }

  @Test
  void everyPageSaysWhatItIsAndWhereOneIs() {
    Set<String> titles = new HashSet<>();
    Set<String> descriptions = new HashSet<>();
    PAGES.forEach(
        (path, page) -> {
          assertThat(Html.only(page, "html").getAttribute("lang")).isEqualTo("en");
          assertThat(titles.add(Html.only(page, "title").getTextContent())).as(path).isTrue();
          String description =
              Html.all(page, "meta").stream()
                  .filter(meta -> meta.getAttribute("name").equals("description"))
                  .map(meta -> meta.getAttribute("content"))
                  .collect(Collectors.joining());
          assertThat(descriptions.add(description)).as(path).isTrue();
          assertThat(description).hasSizeBetween(40, 200);
          assertThat(Html.only(page, "h1").getTextContent()).as(path).isNotBlank();
          assertThat(Html.only(page, "main").getAttribute("id")).isEqualTo("content");
          assertThat(Html.all(page, "a").getFirst().getAttribute("href")).isEqualTo("#content");
          Set<String> names = new HashSet<>();
          for (Element navigation : Html.all(page, "nav")) {
            assertThat(names.add(navigation.getAttribute("aria-label"))).as(path).isTrue();
          }
          Html.only(page, "footer");
        });
  }

  @Test
  void nothingOnAPageNeedsMoreThanTheStrictestPolicyAllows() throws Exception {
    PAGES.forEach(
        (path, page) -> {
          assertThat(Html.all(page, "style")).as(path).isEmpty();
          for (Element script : Html.all(page, "script")) {
            assertThat(script.getAttribute("src")).as(path).startsWith("/assets/");
            assertThat(script.getTextContent()).as(path).isBlank();
          }
          for (Element element : Html.all(page, "*")) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
              String name = element.getAttributes().item(i).getNodeName();
              assertThat(name).as(path).isNotEqualTo("style").doesNotStartWith("on");
            }
          }
        });
    String policy = get("/", "text/html").headers().firstValue("Content-Security-Policy").get();
    assertThat(policy).startsWith("default-src 'self';").doesNotContain("unsafe");
  }

  @Test
  void filesAreThereAndMayBeKeptForEver() throws Exception {
    Set<String> files = new HashSet<>();
    for (Document page : PAGES.values()) {
      for (String tag : new String[] {"script", "img", "source", "link"}) {
        for (Element element : Html.all(page, tag)) {
          files.add(
              element.getAttribute("src")
                  + element.getAttribute("href")
                  + element.getAttribute("srcset"));
        }
      }
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(5);
    for (String file : files) {
      HttpResponse<String> response = get(file, "*/*");
      assertThat(response.statusCode()).as(file).isEqualTo(200);
      assertThat(response.headers().firstValue("Cache-Control").get()).contains("immutable");
    }
    assertThat(get("/assets/site.0123456789ab.css", "*/*").statusCode()).isEqualTo(404);
  }

  @Test
  void allWaysToAskTheApiAreDescribed() {
    Map<String, String> files =
        Map.of("/docs/api/gateway", "gateway.yaml", "/docs/api/portal", "portal.yaml");
    files.forEach(
        (path, file) -> {
          Set<String> ids = ids(PAGES.get(path));
          String yaml = TEXTS.get("/docs/openapi/" + file);
          List<String> operations =
              yaml.lines()
                  .filter(line -> line.strip().startsWith("operationId:"))
                  .map(line -> line.substring(line.indexOf(':') + 1).strip())
                  .toList();
          assertThat(operations).isNotEmpty();
          assertThat(ids).containsAll(operations);
        });
  }

  @Test
  void columnsAreFoundByTheirMeaning() throws Exception {
    String found = get("/docs/sql?q=Hundredths", "text/html").body();
    assertThat(found).contains("price_cents").doesNotContain("<code>person_id</code>");
    HttpResponse<String> part =
        CLIENT.send(
            HttpRequest.newBuilder(root.resolve("/docs/sql?q=price_cents"))
                .header("HX-Request", "true")
                .build(),
            BodyHandlers.ofString());
    assertThat(part.body()).startsWith("<div id=\"tables\">").contains("price_cents");
    assertThat(get("/docs/sql?q=%3Cscript%3E", "text/html").body())
        .contains("&lt;script&gt;")
        .doesNotContain("<script>");
  }

  @Test
  void readersGetErrorsAsPagesAndProgramsDoNot() throws Exception {
    HttpResponse<String> page = get("/nowhere", "text/html,*/*;q=0.8");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("Nothing is here").contains("href=\"/docs\"");
    assertThat(get("/nowhere", "application/json").body()).doesNotContain("Nothing is here");
    HttpResponse<String> posted =
        CLIENT.send(
            HttpRequest.newBuilder(root.resolve("/features"))
                .header("Accept", "text/html")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.body()).contains("This page cannot do that");
  }

  private static HttpResponse<String> get(String path, String accept)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(root.resolve(path)).header("Accept", accept).build(),
        BodyHandlers.ofString());
  }

  private static List<String> links(Document page) {
    return Html.all(page, "a").stream().map(link -> link.getAttribute("href")).toList();
  }

  /** The path of a page or file of ours; empty for the rest. */
  private static String target(String from, String link) {
    assertThat(link).as("on " + from).isNotEmpty();
    if (!link.startsWith("/") || link.startsWith("/app/")) {
      assertThat(link).as("on " + from).matches("#.+|/app/.*");
      return "";
    }
    int hash = link.indexOf('#');
    return hash < 0 ? link : link.substring(0, hash);
  }

  private static Set<String> ids(Document page) {
    Map<String, Integer> ids = new HashMap<>();
    for (Element element : Html.all(page, "*")) {
      if (element.hasAttribute("id")) {
        ids.merge(element.getAttribute("id"), 1, Integer::sum);
      }
    }
    return ids.keySet();
  }
}
