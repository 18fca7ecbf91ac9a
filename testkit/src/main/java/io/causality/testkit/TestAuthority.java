package io.causality.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate authority of a test, by Java's keytool. Everything is PEM, as users have it. */
public final class TestAuthority {
  private static final String PASSWORD = "changeit";
  private static final String ROOT = "root";
  private static final int LINE = 64;

  private final Path folder;
  private final Path store;
  private final Path certificate;

  /**
   * An authority.
   *
   * @param folder where it keeps its files; is made
   */
  public TestAuthority(Path folder) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    this.store = folder.resolve("authority.p12");
    generate(ROOT, List.of("-dname", "CN=Test authority", "-ext", "bc:c"));
    this.certificate = write("authority.pem", certificates(ROOT));
  }

  /** A certificate with its chain, and its key (PKCS#8). */
  public record Keys(Path certificate, Path key) {}

  /** The authority's own certificate. */
  public Path certificate() {
    return certificate;
  }

  /**
   * Makes a certificate.
   *
   * @param name of its files
   * @param alternatives as keytool wants them: {@code ip:127.0.0.1,dns:localhost}
   */
  public Keys issue(String name, String alternatives) throws IOException, InterruptedException {
    generate(name, List.of("-dname", "CN=" + name, "-ext", "san=" + alternatives, "-signer", ROOT));
    Path key = write(name + ".key", pem("PRIVATE KEY", key(name).getEncoded()));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    return new Keys(write(name + ".pem", certificates(name)), key);
  }

  private void generate(String alias, List<String> more) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-alias",
                alias,
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString()));
    command.addAll(more);
    Path log = folder.resolve("keytool.log");
    Process keytool =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IllegalStateException("keytool failed: " + Files.readString(log));
    }
  }

  private String certificates(String alias) throws IOException {
    try {
      StringBuilder all = new StringBuilder();
      for (Certificate one : open().getCertificateChain(alias)) {
        all.append(pem("CERTIFICATE", one.getEncoded()));
      }
      return all.toString();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Key key(String alias) throws IOException {
    try {
      return open().getKey(alias, PASSWORD.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore open() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String pem(String what, byte[] content) {
    Base64.Encoder encoder = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN "
        + what
        + "-----\n"
        + encoder.encodeToString(content)
        + "\n-----END "
        + what
        + "-----\n";
  }
}
