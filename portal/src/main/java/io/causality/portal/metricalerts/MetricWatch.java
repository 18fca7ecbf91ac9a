package io.causality.portal.metricalerts;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.alerts.Alerts;
import io.causality.portal.http.ClientGone;
import io.causality.portal.http.ProblemException;
import io.causality.portal.insight.InsightChecks;
import io.causality.portal.insight.InsightService;
import io.causality.portal.insight.spec.SpecException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks what is due, one after the other, and raises an alert when a condition begins to hold; one
 * that compares periods, for each period in which it does. An alert is kept before the check is
 * remembered, so a crash repeats the check, and the alert's id makes it count once.
 */
public final class MetricWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final MetricAlerts alerts;
  private final InsightService insights;
  private final Alerts raised;
  private final Runnable kept;
  private final Thread watcher = Thread.ofVirtual().name("metric-alerts").unstarted(this::run);

  /**
   * A watch that does not look yet.
   *
   * @param kept called after an alert was kept
   */
  public MetricWatch(MetricAlerts alerts, InsightService insights, Alerts raised, Runnable kept) {
    this.alerts = alerts;
    this.insights = insights;
    this.raised = raised;
    this.kept = kept;
  }

  /** Begins, and goes on until closed. */
  public void start() {
    watcher.start();
  }

  private void run() {
    try {
      while (true) {
        try {
          for (Optional<MetricAlert> due = alerts.take(); due.isPresent(); due = alerts.take()) {
            check(due.get());
          }
        } catch (ProblemException e) {
          LOG.debug("no checks now {}", kv("event", "metric_checks_wait"), e);
        } catch (RuntimeException e) {
          LOG.error("cannot check {}", kv("event", "metric_checks_failed"), e);
        }
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Checks one now. */
  void check(MetricAlert alert) throws InterruptedException {
    Instant now = Instant.now();
    Optional<Reading> reading;
    try {
      InsightService.Answer answer =
          insights
              .answer(
                  alert.app(),
                  InsightChecks.spec(alert.document().getJsonObject("query"), "$.query"),
                  now,
                  new ClientGone())
              .answer();
      reading =
          Reading.of(
              new JsonObject(answer.result()),
              alert.document().getInteger("series"),
              answer.incompleteFrom().isPresent(),
              alert.current());
    } catch (ProblemException e) {
      alerts.record(alert, Optional.empty(), alert.holds(), e.problem().detail());
      return;
    } catch (SpecException e) {
      // It was a spec when it was saved: a cohort in it is gone, for example.
      alerts.record(alert, Optional.empty(), alert.holds(), e.detail());
      return;
    }
    boolean holds = reading.isPresent() && alert.holds(reading.get());
    if (holds && (!alert.holds() || alert.condition().compares())) {
      raised.keep(List.of(alert.raise(reading.get(), now)));
      kept.run();
    }
    alerts.record(alert, reading, holds, null);
  }

  @Override
  public void close() throws InterruptedException {
    watcher.interrupt();
    watcher.join();
  }
}
