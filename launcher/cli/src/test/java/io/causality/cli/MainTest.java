package io.causality.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(realOut);
    System.setErr(realErr);
  }

  private String data() {
    return "--data=" + folder.resolve("data");
  }

  @Test
  void exitsWith0AfterHelp() {
    assertThat(Main.run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("up", "load", "status", "Exit codes");
    assertThat(Main.run("load", "--help")).isZero();
  }

  @Test
  void exitsWith2OnWrongUsage() {
    assertThat(Main.run()).isEqualTo(2);
    assertThat(Main.run("nonsense")).isEqualTo(2);
    assertThat(Main.run("key")).isEqualTo(2);
    assertThat(Main.run("load")).isEqualTo(2);
    assertThat(Main.run("load", data(), "x", "--format=xml")).isEqualTo(2);
    assertThat(Main.run("sql", data(), "SELECT 1", "--format", "xml")).isEqualTo(2);
    assertThat(out.size()).isZero();
  }

  @Test
  void exitsWith2NamingEveryBadSetting() {
    assertThat(Main.run("status", "--gateway-port=x", "--portal-port=y")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("CAUSALITY_GATEWAY_PORT", "CAUSALITY_PORTAL_PORT");
  }

  @Test
  void exitsWith1WhenNothingRuns() {
    assertThat(Main.run("status", data(), "--json")).isEqualTo(1);
    assertThat(out).hasToString("{\"ready\":false,\"urls\":{},\"parts\":[]}\n");
    assertThat(Main.run("sql", data(), "SELECT 1")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("./causality up");
  }

  @Test
  void saysThatNoPortalAnswers() {
    assertThat(Main.run("sql", data(), "--portal-port=1", "--admin-token=t", "SELECT 1"))
        .isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("no portal at http://127.0.0.1:1");
  }

  @Test
  void isContentWithDownWhenNothingRuns() {
    assertThat(Main.run("down", data())).isZero();
  }
}
