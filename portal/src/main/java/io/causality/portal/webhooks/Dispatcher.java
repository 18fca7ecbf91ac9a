package io.causality.portal.webhooks;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.http.ProblemException;
import io.causality.portal.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the deliveries that are due. Each webhook has a few places of its own: one that is dead or
 * slow fills them and nobody else's. Thread-safe.
 */
final class Dispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration FORGET_EVERY = Duration.ofHours(1);
  private static final Duration FORGET_AFTER = Duration.ofDays(30);

  private final DeliveryQueue queue;
  private final Webhooks webhooks;
  private final WebhookClient client;
  private final Backoff backoff;
  private final DeliveryObserver observer;
  private final ExecutorService workers;
  private final Map<UUID, Integer> busy = new ConcurrentHashMap<>();
  private final Semaphore wake = new Semaphore(0);
  private final Thread loop = Thread.ofVirtual().name("deliveries").unstarted(this::run);
  private long forgotAt = System.nanoTime();

  Dispatcher(
      DeliveryQueue queue,
      Webhooks webhooks,
      WebhookClient client,
      Backoff backoff,
      DeliveryObserver observer,
      ExecutorService workers) {
    this.queue = queue;
    this.webhooks = webhooks;
    this.client = client;
    this.backoff = backoff;
    this.observer = observer;
    this.workers = workers;
  }

  /** Begins, and goes on until closed. */
  void start() {
    loop.start();
  }

  /** Something has become due. */
  void wake() {
    wake.release();
  }

  private void run() {
    try {
      while (true) {
        try {
          for (DeliveryQueue.Taken taken : queue.take(busy)) {
            busy.merge(taken.target().id(), 1, Integer::sum);
            workers.execute(() -> deliver(taken));
          }
          forget();
        } catch (ProblemException e) {
          LOG.debug("no deliveries now {}", kv("event", "deliveries_wait"), e);
        } catch (RuntimeException e) {
          LOG.error("cannot take deliveries {}", kv("event", "deliveries_failed"), e);
        }
        if (wake.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forget() {
    if (System.nanoTime() - forgotAt > FORGET_EVERY.toNanos()) {
      forgotAt = System.nanoTime();
      queue.forget(FORGET_AFTER);
    }
  }

  private void deliver(DeliveryQueue.Taken taken) {
    try {
      send(taken);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the portal ends; the lease makes it due again
    } catch (RuntimeException e) {
      LOG.warn("delivery not recorded {}", kv("event", "delivery_not_recorded"), e);
    } finally {
      busy.computeIfPresent(taken.target().id(), (id, count) -> count == 1 ? null : count - 1);
      wake();
    }
  }

  /** Makes one attempt and records it; a test is not repeated. */
  void send(DeliveryQueue.Taken taken) throws InterruptedException {
    boolean again = taken.app().isPresent();
    Map<String, String> headers = new LinkedHashMap<>();
    String body = taken.template().body(taken.document());
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "Causality");
    headers.put("X-Causality-Id", taken.alert());
    headers.put("X-Causality-Timestamp", timestamp);
    Map<String, String> shown = headers;
    WebhookClient.Outcome outcome;
    try {
      String secret = webhooks.secret(taken.target());
      headers.put("X-Causality-Signature", Signature.of(secret, timestamp, body));
      shown = Map.copyOf(headers);
      webhooks
          .authorization(taken.target())
          .header(body)
          .ifPresent(header -> headers.put(header.getKey(), header.getValue()));
      outcome = client.post(taken.target().url(), taken.target().allowPrivate(), headers, body);
    } catch (Vault.UnopenableException e) {
      outcome = WebhookClient.Outcome.notSent("the webhook's secret: " + e.getMessage());
    }
    Optional<Instant> next =
        outcome.isDelivered() || !again
            ? Optional.empty()
            : backoff.next(
                Instant.now(), taken.attempts() + 1, outcome.retryAfter(), taken.giveUpAt());
    queue.record(taken, new DeliveryQueue.Sent(shown, body), outcome, next);
    observer.attempted(
        outcome.isDelivered() ? "delivered" : next.isPresent() ? "retry" : "dead",
        outcome.latency());
    LOG.info(
        "delivery {} {} {} {} {}",
        kv("event", "delivery_attempted"),
        kv("delivery", taken.id()),
        kv("webhook", taken.target().id()),
        kv("status", outcome.status()),
        kv("latency_ms", outcome.latency().toMillis()));
  }

  @Override
  public void close() throws InterruptedException {
    loop.interrupt();
    loop.join();
  }
}
