package io.causality.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads lines on the caller's thread and sends them on several others. Use once. */
final class Loader {
  private static final int SENDERS = 6;
  private static final int WAITING_BATCHES = 8;
  private static final long OFFER_MS = 100;

  private final GatewayClient gateway;
  private final Rejections rejections;
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final BlockingQueue<Optional<Batch>> queue = new ArrayBlockingQueue<>(WAITING_BATCHES);

  Loader(GatewayClient gateway, PrintWriter err) {
    this.gateway = gateway;
    this.rejections = new Rejections(err);
  }

  long accepted() {
    return accepted.get();
  }

  long rejected() {
    return rejections.count();
  }

  /**
   * Sends every line.
   *
   * @throws IOException when the file cannot be read or the gateway will not take a batch; what was
   *     accepted until then stays accepted
   */
  void load(LineSource lines, LogFormat format) throws IOException, InterruptedException {
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(Thread.ofVirtual().name("sender-" + i).start(this::sendUntilEnd));
    }
    try {
      read(lines, format);
    } finally {
      for (int i = 0; i < SENDERS; i++) {
        enqueue(Optional.empty());
      }
      for (Thread sender : senders) {
        sender.join();
      }
    }
    Exception failed = failure.get();
    if (failed != null) {
      throw new IOException(failed.getMessage(), failed);
    }
  }

  private void read(LineSource lines, LogFormat format) throws IOException, InterruptedException {
    EventWriter writer = new EventWriter(format);
    Batch batch = new Batch();
    for (String line = lines.next(); line != null && failure.get() == null; line = lines.next()) {
      if (lines.number() <= format.headerLines() || line.isBlank()) {
        continue;
      }
      long number = lines.number();
      batch.add(writer, number, line).ifPresent(reason -> rejections.add(number, reason));
      if (batch.isFull()) {
        enqueue(Optional.of(batch));
        batch = new Batch();
      }
    }
    if (batch.size() > 0) {
      enqueue(Optional.of(batch));
    }
  }

  private void enqueue(Optional<Batch> batch) throws InterruptedException {
    while (!queue.offer(batch, OFFER_MS, TimeUnit.MILLISECONDS)) {
      if (failure.get() != null) {
        queue.clear(); // nobody will send it
      }
    }
  }

  private void sendUntilEnd() {
    try {
      while (true) {
        Optional<Batch> next = queue.take();
        if (next.isEmpty()) {
          return;
        }
        send(next.get());
      }
    } catch (IOException e) {
      failure.compareAndSet(null, e);
    } catch (InterruptedException e) {
      failure.compareAndSet(null, e);
      Thread.currentThread().interrupt();
    }
  }

  private void send(Batch batch) throws IOException, InterruptedException {
    JsonNode answer = gateway.send(batch.toBody());
    accepted.addAndGet(answer.path("acceptedCount").asLong());
    if (answer.path("rejectedCount").asLong() > 0) {
      for (JsonNode result : answer.path("results")) {
        if (result.path("status").asText().equals("rejected")) {
          JsonNode error = result.path("error");
          String reason = error.isTextual() ? error.asText() : error.toString();
          rejections.add(batch.line(result.path("index").asInt()), reason);
        }
      }
    }
  }
}
