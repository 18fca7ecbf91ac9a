package io.causality.testkit;

import io.causality.servers.Installation;
import io.causality.servers.Launch;
import io.causality.servers.Ports;
import io.causality.servers.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A nats-server with JetStream that speaks TLS only, and asks clients for a certificate. */
public final class TlsNatsServer extends Server {
  private final Path folder;
  private final TestAuthority.Keys keys;
  private final Path clients;
  private final int port = Ports.free();

  /**
   * A server that does not run yet.
   *
   * @param clients authorities whose clients may come in
   */
  public TlsNatsServer(Path folder, TestAuthority.Keys keys, Path clients) {
    super("nats", folder.resolve("nats.log"));
    this.folder = folder;
    this.keys = keys;
    this.clients = clients;
  }

  @Override
  protected Launch prepare() throws IOException {
    Path config = Files.createDirectories(folder).resolve("nats.conf");
    Files.writeString(
        config,
        """
        listen: "127.0.0.1:%d"
        max_payload: 8388608
        jetstream { store_dir: "%s" }
        tls { cert_file: "%s", key_file: "%s", ca_file: "%s", verify: true }
        """
            .formatted(port, folder.resolve("store"), keys.certificate(), keys.key(), clients));
    return new Launch(
        List.of(Installation.find().natsServer().toString(), "-c", config.toString()),
        folder,
        Map.of());
  }

  /** What a server says before TLS begins is all that one can hear without a certificate. */
  @Override
  public Optional<String> problem() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(2_000);
      String said =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      return said != null && said.contains("\"tls_required\":true")
          ? Optional.empty()
          : Optional.of("no TLS: " + said);
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** By a name that is in no certificate unless one is made for it: an address of this machine. */
  public String url() {
    return "tls://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }
}
