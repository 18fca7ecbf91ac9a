package io.causality.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir private Path folder;

  private Secrets ensure(Map<String, String> environment) throws IOException {
    return Secrets.ensure(new DataFolder(folder), Settings.of(environment).admin());
  }

  @Test
  void areMadeOnceAndKeptForTheirOwnerAlone() throws IOException {
    Secrets first = ensure(Map.of());
    Secrets second = ensure(Map.of());
    assertThat(first.made()).isTrue();
    assertThat(second.made()).isFalse();
    assertThat(second.adminToken()).isEqualTo(first.adminToken());
    assertThat(second.portalKey()).isEqualTo(first.portalKey()).hasSizeGreaterThan(32);
    assertThat(second.nats()).isEqualTo(first.nats());
    Path file = folder.resolve("secrets.properties");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(first.toString()).doesNotContain(first.adminToken());
  }

  @Test
  void differFromFolderToFolder(@TempDir Path other) throws IOException {
    Secrets there = Secrets.ensure(new DataFolder(other), Settings.of(Map.of()).admin());
    assertThat(ensure(Map.of()).postgres().password()).isNotEqualTo(there.postgres().password());
  }

  @Test
  void takeWhatTheEnvironmentGivesAndRememberIt() throws IOException {
    Secrets given =
        ensure(
            Map.of(
                "CAUSALITY_ADMIN_EMAIL", "me@corp.example",
                "CAUSALITY_ADMIN_PASSWORD", "pass=with \\ signs: #!",
                "CAUSALITY_ADMIN_TOKEN", "token"));
    assertThat(given.made()).isFalse();
    Secrets later = ensure(Map.of());
    assertThat(later.adminEmail()).isEqualTo("me@corp.example");
    assertThat(later.adminPassword()).isEqualTo("pass=with \\ signs: #!");
    assertThat(Secrets.adminToken(new DataFolder(folder), Settings.of(Map.of()).admin()))
        .contains("token");
  }
}
