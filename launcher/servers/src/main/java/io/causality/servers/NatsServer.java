package io.causality.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** nats-server with JetStream on files. */
public final class NatsServer extends Server {
  /** Largest message: a batch of the gateway (20 MB of JSON at most) is split far below this. */
  public static final int MAX_PAYLOAD_BYTES = 8 * 1024 * 1024;

  private final Installation installation;
  private final Path folder;
  private final int port;
  private final @Nullable Credentials credentials;

  /**
   * A server that keeps everything under {@code folder}.
   *
   * @param credentials what clients must show, or null for a server open to this machine
   */
  public NatsServer(
      Installation installation, Path folder, int port, @Nullable Credentials credentials) {
    super("nats", folder.resolve("nats.log"));
    this.installation = installation;
    this.folder = folder.toAbsolutePath();
    this.port = port;
    this.credentials = credentials;
  }

  @Override
  protected Launch prepare() throws IOException {
    Path store = Files.createDirectories(folder.resolve("store"));
    Path config = folder.resolve("nats.conf");
    // A killed server loses nothing: written pages are the system's; the interval bounds what a
    // power cut may take.
    String text =
        """
        server_name: causality
        listen: "127.0.0.1:%d"
        max_payload: %d
        max_pending: 268435456
        jetstream {
          store_dir: "%s"
          max_memory_store: 67108864
          max_file_store: 1099511627776
          sync_interval: "5s"
        }
        """
            .formatted(port, MAX_PAYLOAD_BYTES, store);
    if (credentials != null) {
      text +=
          "authorization { user: \"%s\", password: \"%s\" }\n"
              .formatted(credentials.user(), credentials.password());
    }
    SecretFiles.write(config, text);
    List<String> command = List.of(installation.natsServer().toString(), "-c", config.toString());
    return new Launch(command, folder, Map.of());
  }

  @Override
  public Optional<String> problem() {
    return NatsProbe.problem(port, credentials);
  }

  /** Address for clients, {@code nats://127.0.0.1:port}; without credentials. */
  public String url() {
    return "nats://127.0.0.1:" + port;
  }
}
