package io.causality.cli.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A port that stands for another one and passes bytes on, until it is told to misbehave: the
 * network's faults, between two processes that know nothing of it. Thread-safe.
 */
final class Relay implements AutoCloseable {
  /** What happens to connections, old and new. */
  enum Mode {
    PASS,
    /** All are closed at once. */
    CUT,
    /** They stay open and nothing arrives any more. */
    HANG,
    /** Each is answered with HTTP 503 and closed. */
    UNAVAILABLE
  }

  private static final byte[] UNAVAILABLE =
      """
      HTTP/1.1 503 Slow Down\r
      Content-Length: 0\r
      Retry-After: 1\r
      Connection: close\r
      \r
      """
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Mode mode = Mode.PASS;
  private volatile CountDownLatch released = new CountDownLatch(0);

  private Relay(ServerSocket listener, InetSocketAddress target) {
    this.listener = listener;
    this.target = target;
  }

  /** A relay on a free port of 127.0.0.1 that passes on to {@code targetPort} there. */
  static Relay to(int targetPort) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    Relay relay =
        new Relay(new ServerSocket(0, 200, here), new InetSocketAddress(here, targetPort));
    Thread.ofVirtual().name("relay-" + targetPort).start(relay::accept);
    return relay;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** From now on; PASS lets go on what HANG held. */
  synchronized void set(Mode next) {
    released.countDown();
    if (next == Mode.HANG) {
      released = new CountDownLatch(1);
    }
    mode = next;
    if (next == Mode.CUT || next == Mode.UNAVAILABLE) {
      open.forEach(Relay::closeQuietly);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket client) {
    open.add(client);
    try (client) {
      switch (mode) {
        case CUT -> {}
        case UNAVAILABLE -> {
          int ignored = client.getInputStream().read(new byte[8192]);
          client.getOutputStream().write(UNAVAILABLE);
        }
        case PASS, HANG -> pass(client);
      }
    } catch (IOException e) {
      // a broken connection is what a relay is for: both sides see it closed
    } finally {
      open.remove(client);
    }
  }

  private void pass(Socket client) throws IOException {
    try (Socket server = new Socket()) {
      server.connect(target, 5_000);
      open.add(server);
      try {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Thread back = Thread.ofVirtual().start(() -> copyQuietly(server, client));
        copyQuietly(client, server);
        back.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        open.remove(server);
      }
    }
  }

  private void copyQuietly(Socket from, Socket to) {
    try {
      copy(from.getInputStream(), to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(from);
      closeQuietly(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void copy(InputStream from, OutputStream to) throws IOException, InterruptedException {
    byte[] buffer = new byte[1 << 16];
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      if (mode == Mode.HANG) {
        released.await();
      }
      to.write(buffer, 0, n);
      to.flush();
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is as good as closed
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    set(Mode.CUT);
  }
}
