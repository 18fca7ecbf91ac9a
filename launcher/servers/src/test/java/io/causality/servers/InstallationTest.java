package io.causality.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  @TempDir private Path folder;

  @Test
  void saysInOneLineWhatIsMissingAndHowToGetIt() {
    Installation empty = Installation.of(Map.of("CAUSALITY_CACHE", folder.toString()));
    assertThatThrownBy(empty::trino)
        .isInstanceOf(MissingServerException.class)
        .hasMessageMatching("missing: trino \\d+; get it with: ./causality provision");
    assertThatThrownBy(empty::postgres).hasMessageStartingWith("missing: postgres 18.");
    assertThatThrownBy(empty::s3proxy).hasMessageStartingWith("missing: s3proxy");
    assertThatThrownBy(empty::java17).hasMessageContaining("CAUSALITY_JDK17");
  }

  @Test
  void looksInTheUsersCacheFolderUnlessToldOtherwise() throws Exception {
    Path lib = folder.resolve(".cache/causality/servers/s3proxy-4.1.0/lib");
    Files.createDirectories(lib);
    assertThat(Installation.of(Map.of("HOME", folder.toString())).s3proxy()).isEqualTo(lib);
    Map<String, String> xdg = Map.of("HOME", "/nowhere", "XDG_CACHE_HOME", folder + "/.cache");
    assertThat(Installation.of(xdg).s3proxy()).isEqualTo(lib);
  }

  @Test
  void givesEachPortOnce() {
    Set<Integer> ports =
        IntStream.range(0, 50).mapToObj(i -> Ports.free()).collect(Collectors.toSet());
    assertThat(ports).hasSize(50).allMatch(Ports::isFree);
  }

  @Test
  void refusesCredentialsThatAConfigurationFileWouldMisread() {
    assertThatThrownBy(() -> new Credentials("user", "pass\"word"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Credentials("user", "secret")).hasToString("user:***");
  }

  @Test
  void showsTheLastLinesOfALog() throws Exception {
    Path log = folder.resolve("log");
    Files.writeString(log, "x".repeat(100_000) + "\none\ntwo\n");
    assertThat(LogTail.of(log, 2)).isEqualTo("one\ntwo");
    assertThat(LogTail.of(folder.resolve("absent"), 2)).contains("no log");
  }
}
