package io.causality.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to Causality. Make one, once, and close it at the end:
 *
 * <pre>{@code
 * Client client = new Client(Config.builder(key, "https://events.example.com").build());
 * client.track(Event.named("signup").userId("u1").property("plan", "pro"));
 * client.close();
 * }</pre>
 *
 * <p>Events are queued and sent in batches by a daemon thread. Only {@link #flush} and {@link
 * #close} wait, and nothing is thrown because of an event or the network: losses are reported to
 * {@link Config.Builder#onDrop}. Thread-safe.
 */
public final class Client implements AutoCloseable {
  /** Version of this library, sent with every event. */
  public static final String VERSION = "0.1.0";

  static final String LIBRARY = "causality-java";

  private final Config config;
  private final Drops drops;
  private final StateFile state;
  private final @Nullable Journal journal;
  private final EventQueue queue;
  private final Batcher batcher;
  private final Thread thread;
  private final AtomicBoolean closed = new AtomicBoolean();
  private @Nullable Person device;

  /** Starts a client, and sends what an earlier process left in its storage. */
  public Client(Config config) {
    this.config = config;
    drops = new Drops(config);
    journal = journal(config);
    state = new StateFile(config.storage, journal != null, config.log);
    queue = new EventQueue(config.maxQueue, journal);
    batcher = new Batcher(config, queue, new Transport(config), drops);
    if (state.optedOut()) {
      queue.mute(true);
    }
    String kept = "the storage held more than the queue may";
    drops.report(DropReason.QUEUE_FULL, kept, queue.trim());
    thread = new Thread(batcher, LIBRARY);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * A client whose storage cannot be used works in memory and says so. A choice that another client
   * keeps there holds all the same.
   */
  private static @Nullable Journal journal(Config config) {
    if (config.storage == null) {
      return null;
    }
    try {
      return new Journal(config.storage, config.log);
    } catch (IOException e) {
      Quietly.log(
          config.log, Log.Level.WARNING, "events are kept in memory, not in the storage", e);
      return null;
    }
  }

  /** Records an event. */
  public void track(Event event) {
    track(event, Identity.NOBODY);
  }

  /** An event of somebody, whose ids it gets where it has none. */
  void track(@Nullable Event given, Identity who) {
    Event event = given == null ? Event.named("") : given; // which is not valid, and reported
    if (!isRecording()) {
      if (closed.get()) {
        drops.report(new Drop(DropReason.CLOSED, "", event.name(), "the client is closed"));
      }
      return;
    }
    byte[] json;
    try {
      json =
          event
              .encode(config.clock.instant(), config.context, who)
              .getBytes(StandardCharsets.UTF_8);
    } catch (InvalidEventException | RuntimeException | StackOverflowError e) {
      // Also what the host's own objects throw while they are written.
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      drops.report(new Drop(DropReason.INVALID, "", event.name(), why));
      return;
    }
    if (json.length + Transport.OVERHEAD > config.maxBatchBytes) {
      String detail = "it has " + json.length + " bytes";
      drops.report(new Drop(DropReason.TOO_LARGE, "", event.name(), detail));
      return;
    }
    EventQueue.Pushed pushed = queue.push(json);
    if (pushed.refused) {
      drops.report(new Drop(DropReason.CLOSED, "", event.name(), "the client is closed"));
    } else if (pushed.oldest != null) {
      drops.report(
          DropReason.QUEUE_FULL, "the queue holds as much as it may", List.of(pushed.oldest));
    }
  }

  /**
   * Records traits of a person, and links the device to the person where both are known: the
   * device's anonymous past then belongs to that person.
   *
   * @param deviceId empty where it is not known
   */
  public void identify(
      @Nullable String userId,
      @Nullable String deviceId,
      @Nullable Map<String, ? extends @Nullable Object> traits) {
    track(Event.named("identify").userId(userId).deviceId(deviceId).traits(traits));
  }

  /** Records that a web page was viewed; the context has the page. */
  public void page(
      @Nullable String userId,
      @Nullable String deviceId,
      Context page,
      @Nullable Map<String, ? extends @Nullable Object> properties) {
    track(
        Event.named("page_view")
            .userId(userId)
            .deviceId(deviceId)
            .context(page)
            .properties(properties));
  }

  /** The device on which this client runs and whoever uses it; its id is kept in the storage. */
  public synchronized Person device() {
    if (device == null) {
      device = new Person(this, state.identity(), state::keep);
    }
    return device;
  }

  /** Somebody with these ids, whom the caller keeps. */
  public Person person(Identity who) {
    return new Person(this, who, changed -> {});
  }

  /**
   * Sends everything that was tracked before and waits until it is delivered or dropped.
   *
   * @return false when that took longer; the events stay in the queue
   */
  public boolean flush(Duration timeout) {
    if (closed.get()) {
      return queue.size() == 0;
    }
    long deadline = System.nanoTime() + Config.bounded(timeout).toNanos();
    try {
      return queue.awaitSettled(queue.hurry(), deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Sends what waits without waiting for it: for an app that goes into the background. */
  public void hurry() {
    queue.hurry();
  }

  /**
   * Flushes, with the configured deadline, and ends the client. What is left stays in the storage
   * for the next one; without storage it is dropped and reported. Later calls do nothing.
   */
  @Override
  public void close() {
    close(config.closeTimeout);
  }

  /** The same with a deadline of its own; zero ends the client at once. */
  public void close(Duration timeout) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    batcher.close();
    join(Config.bounded(timeout).toMillis());
    batcher.stop();
    join(1_000);
    if (journal == null) {
      drops.report(DropReason.CLOSED, "the client was closed", queue.empty());
    } else {
      synchronized (queue) {
        journal.close();
      }
    }
    queue.end();
  }

  private void join(long millis) {
    try {
      if (millis > 0) {
        thread.join(millis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops recording and forgets what waits. With storage the choice is kept. */
  public void optOut() {
    drops.report(DropReason.OPTED_OUT, "the person opted out", choose(true));
  }

  /** Records again. */
  public void optIn() {
    choose(false);
  }

  /** Whoever comes last decides, for the queue and for what is kept. */
  private List<Entry> choose(boolean out) {
    synchronized (state) {
      List<Entry> forgotten = queue.mute(out);
      state.optOut(out);
      return forgotten;
    }
  }

  /** Neither opted out nor closed. */
  boolean isRecording() {
    return !state.optedOut() && !closed.get();
  }

  /** What the client knows of itself. */
  public Stats stats() {
    synchronized (queue) {
      return new Stats(queue.size(), journal == null ? 0 : journal.size(), drops.snapshot());
    }
  }

  /** Whether device and choice are on the disk. */
  boolean isStateKept() {
    return state.kept();
  }
}
