package io.causality.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Takes TLS and hands on what it hears, as a proxy before a server of one's own does. Its
 * certificate may be replaced by another one. Thread-safe.
 */
public final class TlsRelay implements AutoCloseable {
  private static final int BUFFER = 16_384;

  private final ServerSocket listener;
  private final int target;
  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicLong heard = new AtomicLong();
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private volatile SSLContext shown;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "tls-relay");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A relay on a port of its own, before a port of this machine.
   *
   * @param shown has the certificate
   */
  public TlsRelay(SSLContext shown, int target) throws IOException {
    this.shown = shown;
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** How often somebody connected, whether they went on then or not. */
  public int attempts() {
    return attempts.get();
  }

  /** How many bytes it was sent inside of TLS. */
  public long heard() {
    return heard.get();
  }

  /** Shows another certificate from now on; who is connected has to connect again. */
  public void show(SSLContext other) throws IOException {
    shown = other;
    for (Socket client : clients) {
      client.close();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        // It was closed: the loop ends.
      }
    }
  }

  private void serve(Socket plain) {
    clients.add(plain);
    try (plain;
        SSLSocket client =
            (SSLSocket) shown.getSocketFactory().createSocket(plain, null, plain.getPort(), true)) {
      client.setUseClientMode(false);
      attempts.incrementAndGet();
      client.startHandshake();
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
        threads.execute(() -> copy(server, client, new AtomicLong()));
        copy(client, server, heard);
      }
    } catch (IOException e) {
      // Either side has gone; the other one is closed with it.
    } finally {
      clients.remove(plain);
    }
  }

  private static void copy(Socket from, Socket to, AtomicLong count) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        count.addAndGet(read);
        out.write(buffer, 0, read);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // Either side has gone.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
    for (Socket client : clients) {
      client.close();
    }
  }
}
