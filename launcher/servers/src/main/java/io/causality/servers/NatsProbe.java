package io.causality.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a nats-server whether JetStream answers, in the plain text of its protocol: one short
 * connection, no client library.
 */
final class NatsProbe {
  private static final int TIMEOUT_MS = 2_000;

  private NatsProbe() {}

  static Optional<String> problem(int port, @Nullable Credentials credentials) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
      socket.setSoTimeout(TIMEOUT_MS);
      OutputStream out = socket.getOutputStream();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String login =
          credentials == null
              ? ""
              : ",\"user\":\"%s\",\"pass\":\"%s\""
                  .formatted(credentials.user(), credentials.password());
      String ask =
          "CONNECT {\"verbose\":false,\"pedantic\":false,\"name\":\"health\""
              + login
              + "}\r\nSUB _INBOX.health 1\r\nPUB $JS.API.INFO _INBOX.health 0\r\n\r\n";
      out.write(ask.getBytes(StandardCharsets.UTF_8));
      out.flush();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("-ERR")) {
          return Optional.of(line);
        }
        if (line.startsWith("MSG ")) {
          String reply = in.readLine();
          return reply != null && !reply.contains("\"error\"")
              ? Optional.empty()
              : Optional.of("JetStream answers " + reply);
        }
      }
      return Optional.of("connection closed");
    } catch (IOException e) {
      return Optional.of("port " + port + ": " + e.getMessage());
    }
  }
}
