package io.causality.testkit;

import io.causality.servers.Installation;
import io.causality.servers.Launch;
import io.causality.servers.Ports;
import io.causality.servers.S3Server;
import io.causality.servers.TrinoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Trino with certificates, by the entry point of its image: it speaks HTTPS on a port beside its
 * plain one, and reads S3 by HTTPS from whom its authority vouches for.
 */
public final class TlsTrinoServer extends TrinoServer {
  private static final int HEAP_MEGABYTES = 768;

  private final Path folder;
  private final TestAuthority.Keys keys;
  private final Path authority;
  private final String s3;
  private final int securePort = Ports.free();

  /**
   * A server that does not run yet.
   *
   * @param keys what it shows
   * @param authority whom it trusts
   * @param store whose keys it uses
   * @param s3 where it reaches the store, {@code https://…}
   */
  public TlsTrinoServer(
      Path folder, TestAuthority.Keys keys, Path authority, S3Server store, String s3) {
    super(
        Installation.find(),
        List.of(),
        folder,
        Ports.free(),
        store,
        HEAP_MEGABYTES,
        TrinoServer.Life.SHORT);
    this.folder = folder;
    this.keys = keys;
    this.authority = authority;
    this.s3 = s3;
  }

  @Override
  protected Launch prepare() throws IOException {
    Launch plain = super.prepare();
    List<String> command = new ArrayList<>();
    command.add(Servers.root().resolve("docker/trino/entrypoint.sh").toString());
    command.addAll(plain.command());
    Map<String, String> environment = new HashMap<>(plain.environment());
    environment.put("CAUSALITY_S3_ENDPOINT", s3);
    environment.put("CAUSALITY_TRINO_TLS_PORT", Integer.toString(securePort));
    environment.put("CAUSALITY_TLS_CA_FILE", authority.toString());
    environment.put("CAUSALITY_TLS_CERT_FILE", keys.certificate().toString());
    environment.put("CAUSALITY_TLS_KEY_FILE", keys.key().toString());
    environment.put(
        "JAVA_HOME", Installation.find().java25().resolve("../..").normalize().toString());
    environment.put("TMPDIR", Files.createDirectories(folder.resolve("tmp")).toString());
    return new Launch(command, plain.directory(), environment);
  }

  /** {@code https://127.0.0.1:port}. */
  public String secureUrl() {
    return "https://127.0.0.1:" + securePort;
  }
}
