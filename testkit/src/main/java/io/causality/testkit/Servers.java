package io.causality.testkit;

import io.causality.servers.Credentials;
import io.causality.servers.Installation;
import io.causality.servers.NatsServer;
import io.causality.servers.Ports;
import io.causality.servers.PostgresServer;
import io.causality.servers.S3Server;
import io.causality.servers.Server;
import io.causality.servers.TrinoServer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Servers that the tests of one JVM share: each is started when it is first asked for and stopped
 * with the JVM, with everything it stored. Tests keep apart by databases, buckets and streams of
 * their own. A missing server fails the test with the command that gets it. Thread-safe.
 */
public final class Servers {
  private static final int TRINO_HEAP_MEGABYTES = 768;
  private static final Installation INSTALLATION = Installation.find();
  private static final TestFolder FOLDER = TestFolder.create();

  private static @Nullable NatsServer nats;
  private static @Nullable PostgresServer postgres;
  private static @Nullable S3Server s3;
  private static @Nullable TrinoServer trino;

  private Servers() {}

  /** The shared nats-server with JetStream; open to this machine. */
  public static synchronized NatsServer nats() {
    if (nats == null) {
      nats = newNats();
    }
    return nats;
  }

  /** A nats-server of the caller's own, started; for tests that kill it. The caller closes it. */
  public static NatsServer newNats() {
    return started(new NatsServer(INSTALLATION, folder("nats"), Ports.free(), null));
  }

  /** The shared PostgreSQL. */
  public static synchronized PostgresServer postgres() {
    if (postgres == null) {
      Credentials owner = new Credentials("causality", "test");
      postgres = started(new PostgresServer(INSTALLATION, folder("postgres"), Ports.free(), owner));
    }
    return postgres;
  }

  /** The shared S3 server. */
  public static synchronized S3Server s3() {
    if (s3 == null) {
      s3 = newS3();
    }
    return s3;
  }

  /** An S3 server of the caller's own, started; for tests that kill it. The caller closes it. */
  public static S3Server newS3() {
    Credentials keys = new Credentials("test-access-key", "test-secret-key");
    return started(new S3Server(INSTALLATION, folder("s3"), Ports.free(), keys));
  }

  /** The shared Trino over {@link #s3()}, configured as in production, with our functions. */
  public static synchronized TrinoServer trino() {
    if (trino == null) {
      trino =
          started(
              new TrinoServer(
                  INSTALLATION,
                  List.of(functions()),
                  folder("trino"),
                  Ports.free(),
                  s3(),
                  TRINO_HEAP_MEGABYTES,
                  TrinoServer.Life.SHORT));
    }
    return trino;
  }

  /** Our plugin, as the build of this project left it. */
  private static Path functions() {
    return root().resolve("trino-functions/target/plugin");
  }

  /** The project's folder. */
  static Path root() {
    String root = System.getProperty("causality.root");
    if (root == null) {
      throw new IllegalStateException(
          "set the system property causality.root: the project's folder");
    }
    return Path.of(root);
  }

  private static Path folder(String name) {
    return FOLDER.make(name);
  }

  private static <S extends Server> S started(S server) {
    FOLDER.closeAtExit(server);
    server.start();
    return server;
  }
}
