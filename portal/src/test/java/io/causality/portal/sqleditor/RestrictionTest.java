package io.causality.portal.sqleditor;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.proto.lake.EventParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RestrictionTest {
  private static final Path GOLDENS = Path.of("src/test/resources/goldens/restriction");
  private static final List<Instant> HOURS =
      List.of(Instant.parse("1995-08-01T00:00:00Z"), Instant.parse("2015-05-17T10:00:00Z"));
  private static final EventParts EVENTS = EventParts.written(HOURS);
  private static final String DIVIDER = "\n-- becomes\n";

  private final SqlGuard guard = new SqlGuard();

  /** Each golden: the query as sent, a divider, the statement that runs, shortened by names. */
  @TestFactory
  Stream<DynamicTest> everyGoldenIsRewrittenAsItSays() throws IOException {
    try (Stream<Path> files = Files.list(GOLDENS)) {
      return files.sorted().toList().stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      file.getFileName().toString(), () -> assertGolden(read(file))));
    }
  }

  @Test
  void withoutHoursNothingIsRead() {
    assertThat(
            Restriction.apply(
                    guard.check("SELECT count(*) FROM events"), EventParts.written(List.of()), 2)
                .text())
        .contains("WHERE FALSE)");
  }

  @Test
  void aCommentAtTheEndDoesNotHideTheLimit() {
    assertThat(Restriction.apply(guard.check("SELECT 1 -- one"), EVENTS, 11).text())
        .isEqualTo("SELECT 1 -- one\nLIMIT 11");
  }

  @Test
  void aPlaceInTheRewrittenTextLeadsBackToTheTextThatWasSent() {
    String sql = "SELECT *\nFROM events e\nJOIN events f ON e.nope = f.event_id";
    RewrittenQuery rewritten = Restriction.apply(guard.check(sql), EVENTS, 2);
    Offsets text = new Offsets(rewritten.text());
    int wrong = rewritten.text().indexOf("nope");
    assertThat(rewritten.originalOffset(text.line(wrong), text.column(wrong)))
        .isEqualTo(sql.indexOf("nope"));
    int inside = rewritten.text().indexOf("WHERE");
    assertThat(rewritten.originalOffset(text.line(inside), text.column(inside)))
        .isEqualTo(sql.indexOf("events e"));
  }

  private void assertGolden(String golden) {
    int at = golden.indexOf(DIVIDER);
    String sent = golden.substring(0, at);
    String expected = golden.substring(at + DIVIDER.length()).stripTrailing();
    String condition = io.causality.proto.lake.LakeHours.of(HOURS);
    String actual =
        Restriction.apply(guard.check(sent), EVENTS, 1001)
            .text()
            .replace(io.causality.proto.lake.LakeQueries.persons(condition), "<persons>")
            .replace("(SELECT * FROM lake.causality.events WHERE " + condition + ")", "<events>")
            .replace(
                "(SELECT * FROM lake.causality.events_files WHERE " + condition + ")", "<files>");
    assertThat(actual).isEqualTo(expected);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
