package io.causality.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogFormatTest {
  @Test
  void tellsTheFormatsApartByTheFirstLine() {
    assertThat(LogFormat.guess("{\"event\":\"x\"}")).contains(LogFormat.EVENTS);
    assertThat(LogFormat.guess("host\tlogname\ttime\tmethod\turl\tresponse\tbytes"))
        .contains(LogFormat.NASA);
    assertThat(LogFormat.guess("h - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1"))
        .contains(LogFormat.APACHE);
    assertThat(LogFormat.guess("a;b;c")).isEmpty();
  }

  @Test
  void doesNotCountTheHeaderOfTheNasaLog() {
    assertThat(LogFormat.NASA.headerLines()).isEqualTo(1);
    assertThat(LogFormat.APACHE.headerLines()).isZero();
    assertThat(LogFormat.EVENTS.headerLines()).isZero();
  }
}
