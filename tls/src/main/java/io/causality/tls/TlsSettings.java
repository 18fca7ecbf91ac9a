package io.causality.tls;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The certificates of a process. Immutable; holds names of files, no keys.
 *
 * @param authorities certificates of authorities that are trusted beside those of Java
 * @param own what listeners show; empty where they speak plain HTTP
 * @param shown what servers that ask for a client's certificate are shown
 * @param management whether the management port speaks TLS as well
 */
public record TlsSettings(
    Optional<Path> authorities,
    Optional<KeyFiles> own,
    Optional<KeyFiles> shown,
    boolean management) {

  /** No certificates at all. */
  public static final TlsSettings NONE =
      new TlsSettings(Optional.empty(), Optional.empty(), Optional.empty(), false);

  /**
   * Reads {@code CAUSALITY_TLS_*} and the files that they name.
   *
   * @param problems told of each key that is wrong
   */
  public static TlsSettings of(Map<String, String> environment, Consumer<String> problems) {
    Reader reader = new Reader(environment, problems);
    TlsSettings settings =
        new TlsSettings(
            reader.path("CAUSALITY_TLS_CA_FILE"),
            reader.keys("CAUSALITY_TLS_CERT_FILE", "CAUSALITY_TLS_KEY_FILE"),
            reader.keys("CAUSALITY_TLS_CLIENT_CERT_FILE", "CAUSALITY_TLS_CLIENT_KEY_FILE"),
            reader.flag("CAUSALITY_TLS_MANAGEMENT"));
    settings
        .authorities()
        .ifPresent(file -> reader.check("CAUSALITY_TLS_CA_FILE", () -> Pem.certificates(file)));
    if (settings.management() && settings.own().isEmpty()) {
      problems.accept("CAUSALITY_TLS_MANAGEMENT needs CAUSALITY_TLS_CERT_FILE");
    }
    return settings;
  }

  /** What the management port shows; empty where it speaks plain HTTP. */
  public Optional<KeyFiles> ofManagement() {
    return management ? own : Optional.empty();
  }

  private interface Check {
    void run() throws IOException;
  }

  private record Reader(Map<String, String> environment, Consumer<String> problems) {
    Optional<Path> path(String key) {
      try {
        return Optional.ofNullable(environment.get(key)).filter(v -> !v.isBlank()).map(Path::of);
      } catch (InvalidPathException e) {
        problems.accept(key + " is no path");
        return Optional.empty();
      }
    }

    Optional<KeyFiles> keys(String certificateKey, String keyKey) {
      Optional<Path> certificate = path(certificateKey);
      Optional<Path> key = path(keyKey);
      if (certificate.isPresent() != key.isPresent()) {
        problems.accept(certificateKey + " and " + keyKey + " go together");
      }
      if (certificate.isEmpty() || key.isEmpty()) {
        return Optional.empty();
      }
      KeyFiles files = new KeyFiles(certificate.get(), key.get());
      check(certificateKey, files::check);
      return Optional.of(files);
    }

    boolean flag(String key) {
      String value = environment.getOrDefault(key, "false");
      if (!value.equals("true") && !value.equals("false")) {
        problems.accept(key + " must be true or false, is " + value);
      }
      return value.equals("true");
    }

    void check(String key, Check check) {
      try {
        check.run();
      } catch (IOException e) {
        problems.accept(key + ": " + e.getMessage() + " (" + e.getClass().getSimpleName() + ")");
      }
    }
  }
}
