package io.causality.portal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SendersTest {
  private static final Senders BEHIND = behind("10.0.0.1", "10.0.0.2");

  @Test
  void aTrustedProxySaysForWhomItAsks() {
    assertThat(BEHIND.address("10.0.0.1", List.of("198.51.100.7"))).isEqualTo("198.51.100.7");
    assertThat(BEHIND.address("10.0.0.1", List.of("198.51.100.7, 10.0.0.2", "10.0.0.2")))
        .isEqualTo("198.51.100.7");
    assertThat(BEHIND.address("10.0.0.1", List.of())).isEqualTo("10.0.0.1");
    assertThat(BEHIND.address("10.0.0.1", List.of(" , "))).isEqualTo("10.0.0.1");
  }

  @Test
  void whatAClientWritesIntoTheHeaderItselfMeansNothing() {
    // The proxy appends whom it saw; what stood there before is the client's own.
    assertThat(BEHIND.address("10.0.0.1", List.of("1.2.3.4, 198.51.100.7")))
        .isEqualTo("198.51.100.7");
    assertThat(BEHIND.address("198.51.100.7", List.of("1.2.3.4"))).isEqualTo("198.51.100.7");
    assertThat(behind().address("127.0.0.1", List.of("1.2.3.4"))).isEqualTo("127.0.0.1");
    assertThat(BEHIND.address("10.0.0.1", List.of("x".repeat(5_000)))).hasSize(100);
    assertThat(BEHIND.address(null, List.of("1.2.3.4"))).isEqualTo("unknown");
  }

  @Test
  void networksAreTrustedAsAWhole() {
    Senders senders = behind("10.1.128.0/17", "fd00::/8", "::1");
    assertThat(senders.secure("10.1.128.1", "https")).isTrue();
    assertThat(senders.secure("10.1.255.255", "https")).isTrue();
    assertThat(senders.secure("10.1.127.255", "https")).isFalse();
    assertThat(senders.secure("fdff::7", "https")).isTrue();
    assertThat(senders.secure("fe00::7", "https")).isFalse();
    assertThat(senders.secure("0:0:0:0:0:0:0:1", "https")).isTrue();
    assertThat(senders.secure("unknown", "https")).isFalse();
    for (String bad : List.of("proxy", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0/8/1")) {
      assertThatIllegalArgumentException().isThrownBy(() -> behind(bad)).withMessageContaining(bad);
    }
  }

  @Test
  void onlyATrustedProxySaysThatItWasAskedByHttps() {
    assertThat(BEHIND.secure("10.0.0.1", "https")).isTrue();
    assertThat(BEHIND.secure("10.0.0.1", "HTTPS")).isTrue();
    assertThat(BEHIND.secure("10.0.0.1", "http")).isFalse();
    assertThat(BEHIND.secure("10.0.0.1", null)).isFalse();
    assertThat(BEHIND.secure("198.51.100.7", "https")).isFalse();
    assertThat(BEHIND.secure(null, "https")).isFalse();
  }

  private static Senders behind(String... proxies) {
    return new Senders(Proxies.of(List.of(proxies)));
  }
}
