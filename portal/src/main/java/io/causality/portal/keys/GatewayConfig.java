package io.causality.portal.keys;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.ProblemException;
import io.causality.portal.stream.KvMirror;
import io.causality.portal.stream.NatsLink;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the bucket that the gateway watches equal to PostgreSQL. One thread compares both and
 * writes the differences: after each commit, when the bucket changes, when NATS comes back, and
 * every half minute. So a change that could not be published is published later, a lost bucket is
 * filled again, and what PostgreSQL does not know disappears. Thread-safe.
 */
public final class GatewayConfig implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayConfig.class);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final String KEY = "key.";
  private static final String APP = "app.";

  private final Database database;
  private final NatsLink link;
  private final KvMirror bucket;
  private final LinkedBlockingQueue<CompletableFuture<Boolean>> wishes =
      new LinkedBlockingQueue<>();
  private final Thread publisher;
  private volatile boolean published;
  private boolean failing;

  public GatewayConfig(Database database, NatsLink link, KvMirror bucket) {
    this.database = database;
    this.link = link;
    this.bucket = bucket;
    this.publisher = Thread.ofVirtual().name("gateway-config").unstarted(this::run);
  }

  /** Starts publishing; the database must have its schema. */
  public void start() {
    bucket.whenChanged(this::changed);
    changed();
    publisher.start();
  }

  /** Whether everything that PostgreSQL held at some time since start has been published. */
  public boolean isPublished() {
    return published;
  }

  /** Something was committed; publishes it soon. */
  public void changed() {
    wishes.add(new CompletableFuture<>());
  }

  /**
   * Publishes what has been committed before this call.
   *
   * @return whether that was done within {@code wait}; if not, it will be done later
   */
  public boolean publish(Duration wait) throws InterruptedException {
    CompletableFuture<Boolean> wish = new CompletableFuture<>();
    wishes.add(wish);
    if (!link.isConnected()) {
      return false;
    }
    try {
      return wish.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run() {
    List<CompletableFuture<Boolean>> taken = new ArrayList<>();
    try {
      while (true) {
        CompletableFuture<Boolean> wish = wishes.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (wish != null) {
          taken.add(wish);
          wishes.drainTo(taken);
        }
        boolean done = reconcile();
        taken.forEach(each -> each.complete(done));
        taken.clear();
        if (!done) {
          Thread.sleep(RETRY);
          changed();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean reconcile() {
    if (!link.isConnected() || !bucket.isComplete()) {
      return false;
    }
    try {
      Map<String, String> there = new HashMap<>(bucket.entries());
      Map<String, String> wanted = wanted();
      int changes = 0;
      for (Map.Entry<String, String> entry : there.entrySet()) {
        if (isOurs(entry.getKey()) && !wanted.containsKey(entry.getKey())) {
          bucket.delete(entry.getKey());
          changes++;
        }
      }
      for (Map.Entry<String, String> entry : wanted.entrySet()) {
        if (!entry.getValue().equals(there.get(entry.getKey()))) {
          bucket.put(entry.getKey(), entry.getValue());
          changes++;
        }
      }
      if (changes > 0) {
        LOG.info(
            "published {} {}", kv("event", "gateway_config_published"), kv("changes", changes));
      }
      published = true;
      failing = false;
      return true;
    } catch (ProblemException e) {
      // The database or the stream is away: told once, tried until it is back.
      if (!failing) {
        LOG.warn(
            "not published yet {} {}",
            kv("event", "gateway_config_not_published"),
            kv("code", e.problem().code().text()));
      }
      failing = true;
      return false;
    } catch (RuntimeException e) {
      LOG.error("not published yet {}", kv("event", "gateway_config_failed"), e);
      return false;
    }
  }

  private static boolean isOurs(String key) {
    return key.startsWith(KEY) || key.startsWith(APP);
  }

  private Map<String, String> wanted() {
    Map<String, String> wanted = new HashMap<>();
    database.with(
        c -> {
          Rows.list(
              c,
              "SELECT id, app_id, sha256 FROM api_keys WHERE revoked_at IS NULL",
              row ->
                  wanted.put(
                      KEY + HexFormat.of().formatHex(row.getBytes("sha256")),
                      new JsonObject()
                          .put("app", row.getString("app_id"))
                          .put("key_id", row.getString("id"))
                          .encode()));
          Rows.list(
              c,
              "SELECT id, keep_ip, keep_user_agent, rate_per_second, retention_days FROM apps",
              row ->
                  wanted.put(
                      APP + row.getString("id"),
                      app(
                          row.getBoolean("keep_ip"),
                          row.getBoolean("keep_user_agent"),
                          row.getObject("rate_per_second", Integer.class),
                          row.getInt("retention_days"))));
          return wanted;
        });
    return wanted;
  }

  private static String app(
      boolean keepIp, boolean keepUserAgent, @Nullable Integer rate, int retentionDays) {
    JsonObject json = new JsonObject().put("keep_ip", keepIp).put("keep_user_agent", keepUserAgent);
    if (rate != null) {
      json.put("rate_per_second", rate);
    }
    if (retentionDays > 0) {
      json.put("retention_days", retentionDays);
    }
    return json.encode();
  }

  @Override
  public void close() throws InterruptedException {
    publisher.interrupt();
    publisher.join();
  }
}
