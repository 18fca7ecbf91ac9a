package io.causality.portal.ask.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Readings over the names of the generated shop. {@code readings.txt} is reviewed as text. */
class InterpreterTest {
  /** A Sunday. */
  private static final Calendar CALENDAR =
      new Calendar(Instant.parse("2026-11-01T09:00:00Z"), ZoneId.of("UTC"), DayOfWeek.MONDAY);

  private static final Interpreter INTERPRETER = new Interpreter(ShopWords.vocabulary());

  @TestFactory
  Stream<DynamicTest> questionsAreReadAsWritten() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    String[] lines = resource().split("\n", -1);
    for (int i = 0; i + 1 < lines.length; i += 2) {
      String question = lines[i];
      String expected = lines[i + 1].strip();
      tests.add(
          DynamicTest.dynamicTest(
              question,
              () ->
                  assertThat(text(INTERPRETER.read(question, CALENDAR, null)))
                      .isEqualTo(expected)));
    }
    return tests.stream();
  }

  private static String resource() throws IOException {
    try (InputStream in = InterpreterTest.class.getResourceAsStream("readings.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatIsNotReadIsNamed() {
    assertThat(INTERPRETER.read("How many purchases by men last week?", CALENDAR, null))
        .isInstanceOfSatisfying(
            Reading.Declined.class, declined -> assertThat(declined.text()).contains("men"));
  }

  @Test
  void suggestionsAreReadAsTheyAreMeant() {
    List<String> questions =
        Suggestions.of(
            ShopWords.vocabulary(),
            CALENDAR,
            Instant.parse("2026-09-01T00:00:00Z"),
            Instant.parse("2026-10-31T23:00:00Z"));
    assertThat(questions).hasSizeGreaterThan(5);
    assertThat(questions.stream().map(question -> text(INTERPRETER.read(question, CALENDAR, null))))
        .noneMatch(reading -> reading.startsWith("NO") || reading.startsWith("UN"));
    assertThat(
            Suggestions.of(
                ShopWords.vocabulary(),
                CALENDAR,
                Instant.parse("2026-06-01T00:00:00Z"),
                Instant.parse("2026-08-15T00:00:00Z")))
        .allMatch(
            question -> question.contains("in August 2026") || question.contains("last 8 weeks"));
  }

  @Test
  void aFollowUpKeepsWhatItDoesNotName() {
    assertThat(
            follow("How many purchases last week?", "and by country?", "only mobile", "in October"))
        .isEqualTo(
            "total purchase_complete | device_type IS [mobile] | by country |"
                + " 2026-10-01..2026-10-31");
    assertThat(follow("purchases by country last week", "and signups?"))
        .isEqualTo("total user_signup | by country | 2026-10-19..2026-10-25");
    assertThat(follow("How many purchases last week?", "How many signups yesterday?"))
        .isEqualTo("total user_signup | 2026-10-31..2026-10-31");
    assertThat(follow("page views from Germany last week", "and from Switzerland?"))
        .isEqualTo("total page_view | country IS [CH] | 2026-10-19..2026-10-25");
  }

  private static String follow(String... questions) {
    Intent before = null;
    String text = "";
    for (String question : questions) {
      Reading reading = INTERPRETER.read(question, CALENDAR, before);
      text = text(reading);
      before = ((Reading.Understood) reading).intent();
    }
    return text;
  }

  static String text(Reading reading) {
    return switch (reading) {
      case Reading.Declined declined -> declined.reason() + ": " + declined.text();
      case Reading.Unclear unclear ->
          "ASK: "
              + unclear.choices().stream()
                  .map(Reading.Choice::text)
                  .collect(Collectors.joining(" / "));
      case Reading.Understood understood -> text(understood.intent());
    };
  }

  private static String text(Intent intent) {
    List<String> parts = new ArrayList<>();
    parts.add(text(intent.subject()));
    intent.filters().forEach(filter -> parts.add(text(filter)));
    if (!intent.keys().isEmpty()) {
      parts.add(
          "by "
              + intent.keys().stream()
                  .map(Vocabulary.Property::name)
                  .collect(Collectors.joining(", ")));
    }
    if (intent.interval() != null) {
      parts.add((intent.perPeriod() ? "mean per " : "per ") + Interpreter.lower(intent.interval()));
    }
    if (intent.fold() != null) {
      parts.add("by " + Interpreter.lower(intent.fold()));
    }
    if (!intent.rank().isAll()) {
      parts.add((intent.rank().ascending() ? "last " : "first ") + intent.rank().most());
    }
    if (intent.range() != null) {
      parts.add(
          text(intent.range())
              + (intent.compared() == null ? "" : " against " + text(intent.compared())));
    }
    return String.join(" | ", parts);
  }

  private static String text(Range range) {
    return range.equals(Range.everything()) ? "ever" : range.specFrom() + ".." + range.specTo();
  }

  private static String text(Intent.Filter filter) {
    return filter.property().name() + " " + filter.op() + " " + filter.values();
  }

  private static String text(Intent.Measure measure) {
    return measure.math().spec()
        + (measure.property() == null ? "" : "(" + measure.property().name() + ")")
        + " "
        + (measure.event() == null ? "any" : measure.event())
        + measure.filters().stream().map(f -> " [" + text(f) + "]").collect(Collectors.joining());
  }

  private static String text(Intent.Subject subject) {
    return switch (subject) {
      case Intent.Counting(Intent.Measure measure) -> text(measure);
      case Intent.Repeated(Intent.Measure measure, int least) ->
          text(measure) + " at least " + least + " times";
      case Intent.Several(List<Intent.Measure> measures) ->
          measures.stream().map(InterpreterTest::text).collect(Collectors.joining(" beside "));
      case Intent.Ratio ratio ->
          (ratio.percent() ? "percent " : "ratio ")
              + text(ratio.part())
              + " of "
              + text(ratio.whole());
      case Intent.Change(Intent.Measure measure) -> "change of " + text(measure);
      case Intent.Funnel funnel ->
          Interpreter.lower(funnel.show())
              + " "
              + String.join(" > ", funnel.steps())
              + " in "
              + funnel.windowDays()
              + " d";
      case Intent.Retention retention ->
          "retention of "
              + retention.target()
              + " to "
              + retention.returning()
              + " by "
              + Interpreter.lower(retention.period())
              + retention.cell().map(cell -> " cell " + cell).orElse("")
              + (retention.people() ? " people" : "");
      case Intent.Neighbours(String item, boolean before, boolean pages) ->
          (before ? "before " : "after ") + item + (pages ? " pages" : "");
      case Intent.Paths paths -> "paths";
      case Intent.Lifecycle lifecycle -> lifecycle.kind();
      case Intent.Explanation(Intent.Measure measure) -> "why " + text(measure);
    };
  }
}
