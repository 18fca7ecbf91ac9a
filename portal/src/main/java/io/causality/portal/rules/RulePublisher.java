package io.causality.portal.rules;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.ProblemException;
import io.causality.portal.stream.DetectionStreams;
import io.causality.portal.stream.NatsLink;
import io.causality.proto.StreamNames;
import io.causality.rules.model.BadRuleException;
import io.causality.rules.model.PublishedRule;
import io.causality.rules.model.RuleReader;
import io.causality.rules.model.RuleWriter;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the stream {@code RULES} of rules that changed: what was saved while the stream was away,
 * or just before a crash, is told as soon as both are there. A rule that the stream has lost is
 * told again. Of several portals that do it at once the last one sees to it that the latest version
 * stands.
 */
public final class RulePublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RulePublisher.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int MOST_AT_ONCE = 500;

  private final Database database;
  private final NatsLink link;
  private final int replicas;
  private final Semaphore wake = new Semaphore(0);
  private final Thread publisher = Thread.ofVirtual().name("rules").unstarted(this::run);
  private @Nullable Connection known;

  /**
   * A publisher that does nothing yet.
   *
   * @param replicas of the stream, where this has to make it
   */
  public RulePublisher(Database database, NatsLink link, int replicas) {
    this.database = database;
    this.link = link;
    this.replicas = replicas;
  }

  /** Begins, and goes on until closed. */
  public void start() {
    link.whenConnected(this::wake);
    publisher.start();
  }

  /** A rule has changed. */
  public void wake() {
    wake.release();
  }

  private record Outstanding(UUID id, String app, int version, String document, boolean deleted) {}

  private void run() {
    try {
      while (true) {
        try {
          publish();
        } catch (ProblemException | IOException | JetStreamApiException e) {
          known = null;
          LOG.debug("rules not told yet {}", kv("event", "rules_wait"), e);
        } catch (RuntimeException e) {
          known = null;
          LOG.error("rules not told {}", kv("event", "rules_failed"), e);
        }
        if (wake.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish() throws IOException, JetStreamApiException {
    Connection connection = link.connection();
    if (connection != known) {
      reconcile(connection.jetStreamManagement(NatsLink.jetStreamOptions()));
      known = connection;
    }
    JetStream stream = connection.jetStream(NatsLink.jetStreamOptions());
    List<Outstanding> batch;
    do {
      batch = outstanding();
      for (Outstanding rule : batch) {
        tell(stream, rule);
      }
    } while (batch.size() == MOST_AT_ONCE);
  }

  private void tell(JetStream stream, Outstanding rule) throws IOException, JetStreamApiException {
    String subject = StreamNames.ruleSubject(rule.app(), rule.id().toString());
    if (rule.deleted()) {
      stream.publish(subject, new byte[0]);
      database.with(c -> Rows.update(c, "DELETE FROM rules WHERE id = ? AND deleted", rule.id()));
      return;
    }
    try {
      stream.publish(subject, message(rule));
    } catch (BadRuleException e) {
      // An older version of this program took it. It must not keep the others from being told.
      LOG.error("no rule any more {} {}", kv("event", "rule_unreadable"), kv("rule", rule.id()), e);
    }
    database.with(
        c ->
            Rows.update(
                c, "UPDATE rules SET published = ? WHERE id = ?", rule.version(), rule.id()));
  }

  private static byte[] message(Outstanding rule) throws BadRuleException {
    return RuleWriter.writePublished(
        new PublishedRule(
            rule.app(), rule.id().toString(), rule.version(), RuleReader.read(rule.document())));
  }

  private List<Outstanding> outstanding() {
    return database.with(
        c ->
            Rows.list(
                c,
                "SELECT id, app_id, version, document, deleted FROM rules"
                    + " WHERE published <> version OR deleted ORDER BY updated_at LIMIT ?",
                row ->
                    new Outstanding(
                        row.getObject("id", UUID.class),
                        row.getString("app_id"),
                        row.getInt("version"),
                        row.getString("document"),
                        row.getBoolean("deleted")),
                MOST_AT_ONCE));
  }

  /** Finds rules that the stream was told and does not have (any more). */
  private void reconcile(JetStreamManagement management) throws IOException, JetStreamApiException {
    DetectionStreams.ensureRules(management, replicas);
    Set<String> there = DetectionStreams.ruleSubjects(management);
    record Told(UUID id, String app) {}
    List<Told> told =
        database.with(
            c ->
                Rows.list(
                    c,
                    "SELECT id, app_id FROM rules WHERE published > 0 AND NOT deleted",
                    row -> new Told(row.getObject("id", UUID.class), row.getString("app_id"))));
    for (Told rule : told) {
      if (!there.contains(StreamNames.ruleSubject(rule.app(), rule.id().toString()))) {
        LOG.warn("the stream lost a rule {} {}", kv("event", "rule_lost"), kv("rule", rule.id()));
        database.with(
            c -> Rows.update(c, "UPDATE rules SET published = 0 WHERE id = ?", rule.id()));
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    publisher.interrupt();
    publisher.join();
  }
}
