package io.causality.jobs.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserAgentsTest {
  private final UserAgents userAgents = new UserAgents();

  @Test
  void tellsDesktopBrowsers() {
    assertThat(
            userAgents.client(
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_1) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/32.0.1700.77 Safari/537.36"))
        .isEqualTo(new Client("Chrome", "Mac OS X", "desktop"));
  }

  @Test
  void tellsPhonesFromTablets() {
    assertThat(
            userAgents.client(
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML,"
                    + " like Gecko) Version/17.0 Mobile/15E148 Safari/604.1"))
        .isEqualTo(new Client("Mobile Safari", "iOS", "mobile"));
    assertThat(
            userAgents.client(
                "Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
                    + " Gecko) Version/16.0 Mobile/15E148 Safari/604.1"))
        .extracting(Client::deviceType)
        .isEqualTo("tablet");
    assertThat(
            userAgents.client(
                "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/120.0.0.0 Mobile Safari/537.36"))
        .extracting(Client::deviceType)
        .isEqualTo("mobile");
  }

  @Test
  void tellsBots() {
    assertThat(
            userAgents
                .client("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
                .deviceType())
        .isEqualTo("bot");
  }

  @Test
  void knowsNothingOfWhatSaysNothing() {
    assertThat(userAgents.client("")).isEqualTo(Client.UNKNOWN);
    assertThat(userAgents.client("-")).isEqualTo(Client.UNKNOWN);
    assertThat(userAgents.client("x".repeat(100_000))).isEqualTo(Client.UNKNOWN);
  }
}
