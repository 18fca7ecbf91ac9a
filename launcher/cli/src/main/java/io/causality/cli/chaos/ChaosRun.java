package io.causality.cli.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.causality.cli.portal.PortalClient;
import io.causality.cli.supervise.PartState;
import io.causality.cli.supervise.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One run: load, faults one after the other, and at the end a look into the lake. */
final class ChaosRun {
  static final String APP = "chaos";
  private static final Duration RECOVERY = Duration.ofMinutes(3);
  private static final Duration CATCH_UP = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Supervisor supervisor;
  private final PortalClient portal;
  private final ChaosLoad load;
  private final AlertWatch alerts;
  private final Faults faults;
  private final Random random;
  private final Consumer<String> says;
  private final List<ChaosReport.Outcome> outcomes = new ArrayList<>();
  private final List<String> unrecovered = new ArrayList<>();

  ChaosRun(
      Supervisor supervisor,
      PortalClient portal,
      ChaosLoad load,
      AlertWatch alerts,
      Faults faults,
      Random random,
      Consumer<String> says) {
    this.supervisor = supervisor;
    this.portal = portal;
    this.load = load;
    this.alerts = alerts;
    this.faults = faults;
    this.random = random;
    this.says = says;
  }

  /**
   * Runs until the time is over or so many faults were dealt, whatever comes first.
   *
   * @param seed only for the report
   */
  ChaosReport run(Duration limit, int most, long seed) throws Exception {
    if (!await(RECOVERY, this::ruleRuns)) {
      throw new IOException("the detection did not take the rule up");
    }
    long began = System.nanoTime();
    load.start();
    while (System.nanoTime() - began < limit.toNanos()
        && outcomes.size() < most
        && unrecovered.isEmpty()) {
      await(Duration.ofMillis(random.nextInt(300, 1500)), () -> false);
      bear(faults.next());
    }
    load.stop();
    double minutes = (System.nanoTime() - began) / 6e10;
    return judge(seed, minutes);
  }

  private boolean ruleRuns() {
    try {
      return alerts.running();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void bear(Fault fault) throws Exception {
    long began = System.nanoTime();
    fault.begin().run();
    await(fault.lasts(), () -> false);
    fault.end().run();
    long ended = System.nanoTime();
    boolean recovered = await(RECOVERY, () -> supervisor.ready() && load.acceptedSince(ended));
    ChaosReport.Outcome outcome =
        new ChaosReport.Outcome(
            fault.name(), (ended - began) / 1_000_000, (System.nanoTime() - ended) / 1_000_000);
    outcomes.add(outcome);
    says.accept(
        "%4d  %-36s lasted %4.1f s, recovered after %4.1f s; %d accepted"
            .formatted(
                outcomes.size(),
                fault.name(),
                outcome.lastedMs() / 1e3,
                outcome.recoveredMs() / 1e3,
                load.accepted()));
    if (!recovered) {
      unrecovered.add(
          "not recovered %d s after %s: %s".formatted(RECOVERY.toSeconds(), fault.name(), ill()));
    }
  }

  private String ill() {
    String parts =
        supervisor.parts().stream()
            .filter(part -> part.state() != PartState.READY)
            .map(part -> part.name() + " " + part.problem().orElse(""))
            .collect(Collectors.joining(", "));
    return parts.isEmpty() ? "no events are accepted" : parts;
  }

  /** What is in the lake must be what was accepted: the same ids, each once. */
  private ChaosReport judge(long seed, double minutes) throws InterruptedException {
    long accepted = load.accepted();
    Map<String, Lake> lake = new HashMap<>();
    await(
        CATCH_UP,
        () -> {
          Optional<Map<String, Lake>> now = look();
          now.ifPresent(
              found -> {
                lake.clear();
                lake.putAll(found);
              });
          return lake.values().stream().mapToLong(Lake::distinct).sum() >= accepted;
        });
    await(CATCH_UP, () -> alerts.missing(load) == 0);
    long lost = 0;
    long doubled = 0;
    long strangers = 0;
    for (int client = 0; client < ChaosLoad.CLIENTS; client++) {
      Lake found = lake.getOrDefault("chaos-" + client, new Lake(0, 0, 0));
      long sent = load.batches(client) * ChaosLoad.BATCH;
      strangers += found.strangers();
      doubled += found.rows() - found.distinct();
      lost += Math.max(0, sent - (found.distinct() - found.strangers()));
    }
    return new ChaosReport(
        seed,
        minutes,
        outcomes,
        accepted,
        lost,
        doubled,
        strangers,
        alerts.events(),
        alerts.missing(load),
        alerts.doubled(),
        alerts.deliveries(),
        load.refusals(),
        unrecovered);
  }

  /**
   * One client's events in the lake.
   *
   * @param strangers ids beyond those that were accepted
   */
  private record Lake(long rows, long distinct, long strangers) {}

  private Optional<Map<String, Lake>> look() {
    StringBuilder accepted = new StringBuilder("CASE device_id");
    for (int client = 0; client < ChaosLoad.CLIENTS; client++) {
      accepted.append(" WHEN 'chaos-%d' THEN %d".formatted(client, load.batches(client)));
    }
    accepted.append(" END");
    String sql =
        """
        SELECT device_id, count(*), count(DISTINCT event_id),
          count(DISTINCT event_id) FILTER (WHERE NOT regexp_like(event_id, '^\\d+-\\d+-\\d+$')
            OR CAST(split_part(event_id, '-', 2) AS bigint) >= %s
            OR CAST(split_part(event_id, '-', 3) AS bigint) >= %d)
        FROM events GROUP BY 1"""
            .formatted(accepted, ChaosLoad.BATCH);
    try {
      Map<String, Lake> lake = new HashMap<>();
      for (JsonNode row : portal.sql(sql, Optional.of(APP), OptionalInt.empty()).get("rows")) {
        lake.put(
            row.get(0).asText(),
            new Lake(row.get(1).asLong(), row.get(2).asLong(), row.get(3).asLong()));
      }
      return Optional.of(lake);
    } catch (IOException e) {
      says.accept("the lake does not answer yet: " + e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static boolean await(Duration limit, BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!holds.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      Thread.sleep(Duration.ofNanos(Math.min(left, POLL.toNanos())));
    }
    return true;
  }
}
