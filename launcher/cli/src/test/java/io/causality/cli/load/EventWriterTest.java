package io.causality.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NASA = "h\t-\t807256800\tGET\t/x?q=1\t200\t1713\t\t";

  private static JsonNode event(LogFormat format, long number, String line) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(new EventWriter(format).append(number, line, out)).isEmpty();
    return JSON.readTree(out.toByteArray());
  }

  @Test
  void makesALogLineThePageViewThatTheContractNames() throws IOException {
    // The digests are what `printf '2:…' | sha256sum` and `printf h | sha256sum` print.
    assertThat(event(LogFormat.NASA, 2, NASA))
        .isEqualTo(
            JSON.readTree(
                """
                {"event":"page_view","id":"3441bde95b4dee6f45d626a8b528a213","deviceId":"aaa9402664f1a41f",
                 "timestamp":807256800000,"context":{"page":{"url":"/x?q=1"}},
                 "properties":{"method":"GET","status":200,"bytes":1713}}
                """));
  }

  @Test
  void givesTheSameLineAnotherIdAtAnotherPlace() throws IOException {
    assertThat(event(LogFormat.NASA, 2, NASA).get("id"))
        .isNotEqualTo(event(LogFormat.NASA, 3, NASA).get("id"));
  }

  @Test
  void passesAnEventWithAnIdAsItIs() throws IOException {
    String line = "{\"event\":\"x\",\"id\":\"mine\",\"deviceId\":\"d\",\"n\":1.50}";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new EventWriter(LogFormat.EVENTS).append(1, line, out);
    assertThat(out).hasToString(line);
  }

  @Test
  void givesAnEventWithoutAnIdOneSoThatARetryIsTheSameEvent() throws IOException {
    String line = " {\"event\":\"x\",\"properties\":{\"id\":\"inner\"}} ";
    JsonNode first = event(LogFormat.EVENTS, 1, line);
    assertThat(first.get("id").asText()).hasSize(32);
    assertThat(first).isEqualTo(event(LogFormat.EVENTS, 1, line));
    assertThat(first.at("/properties/id").asText()).isEqualTo("inner");
    assertThat(event(LogFormat.EVENTS, 1, "{}").get("id").asText()).hasSize(32);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "{\"a\":", "{\"a\":1} {}", "text", "{\"a\":NaN}"})
  void saysWhatIsWrongWithALineThatIsNoObject(String line) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(new EventWriter(LogFormat.EVENTS).append(1, line, out).orElseThrow())
        .startsWith("not a JSON object");
    assertThat(out.size()).isZero();
  }

  @Test
  void saysWhichFormatALogLineIsNotOf() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(new EventWriter(LogFormat.APACHE).append(1, "?", out))
        .contains("not a line of the format apache");
  }
}
