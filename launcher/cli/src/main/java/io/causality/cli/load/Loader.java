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
  private final String array;
  private final Acknowledged acknowledged;
  private final Rejections rejections;
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final BlockingQueue<Optional<Batch>> queue = new ArrayBlockingQueue<>(WAITING_BATCHES);

  /**
   * A loader.
   *
   * @param array name of the array of events in the gateway's requests
   * @param acknowledged is told which lines are done
   */
  Loader(GatewayClient gateway, String array, Acknowledged acknowledged, PrintWriter err) {
    this.gateway = gateway;
    this.array = array;
    this.acknowledged = acknowledged;
    this.rejections = new Rejections(err);
  }

  long accepted() {
    return accepted.get();
  }

  long rejected() {
    return rejections.count();
  }

  /**
   * Sends every line after those.
   *
   * @param done lines at the start that were sent before
   * @throws IOException when the file cannot be read or the gateway will not take a batch; what was
   *     accepted until then stays accepted
   */
  void load(LineSource lines, LineEvents events, long done)
      throws IOException, InterruptedException {
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(Thread.ofVirtual().name("sender-" + i).start(this::sendUntilEnd));
    }
    try {
      read(lines, events, done);
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

  private void read(LineSource lines, LineEvents events, long done)
      throws IOException, InterruptedException {
    Batch batch = new Batch(array);
    for (String line = lines.next(); line != null && failure.get() == null; line = lines.next()) {
      long number = lines.number();
      if (number <= events.headerLines() || number <= done || events.isBetween(line)) {
        continue;
      }
      batch.add(events, number, line).ifPresent(reason -> rejections.add(number, reason));
      if (batch.isFull()) {
        start(batch);
        batch = new Batch(array);
      }
    }
    if (batch.size() > 0) {
      start(batch);
    }
  }

  private void start(Batch batch) throws InterruptedException {
    acknowledged.begin(batch.lastLine());
    enqueue(Optional.of(batch));
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
    // The dialects name the bad events alone.
    JsonNode named = answer.path("rejected");
    accepted.addAndGet(answer.path("acceptedCount").asLong(batch.size() - named.size()));
    for (JsonNode bad : named) {
      reject(batch, bad);
    }
    if (answer.path("rejectedCount").asLong() > 0) {
      for (JsonNode result : answer.path("results")) {
        if (result.path("status").asText().equals("rejected")) {
          reject(batch, result);
        }
      }
    }
    acknowledged.end(batch.lastLine());
  }

  private void reject(Batch batch, JsonNode result) {
    JsonNode error = result.path("error");
    String reason = error.isTextual() ? error.asText() : error.toString();
    rejections.add(batch.line(result.path("index").asInt()), reason);
  }
}
