package io.causality.portal.erasures;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.access.Secrets;
import io.causality.portal.apps.Apps;
import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import io.causality.portal.stream.KvMirror;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is known of people. The jobs take them out of lake and streams, asked by an entry of
 * the bucket; when they have, a thread here deletes what PostgreSQL mentions, writes the receipt
 * and forgets the entry. Thread-safe.
 */
public final class Erasures implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final String COLUMNS =
      "id, app_id, person_sha256, requested_by, requested_at, finished_at, receipt::text AS"
          + " receipt";

  private final Apps apps;
  private final Database database;
  private final KvMirror bucket;
  private final Semaphore changed = new Semaphore(0);
  private final Map<String, Integer> finished = new ConcurrentHashMap<>();
  private final Thread worker = Thread.ofVirtual().name("erasures").unstarted(this::run);

  public Erasures(Apps apps, Database database, KvMirror bucket) {
    this.apps = apps;
    this.database = database;
    this.bucket = bucket;
  }

  /** Starts to finish what the jobs have done; the database must have its schema. */
  public void start() {
    bucket.whenChanged(changed::release);
    worker.start();
  }

  /**
   * Asks for a person's data to be deleted (admin): what has come until now.
   *
   * @throws ProblemException {@code stream_down} when the jobs cannot be told
   */
  public Erasure request(Caller caller, String app, String person) {
    apps.require(caller, app);
    caller.require(Role.ADMIN);
    return database.transaction(
        c -> {
          Erasure made =
              Rows.list(
                      c,
                      "INSERT INTO erasures (app_id, person_sha256, requested_by) VALUES (?, ?, ?)"
                          + " RETURNING "
                          + COLUMNS,
                      Erasures::erasure,
                      app,
                      HexFormat.of().formatHex(Secrets.sha256(person)),
                      caller.email())
                  .getFirst();
          JsonObject told = new JsonObject().put("state", "waiting").put("person_id", person);
          bucket.put(app + "." + made.id(), told.encode());
          return made;
        });
  }

  /** The latest thousand of an app, newest first (admin). */
  public List<Erasure> list(Caller caller, String app) {
    apps.require(caller, app);
    caller.require(Role.ADMIN);
    return database.with(
        c ->
            Rows.list(
                c,
                "SELECT "
                    + COLUMNS
                    + " FROM erasures WHERE app_id = ? ORDER BY requested_at DESC, id LIMIT 1000",
                Erasures::erasure,
                app));
  }

  /** One of them (admin); 404 when there is none. */
  public Erasure get(Caller caller, String app, String id) {
    apps.require(caller, app);
    caller.require(Role.ADMIN);
    return database
        .with(
            c ->
                Rows.list(
                    c,
                    "SELECT " + COLUMNS + " FROM erasures WHERE app_id = ? AND id::text = ?",
                    Erasures::erasure,
                    app,
                    id))
        .stream()
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(ProblemCode.NOT_FOUND, "nobody is deleted under that id")));
  }

  /** How many of an app were finished since this process began: answers from before are too old. */
  public int finished(String app) {
    return finished.getOrDefault(app, 0);
  }

  private void run() {
    try {
      while (true) {
        for (Map.Entry<String, String> entry : Map.copyOf(bucket.entries()).entrySet()) {
          finishQuietly(entry.getKey(), entry.getValue());
        }
        if (changed.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
          changed.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What fails is tried again with the next change, or in half a minute. */
  private void finishQuietly(String key, String value) {
    try {
      finish(key, new JsonObject(value));
    } catch (RuntimeException e) {
      LOG.warn("not finished yet {} {}", kv("event", "erasure_failed"), kv("request", key), e);
    }
  }

  private void finish(String key, JsonObject entry) {
    int dot = key.indexOf('.');
    if (dot < 0 || !"done".equals(entry.getString("state"))) {
      return;
    }
    String app = key.substring(0, dot);
    List<String> names = new ArrayList<>();
    entry.getJsonArray("names", new JsonArray()).forEach(name -> names.add((String) name));
    JsonObject receipt = entry.getJsonObject("receipt", new JsonObject());
    database.transaction(
        c -> {
          receipt.mergeIn(Mentions.delete(c, app, names));
          return Rows.update(
              c,
              "UPDATE erasures SET finished_at = now(), receipt = ?::jsonb"
                  + " WHERE app_id = ? AND id = ? AND finished_at IS NULL",
              receipt.encode(),
              app,
              UUID.fromString(key.substring(dot + 1)));
        });
    finished.merge(app, 1, Integer::sum);
    bucket.delete(key);
    LOG.info("a person is forgotten {} {}", kv("event", "erasure_finished"), kv("request", key));
  }

  private static Erasure erasure(ResultSet row) throws SQLException {
    return new Erasure(
        row.getObject("id", UUID.class),
        row.getString("app_id"),
        row.getString("person_sha256"),
        row.getString("requested_by"),
        Objects.requireNonNull(Rows.instant(row, "requested_at")),
        Rows.instant(row, "finished_at"),
        new JsonObject(row.getString("receipt")));
  }

  @Override
  public void close() throws InterruptedException {
    worker.interrupt();
    worker.join();
  }
}
