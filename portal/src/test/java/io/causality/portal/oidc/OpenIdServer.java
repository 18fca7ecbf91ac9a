package io.causality.portal.oidc;

import io.causality.testkit.TestAuthority;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** npm's {@code oidc-provider} in a process of its own, which ends with this JVM. */
public final class OpenIdServer implements AutoCloseable {
  public static final String CLIENT = "portal-under-test";
  public static final String SECRET = "of the test alone";

  private static final Path SOURCE = Path.of("src/test/oidc");
  private static final Path INSTALLED = Path.of("target/oidc");

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final String redirect;
  private final Optional<TestAuthority.Keys> keys;
  private Process process;

  /**
   * Starts one that speaks plain HTTP.
   *
   * @param redirect the only address that it sends people back to
   */
  OpenIdServer(int port, String redirect) throws Exception {
    this(port, redirect, Optional.empty());
  }

  /**
   * Starts one.
   *
   * @param redirect the only address that it sends people back to
   * @param keys what it shows; when empty it speaks plain HTTP
   */
  public OpenIdServer(int port, String redirect, Optional<TestAuthority.Keys> keys)
      throws Exception {
    this.port = port;
    this.redirect = redirect;
    this.keys = keys;
    install();
    start();
  }

  public String issuer() {
    return (keys.isPresent() ? "https" : "http") + "://127.0.0.1:" + port;
  }

  /** Who signs in next, and what of their ID token is to be another. */
  public void next(JsonObject account, JsonObject token) throws Exception {
    say(new JsonObject().put("account", account).put("token", token));
  }

  /** Whoever comes next does not want to. */
  void nextIsDenied() throws Exception {
    say(new JsonObject().put("account", new JsonObject()).put("denied", true));
  }

  private void say(JsonObject next) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer() + "/test"))
            .POST(BodyPublishers.ofString(next.encode()))
            .build();
    int status = http.send(request, BodyHandlers.discarding()).statusCode();
    if (status != 204) {
      throw new IllegalStateException("the provider answered " + status);
    }
  }

  /** Starts it, with keys of its own. */
  void start() throws IOException {
    List<String> command =
        new ArrayList<>(List.of("node", "provider.mjs", Integer.toString(port), redirect));
    keys.ifPresent(
        own -> command.addAll(List.of(own.certificate().toString(), own.key().toString())));
    process =
        new ProcessBuilder(command).directory(INSTALLED.toFile()).redirectErrorStream(true).start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.equals("listening")) {
        Thread.ofVirtual().start(() -> said.lines().forEach(System.err::println));
        return;
      }
      all.append(line).append('\n');
    }
    throw new IllegalStateException("the provider did not start: " + all);
  }

  void stop() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Lays out its packages, of the versions in the lock file, once for each of these. */
  private static void install() throws IOException, InterruptedException {
    Files.createDirectories(INSTALLED);
    boolean same = true;
    for (String name : List.of("package.json", "package-lock.json", "provider.mjs")) {
      Path copy = INSTALLED.resolve(name);
      boolean equal = Files.exists(copy) && Files.mismatch(SOURCE.resolve(name), copy) < 0;
      same &= equal || name.equals("provider.mjs");
      Files.write(copy, Files.readAllBytes(SOURCE.resolve(name)));
    }
    if (same && Files.exists(INSTALLED.resolve("node_modules/oidc-provider/package.json"))) {
      return;
    }
    Process npm =
        new ProcessBuilder(
                "npm",
                "ci",
                "--prefer-offline",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error")
            .directory(INSTALLED.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (npm.waitFor() != 0) {
      throw new IllegalStateException("npm ci failed (Node.js is needed): " + said);
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop();
    http.close();
  }
}
