package io.causality.client;

import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link Client}. Immutable. */
public final class Config {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  final String key;
  final String endpoint;
  final int flushAt;
  final Duration flushInterval;
  final int maxQueue;
  final int maxBatch;
  final int maxBatchBytes;
  final Duration retryMin;
  final Duration retryMax;
  final Duration requestTimeout;
  final Duration closeTimeout;
  final boolean compression;
  final @Nullable Path storage;
  final Context context;
  final Consumer<Drop> onDrop;
  final Log log;
  final Clock clock;

  private Config(Builder builder) {
    key = builder.key;
    endpoint = builder.endpoint;
    flushAt = Math.min(builder.flushAt, builder.maxQueue);
    flushInterval = bounded(builder.flushInterval);
    maxQueue = builder.maxQueue;
    maxBatch = builder.maxBatch;
    maxBatchBytes = builder.maxBatchBytes;
    retryMin = bounded(builder.retryMin);
    retryMax = bounded(builder.retryMax.compareTo(retryMin) < 0 ? retryMin : builder.retryMax);
    requestTimeout = bounded(builder.requestTimeout);
    closeTimeout = bounded(builder.closeTimeout);
    compression = builder.compression;
    storage = builder.storage;
    context = builder.context;
    onDrop = builder.onDrop;
    log = builder.log;
    clock = builder.clock;
  }

  /** A century at most: the longest durations there are do not fit into nanoseconds. */
  static Duration bounded(Duration duration) {
    return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
  }

  /**
   * Settings with their defaults.
   *
   * @param key API key of the app
   * @param endpoint address of the gateway, e.g. {@code https://events.example.com}
   */
  public static Builder builder(String key, String endpoint) {
    return new Builder(key, endpoint);
  }

  /** Makes settings; not thread-safe. */
  public static final class Builder {
    private static final int MOST_EVENTS = 2000;
    private static final int MOST_BYTES = 20 << 20;

    private final String key;
    private final String endpoint;
    private int flushAt = 50;
    private Duration flushInterval = Duration.ofSeconds(10);
    private int maxQueue = 10_000;
    private int maxBatch = 500;
    private int maxBatchBytes = 1 << 20;
    private Duration retryMin = Duration.ofSeconds(1);
    private Duration retryMax = Duration.ofMinutes(1);
    private Duration requestTimeout = Duration.ofSeconds(15);
    private Duration closeTimeout = Duration.ofSeconds(5);
    private boolean compression = true;
    private @Nullable Path storage;
    private Context context = Context.builder().build();
    private Consumer<Drop> onDrop = drop -> {};
    private Log log = (level, message, cause) -> {};
    private Clock clock = Clock.systemUTC();

    private Builder(String key, String endpoint) {
      this.key = key.trim();
      this.endpoint = endpoint.trim().replaceAll("/+$", "");
    }

    /** How many waiting events make a batch go at once. Default 50. */
    public Builder flushAt(int events) {
      flushAt = events;
      return this;
    }

    /** The longest that an event waits for others. Default 10 s. */
    public Builder flushInterval(Duration interval) {
      flushInterval = interval;
      return this;
    }

    /** The most events that are held, those under way included. Default 10,000. */
    public Builder maxQueue(int events) {
      maxQueue = events;
      return this;
    }

    /** The most events in one request. Default 500, at most 2,000. */
    public Builder maxBatch(int events) {
      maxBatch = events;
      return this;
    }

    /** The largest uncompressed body. Default 1 MiB, at most 20 MiB. */
    public Builder maxBatchBytes(int bytes) {
      maxBatchBytes = bytes;
      return this;
    }

    /** The shortest and the longest wait before another attempt. Defaults 1 s and 60 s. */
    public Builder retry(Duration min, Duration max) {
      retryMin = min;
      retryMax = max;
      return this;
    }

    /** Bound of one attempt's connect and of its answer. Default 15 s. */
    public Builder requestTimeout(Duration timeout) {
      requestTimeout = timeout;
      return this;
    }

    /** Bound of {@link Client#close()}. Default 5 s. */
    public Builder closeTimeout(Duration timeout) {
      closeTimeout = timeout;
      return this;
    }

    /** Whether bodies of more than 2 KiB are compressed with gzip. Default true. */
    public Builder compression(boolean compress) {
      compression = compress;
      return this;
    }

    /**
     * A folder in which the queue, the device id and an opt-out are kept, so that they survive the
     * process. It belongs to one client at a time. Default: none, all is in memory.
     */
    public Builder storage(Path folder) {
      storage = folder;
      return this;
    }

    /** Added to every event that has none of its own. */
    public Builder context(Context fixed) {
      context = fixed;
      return this;
    }

    /** Is told of every loss, from any thread, also from inside {@code track}. */
    public Builder onDrop(Consumer<Drop> listener) {
      onDrop = listener;
      return this;
    }

    /** Where the client writes what a developer should know. Default: nowhere. */
    public Builder log(Log target) {
      log = target;
      return this;
    }

    /** Tells the time of events. Default: the system's. */
    public Builder clock(Clock time) {
      clock = time;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException naming everything that is wrong at once
     */
    public Config build() {
      List<String> wrong = new ArrayList<>();
      if (key.isEmpty()) {
        wrong.add("a key is needed");
      }
      try {
        URL url = new URL(endpoint);
        if (url.getHost().isEmpty() || !url.getProtocol().matches("https?")) {
          wrong.add("the endpoint must be an http or https address, not " + endpoint);
        }
      } catch (MalformedURLException e) {
        wrong.add("the endpoint must be an http or https address, not " + endpoint);
      }
      number(wrong, "flushAt", flushAt, 1_000_000);
      number(wrong, "maxQueue", maxQueue, 10_000_000);
      number(wrong, "maxBatch", maxBatch, MOST_EVENTS);
      number(wrong, "maxBatchBytes", maxBatchBytes, MOST_BYTES);
      positive(wrong, "flushInterval", flushInterval);
      positive(wrong, "retryMin", retryMin);
      positive(wrong, "retryMax", retryMax);
      positive(wrong, "requestTimeout", requestTimeout);
      positive(wrong, "closeTimeout", closeTimeout);
      if (!wrong.isEmpty()) {
        throw new IllegalArgumentException("Causality: " + String.join("; ", wrong));
      }
      return new Config(this);
    }

    private static void number(List<String> wrong, String name, int value, int most) {
      if (value < 1 || value > most) {
        wrong.add(name + " must be 1 to " + most + ", not " + value);
      }
    }

    private static void positive(List<String> wrong, String name, Duration value) {
      if (value.isNegative() || value.isZero()) {
        wrong.add(name + " must be positive");
      }
    }
  }
}
