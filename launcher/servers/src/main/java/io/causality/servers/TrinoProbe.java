package io.causality.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks Trino a real question of the catalog {@code lake}: its port answers long before it can. */
final class TrinoProbe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MOST_PAGES = 200;
  private static final Pattern NEXT = Pattern.compile("\"nextUri\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern ERROR =
      Pattern.compile("\"error\"\\s*:\\s*\\{\\s*\"message\"\\s*:\\s*\"([^\"]*)\"");
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .executor(Runnable::run)
          .build();

  private TrinoProbe() {}

  static Optional<String> problem(String url) {
    try {
      String page = send(HttpRequest.newBuilder(URI.create(url + "/v1/info")));
      if (!page.replace(" ", "").contains("\"starting\":false")) {
        return Optional.of("starting");
      }
      page =
          send(
              HttpRequest.newBuilder(URI.create(url + "/v1/statement"))
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "SELECT count(*) FROM lake.information_schema.schemata")));
      for (int pages = 0; pages < MOST_PAGES; pages++) {
        Matcher error = ERROR.matcher(page);
        if (error.find()) {
          return Optional.of(error.group(1));
        }
        Matcher next = NEXT.matcher(page);
        if (!next.find()) {
          return Optional.empty();
        }
        page = send(HttpRequest.newBuilder(URI.create(next.group(1))));
      }
      return Optional.of("a small query does not end");
    } catch (IOException e) {
      return Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        CLIENT.send(
            request
                .header("X-Trino-User", "causality")
                .header("X-Trino-Source", "health")
                .timeout(TIMEOUT)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("answers " + response.statusCode());
    }
    return response.body();
  }
}
