package io.causality.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Sends prepared requests over a fixed number of connections from one thread, with as little work
 * as can be: it shares the cores with what it measures.
 *
 * <p>At a fixed rate each request has a moment at which it is due, and its latency counts from
 * there, so that a server that stalls is charged for the requests that could not even be sent
 * (coordinated omission).
 */
final class LoadGenerator {
  private static final int DEVICES = 50_000;
  private static final long MAX_MICROS = 60_000_000;

  private final InetSocketAddress server;
  private final CpuClock cpu;
  private long nextNumber = 1;

  LoadGenerator(InetSocketAddress server, CpuClock cpu) {
    this.server = server;
    this.cpu = cpu;
  }

  /** Runs a plan to its end. */
  LoadResult run(LoadPlan plan) throws IOException {
    Histogram latency = new Histogram(MAX_MICROS, 3);
    try (Selector selector = Selector.open()) {
      List<Sender> senders = new ArrayList<>();
      try {
        for (int i = 0; i < plan.connections(); i++) {
          senders.add(new Sender(plan.template(), selector));
        }
        return run(plan, selector, senders, latency);
      } finally {
        for (Sender sender : senders) {
          sender.channel.close();
        }
      }
    }
  }

  private LoadResult run(LoadPlan plan, Selector selector, List<Sender> senders, Histogram latency)
      throws IOException {
    boolean paced = plan.requestsPerSecond() > 0;
    double interval = paced ? 1e9 / plan.requestsPerSecond() : 0;
    ArrayDeque<Sender> free = new ArrayDeque<>(senders);
    long begin = System.nanoTime();
    long measureFrom = begin + plan.warmUp().toNanos();
    long end = measureFrom + plan.measured().toNanos();
    long due = 0;
    long requests = 0;
    long refused = 0;
    CpuClock.Reading cpuBefore = null;
    while (true) {
      long now = System.nanoTime();
      if (now >= end) {
        break;
      }
      if (cpuBefore == null && now >= measureFrom) {
        cpuBefore = cpu.read();
      }
      while (!free.isEmpty()) {
        long dueAt = paced ? begin + (long) (due * interval) : now;
        if (dueAt > now) {
          break;
        }
        due++;
        free.poll().send(dueAt);
      }
      // Never spins: the cores belong to the server. A request may leave a millisecond late, which
      // counts as the server's latency.
      selector.select(paced ? 1 : 100);
      for (SelectionKey key : selector.selectedKeys()) {
        Sender sender = (Sender) key.attachment();
        if (sender.ready()) {
          long answered = System.nanoTime();
          if (sender.dueAt >= measureFrom && answered < end) {
            if (sender.reply.status() == 200) {
              requests++;
              latency.recordValue(Math.min(MAX_MICROS, (answered - sender.dueAt) / 1000));
            } else {
              refused++;
            }
          }
          free.add(sender);
        }
      }
      selector.selectedKeys().clear();
    }
    return new LoadResult(
        requests,
        requests * plan.template().events(),
        refused,
        plan.measured().toNanos() / 1e9,
        latency,
        cpuBefore == null ? Map.of() : cpu.read().since(cpuBefore));
  }

  /** One connection. */
  private final class Sender {
    private final RequestTemplate template;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final byte[] request;
    private final ByteBuffer out;
    private final ByteBuffer in = ByteBuffer.allocateDirect(32 * 1024);
    private final ReplyReader reply = new ReplyReader();
    private long dueAt;

    Sender(RequestTemplate template, Selector selector) throws IOException {
      this.template = template;
      channel = SocketChannel.open(server);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      key = channel.register(selector, SelectionKey.OP_READ, this);
      request = template.copy();
      out = ByteBuffer.allocateDirect(request.length);
    }

    void send(long dueAt) throws IOException {
      this.dueAt = dueAt;
      template.number(request, nextNumber, DEVICES);
      nextNumber += template.events();
      out.clear().put(request).flip();
      write();
    }

    private void write() throws IOException {
      channel.write(out);
      key.interestOps(
          out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Goes on with what the channel is ready for; true when the answer is complete. */
    boolean ready() throws IOException {
      if (out.hasRemaining()) {
        write();
      }
      in.clear();
      int read = channel.read(in);
      if (read < 0) {
        throw new IOException("the server closed a connection");
      }
      return reply.read(in.flip());
    }
  }
}
