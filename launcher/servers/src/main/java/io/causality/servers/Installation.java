package io.causality.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the servers' programs lie: the cache folder that {@code ./causality provision} fills, and
 * the PATH for nats-server. Immutable.
 */
public final class Installation {
  private static final String HOW = "; get it with: ./causality provision";

  private final Path servers;
  private final Map<String, String> environment;
  private final Properties versions = new Properties();

  private Installation(Path cache, Map<String, String> environment) {
    this.servers = cache.resolve("servers");
    this.environment = Map.copyOf(environment);
    try (InputStream in = Installation.class.getResourceAsStream("versions.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The installation of this machine, by the environment of this process. */
  public static Installation find() {
    return of(System.getenv());
  }

  /** The installation in the cache folder that {@code environment} names, else in the user's. */
  public static Installation of(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    String userCache = environment.getOrDefault("XDG_CACHE_HOME", home + "/.cache");
    String cache = environment.getOrDefault("CAUSALITY_CACHE", userCache + "/causality");
    return new Installation(Path.of(cache), environment);
  }

  /** The program nats-server: of the PATH, else of the cache folder. */
  public Path natsServer() {
    return Programs.find("nats-server")
        .map(Path::of)
        .orElseGet(() -> needed("nats-server", "nats-server").resolve("nats-server"));
  }

  /** PostgreSQL's folder with {@code bin}, {@code lib} and {@code share}. */
  public Path postgres() {
    return needed("postgres", "bin/postgres");
  }

  /** S3Proxy's folder of jars. */
  public Path s3proxy() {
    return needed("s3proxy", "lib").resolve("lib");
  }

  /** Trino's folder with {@code lib} and {@code plugin}. */
  public Path trino() {
    return needed("trino", "plugin/hive");
  }

  /** The program prometheus, for tests alone: of the PATH, else of the cache folder. */
  public Optional<Path> prometheus() {
    Path cached = servers.resolve("prometheus").resolve("prometheus");
    return Programs.find("prometheus")
        .map(Path::of)
        .or(() -> Optional.of(cached).filter(Files::isExecutable));
  }

  /** The {@code java} of JDK 25: Trino needs 24 or later, also when this JVM is older. */
  public Path java25() {
    String home = environment.get("CAUSALITY_JDK25");
    if (home == null && Runtime.version().feature() >= 24) {
      home = System.getProperty("java.home");
    }
    if (home == null) {
      throw new MissingServerException(
          "missing: JDK 25 (Trino runs on it); set CAUSALITY_JDK25 to its folder");
    }
    return Path.of(home, "bin", "java");
  }

  /** The {@code java} of JDK 17: Flink's S3 file system does not run on 24 and later. */
  public Path java17() {
    String home = environment.get("CAUSALITY_JDK17");
    if (home == null) {
      throw new MissingServerException(
          "missing: JDK 17 (the Flink jobs run on it); set CAUSALITY_JDK17 to its folder");
    }
    return Path.of(home, "bin", "java");
  }

  private Path needed(String server, String witness) {
    String version = versions.getProperty(server);
    Path folder = servers.resolve(server + "-" + version);
    if (!Files.exists(folder.resolve(witness))) {
      throw new MissingServerException("missing: " + server + " " + version + HOW);
    }
    return folder;
  }
}
