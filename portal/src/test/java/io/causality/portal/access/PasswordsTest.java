package io.causality.portal.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @Test
  void aPasswordMatchesItsHashAndNoOther() {
    String hash = passwords.hash("correct horse");
    assertThat(hash).startsWith("$argon2id$").doesNotContain("correct");
    assertThat(passwords.hash("correct horse")).isNotEqualTo(hash);
    assertThat(passwords.matches("correct horse", hash)).isTrue();
    assertThat(passwords.matches("correct horsf", hash)).isFalse();
  }

  @Test
  void secretsAreLongAndNeverAlike() {
    assertThat(Secrets.random("ck_")).matches("ck_[0-9A-Za-z]{40}");
    assertThat(Secrets.random("ck_")).isNotEqualTo(Secrets.random("ck_"));
    assertThat(Secrets.lastFour("ck_abcdef")).isEqualTo("cdef");
    assertThat(Secrets.sha256("x")).hasSize(32);
  }
}
