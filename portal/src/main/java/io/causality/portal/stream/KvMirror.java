package io.causality.portal.stream;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.KeyValueManagement;
import io.nats.client.KeyValueOptions;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueOperation;
import io.nats.client.api.KeyValueWatcher;
import io.nats.client.api.StorageType;
import io.nats.client.impl.NatsKeyValueWatchSubscription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key-value bucket, held in memory as it changes. Made when it does not exist. The mirror is
 * drawn anew on each new connection, and when it is found behind or beside the bucket; while NATS
 * is away it shows what was last known. Thread-safe.
 */
public final class KvMirror implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KvMirror.class);
  private static final Duration CHECK = Duration.ofSeconds(3);
  private static final Duration RETRY = Duration.ofMillis(300);
  private static final int JETSTREAM_NOT_FOUND = 404;

  private final NatsLink link;
  private final String bucket;
  private final List<Runnable> whenChanged = new CopyOnWriteArrayList<>();
  private final Semaphore renew = new Semaphore(0);
  private final Thread keeper;
  private volatile Map<String, String> entries = new ConcurrentHashMap<>();
  private volatile boolean complete;

  public KvMirror(NatsLink link, String bucket) {
    this.link = link;
    this.bucket = bucket;
    this.keeper = Thread.ofVirtual().name("mirror-" + bucket).unstarted(this::keep);
  }

  /** Starts mirroring, and goes on until closed. */
  public void start() {
    link.whenConnected(renew::release);
    keeper.start();
  }

  /** Calls this after changes of the mirror, on a thread of the client: must be quick. */
  public void whenChanged(Runnable action) {
    whenChanged.add(action);
  }

  /** Whether the mirror has ever shown the whole bucket. */
  public boolean isComplete() {
    return complete;
  }

  /** A live view: key to value as text; it changes, but is always safe to read. */
  public Map<String, String> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /**
   * Writes a value, and returns when it is stored; the mirror shows it then.
   *
   * @throws io.causality.portal.http.ProblemException when the stream is not there
   */
  public void put(String key, String value) {
    try {
      keyValue().put(key, value.getBytes(StandardCharsets.UTF_8));
      entries.put(key, value);
    } catch (IOException | JetStreamApiException e) {
      throw unavailable(e);
    }
  }

  /** Deletes a key, and returns when that is stored. */
  public void delete(String key) {
    try {
      keyValue().delete(key);
      entries.remove(key);
    } catch (IOException | JetStreamApiException e) {
      throw unavailable(e);
    }
  }

  private RuntimeException unavailable(Exception e) {
    LOG.debug("cannot write {} {}", kv("event", "kv_write_failed"), kv("bucket", bucket), e);
    renew.release();
    return NatsLink.down();
  }

  private KeyValue keyValue() throws IOException {
    return link.connection().keyValue(bucket, options());
  }

  private static KeyValueOptions options() {
    return KeyValueOptions.builder().jetStreamOptions(NatsLink.jetStreamOptions()).build();
  }

  private void keep() {
    try {
      while (true) {
        try {
          watch();
        } catch (IOException | JetStreamApiException | RuntimeException e) {
          LOG.debug("mirror {} {}", kv("event", "kv_mirror_failed"), kv("bucket", bucket), e);
          Thread.sleep(RETRY);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Watches until a reason appears to begin again. */
  private void watch() throws IOException, JetStreamApiException, InterruptedException {
    renew.drainPermits();
    KeyValueManagement management = link.connection().keyValueManagement(options());
    ensureBucket(management);
    Watch watch = new Watch();
    NatsKeyValueWatchSubscription subscription = keyValue().watchAll(watch);
    try {
      long behind = -1;
      while (!renew.tryAcquire(CHECK.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!link.isConnected()) {
          continue;
        }
        long last =
            management.getStatus(bucket).getBackingStreamInfo().getStreamState().getLastSequence();
        long seen = watch.lastRevision.get();
        if (last < seen || (seen < last && seen == behind)) {
          return;
        }
        behind = seen < last ? seen : -1;
      }
    } finally {
      unsubscribe(subscription);
    }
  }

  private void ensureBucket(KeyValueManagement management)
      throws IOException, JetStreamApiException {
    try {
      management.getStatus(bucket);
    } catch (JetStreamApiException e) {
      if (e.getErrorCode() != JETSTREAM_NOT_FOUND) {
        throw e;
      }
      management.create(
          KeyValueConfiguration.builder()
              .name(bucket)
              .maxHistoryPerKey(1)
              .storageType(StorageType.File)
              .build());
    }
  }

  private void unsubscribe(NatsKeyValueWatchSubscription subscription) {
    try {
      subscription.unsubscribe();
    } catch (RuntimeException e) {
      LOG.debug("unsubscribe {} {}", kv("event", "kv_unsubscribe_failed"), kv("bucket", bucket), e);
    }
  }

  private void changed() {
    whenChanged.forEach(Runnable::run);
  }

  @Override
  public void close() throws InterruptedException {
    keeper.interrupt();
    keeper.join();
  }

  /** One drawing of the mirror; it becomes the visible one when it is whole. */
  private final class Watch implements KeyValueWatcher {
    private final Map<String, String> drawn = new ConcurrentHashMap<>();
    private final AtomicLong lastRevision = new AtomicLong();
    private volatile boolean whole;

    @Override
    public void watch(KeyValueEntry entry) {
      if (entry.getOperation() == KeyValueOperation.PUT) {
        byte[] value = entry.getValue(); // null when it is empty
        drawn.put(entry.getKey(), value == null ? "" : new String(value, StandardCharsets.UTF_8));
      } else {
        drawn.remove(entry.getKey());
      }
      lastRevision.accumulateAndGet(entry.getRevision(), Math::max);
      if (whole) {
        changed();
      }
    }

    @Override
    public void endOfData() {
      whole = true;
      entries = drawn;
      complete = true;
      changed();
    }
  }
}
