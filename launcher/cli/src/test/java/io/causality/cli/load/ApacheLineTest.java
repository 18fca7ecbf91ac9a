package io.causality.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApacheLineTest {
  private static final String COMBINED =
      "83.149.9.216 - - [17/May/2015:12:05:03 +0200] \"GET /a/b.png?x=1#y HTTP/1.1\" 200 203023"
          + " \"http://example.org/\" \"Mozilla/5.0 (X11)\"";

  @Test
  void readsEveryFieldOfTheCombinedFormat() {
    PageView view = ApacheLine.parse(COMBINED).orElseThrow();
    assertThat(view.visitor()).isEqualTo("83.149.9.216");
    assertThat(Instant.ofEpochMilli(view.timestampMs())).isEqualTo("2015-05-17T10:05:03Z");
    assertThat(view.method()).isEqualTo("GET");
    assertThat(view.url()).isEqualTo("/a/b.png?x=1#y");
    assertThat(view.status()).isEqualTo(200);
    assertThat(view.bytes()).isEqualTo(OptionalLong.of(203023));
    assertThat(view.referrer()).contains("http://example.org/");
    assertThat(view.userAgent()).contains("Mozilla/5.0 (X11)");
  }

  @Test
  void takesADashForAbsent() {
    String line = "h - - [01/Jan/1970:00:00:00 +0000] \"GET / HTTP/1.0\" 304 - \"-\" \"-\"";
    PageView view = ApacheLine.parse(line).orElseThrow();
    assertThat(view.bytes()).isEmpty();
    assertThat(view.referrer()).isEmpty();
    assertThat(view.userAgent()).isEmpty();
  }

  @Test
  void readsTheCommonFormatWithoutReferrerAndAgent() {
    String line = "h - frank [10/Oct/2000:13:55:36 -0700] \"GET /x HTTP/1.0\" 200 2326";
    assertThat(ApacheLine.parse(line).orElseThrow().userAgent()).isEmpty();
  }

  @Test
  void keepsEscapedQuotesInTheAgent() {
    String line =
        "h - - [01/Jan/2015:00:00:00 +0000] \"GET / HTTP/1.0\" 200 1 \"-\" \"a \\\"b\\\" c\"";
    assertThat(ApacheLine.parse(line).orElseThrow().userAgent()).contains("a \\\"b\\\" c");
  }

  @Test
  void takesALineWhoseAgentWasCutOff() {
    String line = "h - - [01/Jan/2015:00:00:00 +0000] \"GET / HTTP/1.0\" 200 1 \"-\" \"Mozilla/5";
    assertThat(ApacheLine.parse(line)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "h - - [32/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1",
        "h - - [17/Mai/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1",
        "h - - [17/May/2015:10:05:03 +0000] \"-\" 408 -",
        "h - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 99999999999 1",
      })
  void refusesWhatIsNone(String line) {
    assertThat(ApacheLine.parse(line)).isEmpty();
  }
}
