package io.causality.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NasaLineTest {
  @Test
  void readsEveryField() {
    PageView view =
        NasaLine.parse("a.example.com\t-\t807256800\tGET\t/x.gif\t200\t1713\t\t").orElseThrow();
    assertThat(view.visitor()).isEqualTo("a.example.com");
    assertThat(view.timestampMs()).isEqualTo(807256800000L);
    assertThat(view.method()).isEqualTo("GET");
    assertThat(view.url()).isEqualTo("/x.gif");
    assertThat(view.status()).isEqualTo(200);
    assertThat(view.bytes()).hasValue(1713);
    assertThat(view.referrer()).isEmpty();
    assertThat(view.userAgent()).isEmpty();
  }

  @Test
  void leavesOutBytesThatAreADash() {
    assertThat(NasaLine.parse("h\t-\t1\tGET\t/\t304\t-").orElseThrow().bytes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h\t-\tnoon\tGET\t/\t200\t1",
        "h\t-\t9223372036854775807\tGET\t/\t200\t1",
        "h\t-\t1\tGET\t/\tOK\t1",
        "\t-\t1\tGET\t/\t200\t1",
        "h\t-\t1"
      })
  void refusesWhatIsNone(String line) {
    assertThat(NasaLine.parse(line)).isEmpty();
  }
}
