package io.causality.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContactIT {
  private static final Map<String, String> GOOD =
      Map.of("name", "Ada", "email", "ada@shop.example", "message", "Does it count <b>me</b>?");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static PortalFixture portal;

  @BeforeAll
  static void start() {
    portal = new PortalFixture(Map.of());
    portal.awaitKeys();
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  @BeforeEach
  void forget() throws Exception {
    try (Connection connection = portal.database();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM contact_messages");
    }
  }

  @Test
  void aMessageIsKeptAndABrowserIsSentOn() throws Exception {
    HttpResponse<String> answer = send(GOOD);
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/contact/sent");
    assertThat(kept()).containsExactly("Ada|ada@shop.example|Does it count <b>me</b>?|127.0.0.1");
  }

  @Test
  void htmxGetsTheThanksInPlaceOfTheForm() throws Exception {
    HttpResponse<String> answer = send(GOOD, "HX-Request", "true");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("<div id=\"contact\"").contains("has arrived");
    assertThat(kept()).hasSize(1);
  }

  @Test
  void mistakesComeBackBesideTheirFieldsWithWhatWasTyped() throws Exception {
    Map<String, String> bad = Map.of("name", "A\"><script>", "email", "nobody", "message", "hi");
    HttpResponse<String> page = send(bad);
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains("<!doctype html>")
        .contains("id=\"email-error\"")
        .contains("aria-describedby=\"email-error\"")
        .contains("id=\"message-error\"")
        .contains("value=\"nobody\"")
        .doesNotContain("id=\"name-error\"")
        .doesNotContain("\"><script>");
    assertThat(Html.complaints(page.body())).isEmpty();
    HttpResponse<String> part = send(bad, "HX-Request", "true");
    assertThat(part.statusCode()).isEqualTo(422);
    assertThat(part.body()).startsWith("<form id=\"contact\"").contains("id=\"email-error\"");
    assertThat(kept()).isEmpty();
  }

  @Test
  void whoFillsTheHiddenFieldIsThankedAndForgotten() throws Exception {
    HttpResponse<String> answer =
        send(
            Map.of(
                "name", "Bot",
                "email", "bot@spam.example",
                "message", "Buy now, buy here",
                "website", "https://spam.example"));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(kept()).isEmpty();
  }

  @Test
  void aFormFromAnotherSiteIsRefused() throws Exception {
    for (String[] header :
        new String[][] {
          {"Origin", "https://evil.example"},
          {"Origin", "null"},
          {"Origin", "http://127.0.0.1:1"},
          {"Sec-Fetch-Site", "cross-site"},
          {"Sec-Fetch-Site", "same-site"}
        }) {
      HttpResponse<String> answer = send(GOOD, header);
      assertThat(answer.statusCode()).as(header[1]).isEqualTo(403);
      assertThat(answer.body()).contains("came from elsewhere");
    }
    assertThat(kept()).isEmpty();
    assertThat(send(GOOD, "Origin", "http://127.0.0.1:" + portal.port()).statusCode())
        .isEqualTo(303);
    assertThat(send(GOOD, "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(303);
  }

  @Test
  void onlySoManyAnHourAreTakenAlsoAtTheSameMoment() throws Exception {
    List<Callable<HttpResponse<String>>> attempts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      attempts.add(() -> send(GOOD));
    }
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<HttpResponse<String>> answer : threads.invokeAll(attempts)) {
        answers.add(answer.get());
      }
    }
    Map<Integer, List<HttpResponse<String>>> byStatus =
        answers.stream().collect(Collectors.groupingBy(HttpResponse::statusCode));
    assertThat(byStatus.get(303)).hasSize(ContactMessages.PER_ADDRESS);
    assertThat(byStatus.get(429)).hasSize(12 - ContactMessages.PER_ADDRESS);
    HttpResponse<String> refused = byStatus.get(429).getFirst();
    assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(3_500, 3_600);
    assertThat(refused.body()).contains("try again in 60 minutes").contains("Does it count");
    assertThat(kept()).hasSize(ContactMessages.PER_ADDRESS);
    try (Connection connection = portal.database();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE contact_messages SET received_at = now() - interval '61 minutes'");
    }
    assertThat(send(GOOD).statusCode()).isEqualTo(303);
  }

  @Test
  void aFormThatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
    HttpResponse<String> answer =
        send(Map.of("name", "Ada", "email", "ada@shop.example", "message", "x".repeat(70_000)));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("too much at once");
    HttpResponse<String> long4 =
        send(Map.of("name", "Ada", "email", "ada@shop.example", "message", "😀".repeat(4_000)));
    assertThat(long4.statusCode()).isEqualTo(422);
    assertThat(long4.body()).contains("at most 4000 characters");
  }

  @Test
  void theApiAnswersAsBefore() throws Exception {
    PortalFixture.Answer problem =
        portal.callWith("GET", "/api/nowhere", null, Map.of("Accept", "text/html"));
    assertThat(problem.raw().headers().firstValue("Content-Type"))
        .contains("application/problem+json");
    assertThat(portal.callWith("GET", "/nowhere", null, Map.of()).code()).isEqualTo("not_found");
    PortalFixture.Answer page =
        portal.callWith("GET", "/nowhere", null, Map.of("Accept", "text/html"));
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.text()).contains(page.raw().headers().firstValue("X-Request-Id").get());
    assertThat(portal.callWith("GET", "/", null, Map.of()).text()).contains("<h1");
  }

  private static HttpResponse<String> send(Map<String, String> fields, String... headers)
      throws Exception {
    String body =
        fields.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + portal.port() + "/contact"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static List<String> kept() throws Exception {
    try (Connection connection = portal.database();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT name || '|' || email || '|' || message || '|' || address"
                    + " FROM contact_messages")) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }
}
