package io.causality.bench.insights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.bench.shop.ShopMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Path generate(String name, String seed, String... more) throws Exception {
    Path target = Files.createDirectories(folder.resolve(name));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--events",
                "20000",
                "--seed",
                seed,
                "--ndjson",
                target.resolve("events.ndjson").toString(),
                "--truths",
                target.resolve("truths.json").toString()));
    arguments.addAll(List.of(more));
    ShopMain.main(arguments.toArray(String[]::new));
    return target;
  }

  @Test
  void theFilesHoldWhatWasCountedWhileTheyWereGenerated() throws Exception {
    Path generated = generate("one", "42", "--lake", folder.resolve("bucket").toString());
    JsonNode truths = JSON.readTree(generated.resolve("truths.json").toFile());
    var questions = new Questions(truths);
    try (var lake =
        DuckLake.written(
                folder.resolve("bucket"),
                truths.path("app").asText(),
                questions.from(),
                questions.to())
            .inMemory()) {
      assertThat(lake.rows("SELECT count(*), count(DISTINCT event_id) FROM ever_files"))
          .containsExactly(List.of(truths.path("events").asLong(), truths.path("events").asLong()));
      for (Question question : questions.all()) {
        JsonNode answer = question.ofDuck().apply(lake.rows(question.duck()));
        assertThat(answer.isEmpty()).as(question.name()).isFalse();
        if (question.truth() != null) {
          assertThat(Answers.equal(answer, question.truth()))
              .as("%s: %s instead of %s", question.name(), answer, question.truth())
              .isTrue();
        }
      }
    }
    assertThat(Files.readAllLines(generated.resolve("events.ndjson")))
        .hasSize(truths.path("events").asInt());
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherOneOthers() throws Exception {
    Path one = generate("one", "1");
    Path same = generate("same", "1");
    Path other = generate("other", "2");
    for (String file : List.of("events.ndjson", "truths.json")) {
      assertThat(one.resolve(file)).hasSameBinaryContentAs(same.resolve(file));
      assertThat(Files.mismatch(one.resolve(file), other.resolve(file))).isNotNegative();
    }
  }

  @Test
  void aSpecThatNoCacheKnowsAsksTheSame() {
    Question question =
        new Question(
            "any",
            JSON.createObjectNode().put("kind", "paths").put("edge_limit", 50),
            "/edge_limit",
            "",
            result -> result,
            rows -> JSON.createArrayNode(),
            null);
    assertThat(question.unseen(3).path("edge_limit").asInt()).isEqualTo(53);
    assertThat(question.spec().path("edge_limit").asInt()).isEqualTo(50);
  }
}
