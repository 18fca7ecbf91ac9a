package io.causality.gateway.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.gateway.problem.Problem;
import io.causality.gateway.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
  private static final String GOOD = "{\"event\":\"e\",\"userId\":\"u\"}";

  @Test
  void takesTheGoodEventsOfABatchAndNamesTheBadOnes() {
    DecodedEvents events =
        Decoding.batch(
            "{\"events\":["
                + GOOD
                + ",{\"event\":7,\"x\":[{}]},"
                + GOOD
                + ",5,{\"id\":\"n\",\"context\":{\"page\":{\"url\":[1]}}},"
                + GOOD
                + "]}");
    assertThat(events.accepted()).isEqualTo(3);
    assertThat(events.index(2)).isEqualTo(5);
    assertThat(events.rejected()).extracting("index").containsExactly(1, 3, 4);
    assertThat(events.rejected().getLast().eventId()).isEqualTo("n");
  }

  @Test
  void readsSentAtBehindTheEvents() {
    assertThat(Decoding.batch("{\"events\":[" + GOOD + "],\"sentAt\":\"2026-01-01T00:00:00Z\"}"))
        .extracting(DecodedEvents::sentAtMs)
        .isEqualTo(1767225600000L);
  }

  @Test
  void refusesWhatIsNoRequest() {
    assertRefused("", Problem.MALFORMED_BODY, "empty");
    assertRefused("{\"event\":{", Problem.MALFORMED_BODY, "not valid JSON");
    assertRefused("null", Problem.INVALID_REQUEST, "JSON object");
    assertRefused("[1,2]", Problem.INVALID_REQUEST, "JSON object");
    assertRefused("{}", Problem.INVALID_REQUEST, "is required");
    assertRefused("{\"event\":" + GOOD + "} x", Problem.MALFORMED_BODY, "");
    assertRefused(
        "{\"event\":" + GOOD + ",\"event\":" + GOOD + "}", Problem.INVALID_REQUEST, "twice");
    assertRefused("{\"event\":" + GOOD + ",\"more\":1}", Problem.INVALID_REQUEST, "more: unknown");
    assertRefused(
        "{\"event\":{\"event\":\"p\",\"properties\":{\"x\":NaN}}}", Problem.MALFORMED_BODY, "JSON");
    assertRefused(
        "{\"event\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
        Problem.MALFORMED_BODY,
        "nested");
  }

  @Test
  void refusesInvalidUtf8() {
    byte[] body =
        "{\"event\":{\"event\":\"??\",\"userId\":\"u\"}}".getBytes(StandardCharsets.UTF_8);
    body[19] = (byte) 0xFF;
    assertThat(
            Decoding.refusal(
                    new JsonDecoder(Decoding.LIMITS)
                        .decode(body, body.length, BodyShape.SINGLE, Decoding.SENDER))
                .problem())
        .isEqualTo(Problem.MALFORMED_BODY);
  }

  @Test
  void refusesABatchOverTheLimit() {
    String events = String.join(",", Collections.nCopies(2001, GOOD));
    Refusal refusal =
        Decoding.refusal(
            Decoding.decode("{\"events\":[" + events + "]}", BodyShape.BATCH, Decoding.SENDER));
    assertThat(refusal.problem()).isEqualTo(Problem.TOO_MANY_EVENTS);
    assertThat(refusal.detail()).contains("2000");
  }

  @Test
  void refusesABatchThatIsNone() {
    assertBatchRefused("{\"events\":{}}", "events: must be an array");
    assertBatchRefused("{\"events\":[]}", "at least one");
    assertBatchRefused("{\"sentAt\":1}", "events: is required");
    assertBatchRefused("{\"events\":[" + GOOD + "],\"sentAt\":\"now\"}", "sentAt: must be");
    assertBatchRefused("{\"events\":[" + GOOD + "],\"x\":1}", "x: unknown");
    assertBatchRefused("{\"events\":[" + GOOD + "],\"events\":[]}", "twice");
  }

  @Test
  void theDecoderIsAsNewForTheNextRequest() {
    JsonDecoder decoder = new JsonDecoder(Decoding.LIMITS);
    byte[] bad =
        "{\"event\":{\"event\":\"e\",\"id\":\"old\",\"deviceId\":1}}"
            .getBytes(StandardCharsets.UTF_8);
    byte[] good = ("{\"event\":" + GOOD + "}").getBytes(StandardCharsets.UTF_8);
    decoder.decode(bad, bad.length, BodyShape.SINGLE, Decoding.SENDER);
    DecodedEvents events =
        Decoding.events(decoder.decode(good, good.length, BodyShape.SINGLE, Decoding.SENDER));
    assertThat(events.rejected()).isEmpty();
    assertThat(events.id(0)).isNotEqualTo("old");
  }

  private static void assertRefused(String body, Problem problem, String words) {
    Refusal refusal = Decoding.refusal(Decoding.decode(body, BodyShape.SINGLE, Decoding.SENDER));
    assertThat(refusal.problem()).isEqualTo(problem);
    assertThat(refusal.detail()).contains(words);
  }

  private static void assertBatchRefused(String body, String words) {
    assertThat(Decoding.refusal(Decoding.decode(body, BodyShape.BATCH, Decoding.SENDER)).detail())
        .contains(words);
  }
}
