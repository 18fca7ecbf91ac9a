package io.causality.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Answers with a body that never ends, a byte after another. */
final class EndlessGateway implements AutoCloseable {
  /** Completes with the second request. */
  final CompletableFuture<Void> second = new CompletableFuture<>();

  private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

  EndlessGateway() throws IOException {
    Thread thread = new Thread(this::serve, "endless gateway");
    thread.setDaemon(true);
    thread.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private void serve() {
    for (int n = 1; ; n++) {
      try (Socket socket = server.accept()) {
        if (n == 2) {
          second.complete(null);
        }
        OutputStream out = socket.getOutputStream();
        out.write("HTTP/1.1 200 OK\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
        while (true) {
          out.write(' ');
        }
      } catch (IOException e) {
        if (server.isClosed()) {
          return;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
