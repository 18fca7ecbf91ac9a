package io.causality.portal.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private static final InetAddress PUBLIC = address("93.184.215.14");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "::1",
        "fc00::1",
        "fd12:3456::1",
        "::ffff:10.0.0.1",
        "2130706433",
        "64:ff9b::a00:1",
        "2002:c0a8:101::1"
      })
  void privateAddressesNeedPermission(String text) throws Exception {
    try (AddressGuard guard = new AddressGuard()) {
      assertThatExceptionOfType(AddressGuard.RefusedException.class)
          .isThrownBy(() -> guard.check(text, false))
          .matches(refused -> !refused.isUnresolved());
      assertThat(guard.check(text, true)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "100.100.100.200",
        "fd00:ec2::254",
        "fe80::1",
        "0.0.0.0",
        "::",
        "224.0.0.1",
        "255.255.255.255",
        "ff02::1",
        "2001:0:4136:e378::1"
      })
  void linkLocalMetadataAndSpecialAddressesAreNeverAllowed(String text) {
    try (AddressGuard guard = new AddressGuard()) {
      assertThatExceptionOfType(AddressGuard.RefusedException.class)
          .isThrownBy(() -> guard.check(text, true));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:2800:21f:cb07::1"})
  void publicAddressesAreAllowed(String text) throws Exception {
    try (AddressGuard guard = new AddressGuard()) {
      assertThat(guard.check(text, false)).isEqualTo(address(text));
    }
  }

  @Test
  void oneBadAddressAmongGoodOnesIsEnough() {
    try (AddressGuard guard =
        new AddressGuard(host -> new InetAddress[] {PUBLIC, address("10.1.2.3")})) {
      assertThatExceptionOfType(AddressGuard.RefusedException.class)
          .isThrownBy(() -> guard.check("both.example", false))
          .withMessageContaining("10.1.2.3");
    }
  }

  @Test
  void aNameWithoutAddressIsToldApartFromOneThatIsRefused() {
    try (AddressGuard guard =
        new AddressGuard(
            host -> {
              throw new UnknownHostException(host);
            })) {
      assertThatExceptionOfType(AddressGuard.RefusedException.class)
          .isThrownBy(() -> guard.check("gone.example", false))
          .matches(AddressGuard.RefusedException::isUnresolved);
    }
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
