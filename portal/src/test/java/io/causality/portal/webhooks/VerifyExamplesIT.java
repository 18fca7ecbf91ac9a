package io.causality.portal.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.alerts.AlertsFixture;
import io.causality.portal.webhooks.Receiver.Received;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The examples that receivers copy accept a real delivery and nothing else. */
class VerifyExamplesIT {
  private static final Path ROOT = Path.of(System.getProperty("causality.root"));
  private static final Path EXAMPLES = ROOT.resolve("docs/examples/webhooks");

  @TempDir static Path folder;

  private static String secret;
  private static Received delivery;

  @BeforeAll
  static void deliver() {
    try (AlertsFixture alerts = new AlertsFixture(Map.of());
        Receiver receiver = new Receiver()) {
      JsonObject webhook = alerts.webhook(receiver.url("/ok"));
      secret = webhook.getString("secret");
      alerts.publish(
          AlertsFixture.alert(UUID.randomUUID().toString(), List.of(webhook.getString("id")))
              .put("scope_key", "Zoë \uD83D\uDE80"));
      AlertsFixture.await("it comes", () -> !receiver.received("/ok").isEmpty());
      delivery = receiver.received("/ok").getFirst();
    }
  }

  @AfterAll
  static void theDeliveryHadMoreThanAscii() {
    assertThat(delivery.body()).contains("Zoë");
  }

  @TestFactory
  Stream<DynamicTest> examplesTellGenuineDeliveriesFromOthers() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(
        test(
            "Java",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "Verify.java"));
    if (isThere("go", "version")) {
      tests.add(test("Go", "go", "run", "verify.go"));
    }
    if (isThere("python3", "--version")) {
      tests.add(test("Python", "python3", "verify.py"));
    }
    if (isThere("node", "--version")) {
      typeScript().ifPresent(script -> tests.add(test("TypeScript", "node", script)));
    }
    return tests.stream();
  }

  /**
   * As it is where Node strips types itself; else as the web app's compiler makes it JavaScript.
   */
  private static Optional<String> typeScript() throws Exception {
    String[] version = output("node", "--version").replace("v", "").trim().split("\\.", -1);
    int major = Integer.parseInt(version[0]);
    if (major > 22 || (major == 22 && Integer.parseInt(version[1]) >= 18)) {
      return Optional.of("verify.ts");
    }
    Path compiler = ROOT.resolve("portal-ui/node_modules/.bin/tsc");
    if (!Files.exists(compiler)) {
      return Optional.empty();
    }
    Files.writeString(folder.resolve("package.json"), "{\"type\":\"module\"}");
    output(
        compiler.toString(),
        "--noCheck",
        "--target",
        "esnext",
        "--module",
        "esnext",
        "--outDir",
        folder.toString(),
        EXAMPLES.resolve("verify.ts").toString());
    return Optional.of(folder.resolve("verify.js").toString());
  }

  private static DynamicTest test(String language, String... command) {
    return DynamicTest.dynamicTest(
        language,
        () -> {
          String timestamp = delivery.headers().get("X-Causality-Timestamp");
          String signature = delivery.headers().get("X-Causality-Signature");
          String body = delivery.body();
          assertThat(accepts(command, secret, timestamp, signature, body)).isTrue();
          assertThat(accepts(command, secret, timestamp, signature, body + " ")).isFalse();
          assertThat(accepts(command, secret + "x", timestamp, signature, body)).isFalse();
          assertThat(accepts(command, secret, "0" + timestamp, signature, body)).isFalse();
          assertThat(accepts(command, secret, timestamp, "v1=", body)).isFalse();
          String old = Long.toString(Long.parseLong(timestamp) - 3_600);
          assertThat(accepts(command, secret, old, Signature.of(secret, old, body), body))
              .as("long ago")
              .isFalse();
        });
  }

  private static boolean accepts(
      String[] command, String secret, String timestamp, String signature, String body)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(secret, timestamp, signature));
    Path said = Files.createTempFile(folder, "said", ".txt");
    Process process =
        new ProcessBuilder(all)
            .directory(EXAMPLES.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(body.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isBetween(0, 1);
    return process.exitValue() == 0;
  }

  private static boolean isThere(String... command) throws Exception {
    try {
      output(command);
      return true;
    } catch (IOException e) {
      return false; // no such program
    }
  }

  private static String output(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
