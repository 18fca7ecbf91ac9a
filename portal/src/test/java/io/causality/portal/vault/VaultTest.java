package io.causality.portal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.causality.portal.http.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VaultTest {
  private final Vault vault = new Vault(Optional.of("a key for tests, long enough for all"));

  @Test
  void whatIsSealedOpensInItsPlaceOnly() throws Exception {
    String sealed = vault.seal("here", "pässword");
    assertThat(vault.open("here", sealed)).isEqualTo("pässword");
    assertThat(sealed).doesNotContain("ssword");
    assertThat(vault.seal("here", "pässword")).isNotEqualTo(sealed);
    assertThatExceptionOfType(Vault.UnopenableException.class)
        .isThrownBy(() -> vault.open("there", sealed));
    assertThatExceptionOfType(Vault.UnopenableException.class)
        .isThrownBy(() -> new Vault(Optional.of("another key")).open("here", sealed));
    String changed =
        sealed.substring(0, 30) + (sealed.charAt(30) == 'A' ? 'B' : 'A') + sealed.substring(31);
    assertThatExceptionOfType(Vault.UnopenableException.class)
        .isThrownBy(() -> vault.open("here", changed));
    assertThatExceptionOfType(Vault.UnopenableException.class)
        .isThrownBy(() -> vault.open("here", "?"));
  }

  @Test
  void withoutAKeyNothingIsSealed() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> new Vault(Optional.empty()).seal("here", "x"))
        .withMessageContaining("CAUSALITY_SECRET_KEY");
  }
}
