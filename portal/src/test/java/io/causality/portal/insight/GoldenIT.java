package io.causality.portal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * SQL that is reviewed as text: a spec, the statements that it becomes, the result that a real
 * engine gives for the reference's ten events ({@code src/test/resources/insight}).
 */
class GoldenIT {
  private static final Path ACTUAL = Path.of("target", "insight");

  /** Of the specs and their results. */
  static final List<String> NAMES =
      List.of(
          "trends-breakdown-sum-and-dau",
          "trends-breakdown-in-one-pass",
          "trends-weekly-active",
          "trends-percentile",
          "trends-first-time",
          "trends-sessions",
          "trends-filters",
          "trends-previous-year",
          "retention-recurring",
          "retention-first-time",
          "lifecycle",
          "stickiness",
          "funnel-ordered",
          "funnel-strict-exclusion-breakdown",
          "funnel-first-ever-trends-by-trait",
          "funnel-time-to-convert",
          "paths-pages",
          "paths-everything",
          "sessions");

  private static InsightFixture insights;

  @BeforeAll
  static void start() throws IOException {
    insights = new InsightFixture("golden-it", Map.of());
    insights.app("shop", Reference.events());
    Files.createDirectories(ACTUAL);
  }

  @AfterAll
  static void stop() {
    insights.close();
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void aSpecBecomesTheReviewedStatements(String name) throws IOException {
    JsonObject answer = insights.answer("shop", new JsonObject(read(name + ".spec.json")));
    JsonArray sql = answer.getJsonObject("meta").getJsonArray("sql");
    String statements =
        sql.stream().map(Object::toString).collect(Collectors.joining(";\n\n", "", ";\n"));
    Files.writeString(ACTUAL.resolve(name + ".sql"), statements);
    String result = answer.getJsonObject("result").encodePrettily() + "\n";
    Files.writeString(ACTUAL.resolve(name + ".result.json"), result);
    String hint =
        "if the change is meant: cp target/insight/" + name + ".* src/test/resources/insight/";
    assertThat(statements).as(hint).isEqualTo(read(name + ".sql"));
    assertThat(result).as(hint).isEqualTo(read(name + ".result.json"));
  }

  /** A spec, its statements or its result. */
  static String read(String name) throws IOException {
    try (InputStream stream = GoldenIT.class.getResourceAsStream("/insight/" + name)) {
      return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
