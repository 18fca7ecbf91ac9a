package io.causality.portal.lake;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.proto.lake.LakeDdl;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the lake's tables and views at start, where they are missing or not those of this portal.
 * Tries until the query engine lets it. Looks again from time to time, as the engine may come back
 * empty; then only what is missing counts, so that portals of two versions do not undo each other.
 */
public final class LakeSetup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LakeSetup.class);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration RECHECK = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MOST_TABLES = 1_000;
  private static final long MOST_BYTES = 1 << 20;

  private final QueryEngine engine;
  private final String bucket;
  private final Thread worker;
  private String lastProblem = "";
  private Set<String> made = Set.of();
  private volatile String waitsFor = "the lake's tables have not been made yet";

  /** Setup of the lake in a bucket. */
  public LakeSetup(QueryEngine engine, String bucket) {
    this.engine = engine;
    this.bucket = bucket;
    this.worker = Thread.ofVirtual().name("lake-setup").unstarted(this::run);
  }

  /** Starts working. */
  public void start() {
    worker.start();
  }

  /** Why the lake is not ready; empty when it is. An engine that went away later does not count. */
  public String waitsFor() {
    return waitsFor;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(attempt() ? RECHECK : RETRY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean attempt() throws InterruptedException {
    try {
      Map<String, String> existing = existing();
      List<String> needed =
          !made.isEmpty() && existing.keySet().containsAll(made)
              ? List.of()
              : LakeDdl.statements(bucket, existing);
      for (String statement : needed) {
        engine.execute(owner(statement));
      }
      if (!needed.isEmpty() || !waitsFor.isEmpty()) {
        LOG.info("lake ready {} {}", kv("event", "lake_ready"), kv("statements", needed.size()));
      }
      if (made.isEmpty()) {
        made = Set.copyOf(existing().keySet());
      }
      waitsFor = "";
      return true;
    } catch (EngineException e) {
      String problem = "query engine: " + e.getMessage();
      boolean news = !problem.equals(lastProblem);
      lastProblem = problem;
      if (!waitsFor.isEmpty()) {
        waitsFor = problem;
      }
      if (news && e.kind() != EngineException.Kind.AWAY) {
        LOG.warn(
            "lake not ready {} {} {}",
            kv("event", "lake_not_ready"),
            kv("error", e.errorName()),
            kv("detail", e.getMessage()));
      }
      return false;
    }
  }

  /** Comments of what is there, by name. */
  private Map<String, String> existing() throws EngineException, InterruptedException {
    RowWriter rows = new RowWriter(MOST_TABLES, MOST_BYTES);
    engine.query(owner(LakeDdl.INSPECT), rows, new Cancellation(), at -> {});
    JsonArray tables = new JsonArray("[" + rows.json() + "]");
    Map<String, String> comments = new HashMap<>();
    for (int i = 0; i < tables.size(); i++) {
      JsonArray table = tables.getJsonArray(i);
      String comment = table.getString(1);
      comments.put(table.getString(0), comment == null ? "" : comment);
    }
    return comments;
  }

  private static Statement owner(String sql) {
    return new Statement(LakeDdl.OWNER, sql, Map.of(), Instant.now().plus(PATIENCE));
  }

  @Override
  public void close() throws InterruptedException {
    worker.interrupt();
    worker.join();
  }
}
