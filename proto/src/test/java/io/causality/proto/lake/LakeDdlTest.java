package io.causality.proto.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LakeDdlTest {
  private static final Pattern COMMENT =
      Pattern.compile(
          "(?s)^CREATE (?:TABLE|OR REPLACE VIEW) lake\\.causality\\.(\\w+) .*COMMENT"
              + " '([^']*\\[definition [0-9a-f]{8}\\])'.*");

  @Test
  void theStatementsAreTheReviewedOnes() throws IOException {
    Golden.check("lake.sql", String.join(";\n\n", LakeDdl.statements("causality")) + ";\n");
  }

  @Test
  void everyColumnOfEveryViewHasAComment() {
    List<String> statements = LakeDdl.statements("b");

    for (LakeColumn column : ViewDdl.eventsColumns(LakeSchema.current())) {
      assertThat(statements)
          .anyMatch(
              statement ->
                  statement.startsWith(
                      "COMMENT ON COLUMN lake.causality.events.\"" + column.name() + "\" IS '"));
    }
  }

  @Test
  void anUpToDateLakeNeedsNothing() {
    assertThat(LakeDdl.statements("b", comments(LakeDdl.statements("b")))).isEmpty();
  }

  @Test
  void aTableThatChangedIsDescribedAnew() {
    Map<String, String> existing = comments(LakeDdl.statements("b"));
    existing.put("traits", "An older one. [definition 00000000]");

    assertThat(LakeDdl.statements("b", existing))
        .hasSize(3)
        .startsWith(
            "CREATE SCHEMA IF NOT EXISTS lake.causality", "DROP TABLE lake.causality.traits")
        .last()
        .asString()
        .startsWith("CREATE TABLE lake.causality.traits (");
  }

  @Test
  void anotherBucketIsAnotherTable() {
    assertThat(LakeDdl.statements("c", comments(LakeDdl.statements("b"))))
        .contains("DROP TABLE lake.causality.events_files")
        .noneMatch(statement -> statement.contains("VIEW"));
  }

  private static Map<String, String> comments(List<String> statements) {
    Map<String, String> comments = new HashMap<>();
    for (String statement : statements) {
      Matcher matcher = COMMENT.matcher(statement);
      if (matcher.matches()) {
        comments.put(matcher.group(1), matcher.group(2));
      }
    }
    assertThat(comments)
        .containsOnlyKeys(
            "events_files",
            "events_copies",
            "device_links",
            "traits",
            "events",
            "events_parts",
            "events_parts_persons",
            "persons");
    return comments;
  }
}
