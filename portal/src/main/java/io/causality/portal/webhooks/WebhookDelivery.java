package io.causality.portal.webhooks;

import io.causality.portal.apps.Apps;
import io.causality.portal.db.Database;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Routes;
import io.causality.portal.vault.Vault;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;

/** The feature, wired: webhooks, and what delivers to them. */
public final class WebhookDelivery implements AutoCloseable {
  private static final Duration OLD = Duration.ofSeconds(5);

  private final DeliveryQueue queue;
  private final AddressGuard guard = new AddressGuard();
  private final WebhookClient client;
  private final Webhooks webhooks;
  private final Dispatcher dispatcher;
  private final Deliveries deliveries;
  private volatile Seen seen = new Seen(Long.MIN_VALUE, new DeliveryQueue.Backlog(0, 0, 0));

  private record Seen(long at, DeliveryQueue.Backlog backlog) {}

  /**
   * The feature, which does nothing yet.
   *
   * @param secretKey what seals secrets; without it no webhook can be made
   */
  public WebhookDelivery(
      Vertx vertx,
      Database database,
      Apps apps,
      Optional<String> secretKey,
      WebhookSettings settings,
      DeliveryObserver observer,
      ExecutorService workers) {
    this.queue = new DeliveryQueue(database, settings);
    this.client = new WebhookClient(vertx, guard, settings.timeout());
    this.webhooks =
        new Webhooks(
            database,
            apps,
            new Vault(secretKey),
            new TargetCheck(guard, settings.privateTargets()));
    Backoff backoff =
        new Backoff(settings, (from, to) -> ThreadLocalRandom.current().nextLong(from, to));
    this.dispatcher = new Dispatcher(queue, webhooks, client, backoff, observer, workers);
    this.deliveries = new Deliveries(database, webhooks, queue, dispatcher, settings.giveUpAfter());
  }

  /** Begins to deliver. */
  public void start() {
    dispatcher.start();
  }

  /** Where alerts are put for delivery. */
  public DeliveryQueue queue() {
    return queue;
  }

  /** Whether alerts of the app can go to the webhook of that id. */
  public boolean takes(String app, String webhook) {
    return webhooks
        .find(webhook)
        .map(found -> found.app().map(app::equals).orElse(true))
        .orElse(false);
  }

  /** Says that something was put there. */
  public void wake() {
    dispatcher.wake();
  }

  /** What was delivered. */
  public Deliveries deliveries() {
    return deliveries;
  }

  /** The API of the feature. */
  public List<Routes> routes() {
    return List.of(new WebhooksRoutes(webhooks), new DeliveriesRoutes(deliveries));
  }

  /** Deliveries that wait, a few seconds old. */
  public int pending() {
    return backlog().pending();
  }

  /** Deliveries that were given up and not sent again, a few seconds old. */
  public int dead() {
    return backlog().dead();
  }

  /** Seconds for which the most overdue delivery waits, a few seconds old. */
  public int lagSeconds() {
    return (int) backlog().lagSeconds();
  }

  private DeliveryQueue.Backlog backlog() {
    Seen last = seen;
    if (last.at() == Long.MIN_VALUE || System.nanoTime() - last.at() > OLD.toNanos()) {
      try {
        last = new Seen(System.nanoTime(), queue.backlog());
        seen = last;
      } catch (ProblemException e) {
        return last.backlog(); // the database is away: what was last known
      }
    }
    return last.backlog();
  }

  @Override
  public void close() throws InterruptedException {
    dispatcher.close();
    client.close();
    guard.close();
  }
}
