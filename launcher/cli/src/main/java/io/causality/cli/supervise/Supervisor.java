package io.causality.cli.supervise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs parts: starts each as soon as what it needs is ready, keeps them running, and stops them in
 * the order given. Thread-safe.
 */
public final class Supervisor {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int LOG_LINES = 25;

  private final List<Monitor> monitors = new ArrayList<>();
  private final List<String> stopOrder;
  private final Consumer<String> says;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private boolean stopRequested;

  /** How a start went. */
  public sealed interface Start {
    /** All parts are ready. */
    record Ready() implements Start {}

    /** A part cannot be brought up; the reason ends with the end of its log. */
    record Failed(String part, String reason) implements Start {}
  }

  /**
   * A supervisor of parts none of which runs yet.
   *
   * @param stopOrder names of all parts, first to stop first
   * @param ledger remembers the processes for the next supervisor
   * @param says gets lines for a person
   */
  public Supervisor(
      List<Part> parts, List<String> stopOrder, ProcessLedger ledger, Consumer<String> says) {
    this.stopOrder = List.copyOf(stopOrder);
    this.says = says;
    for (Part part : parts) {
      monitors.add(new Monitor(part, says, () -> ledger.record(parts)));
    }
  }

  /** Starts everything and waits until all is ready, or something will not come up. */
  public Start start(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    List<Monitor> waiting = new ArrayList<>(monitors);
    while (true) {
      for (Monitor monitor : List.copyOf(waiting)) {
        if (monitor.part().needs().stream().allMatch(this::isReady)) {
          waiting.remove(monitor);
          startUnlessStopping(monitor);
        }
      }
      if (ready()) {
        return new Start.Ready();
      }
      for (Monitor monitor : monitors) {
        Monitor.View view = monitor.view();
        boolean dies = !view.everReady() && view.restarts() >= Monitor.DEATHS_TO_FAIL;
        if (dies || (System.nanoTime() > end && view.state() != PartState.READY)) {
          String why = view.problem().orElse("is not ready after " + limit.toSeconds() + " s");
          String log = monitor.part().server().logTail(LOG_LINES);
          return new Start.Failed(monitor.part().name(), why + "\n" + log);
        }
      }
      if (stopped.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Start.Failed("supervisor", "stopped while starting");
      }
    }
  }

  private synchronized void startUnlessStopping(Monitor monitor) {
    if (!stopRequested) {
      monitor.startThread();
    }
  }

  private boolean isReady(String name) {
    return monitors.stream()
        .anyMatch(m -> m.part().name().equals(name) && m.view().state() == PartState.READY);
  }

  /** Whether every part is healthy, by its last check and by its process being there now. */
  public boolean ready() {
    return monitors.stream().allMatch(m -> m.view().state() == PartState.READY);
  }

  /** All parts as they are now. */
  public List<PartStatus> parts() {
    return monitors.stream().map(Supervisor::status).toList();
  }

  private static PartStatus status(Monitor monitor) {
    Monitor.View view = monitor.view();
    return new PartStatus(
        monitor.part().name(),
        view.pid(),
        view.state(),
        view.pid().map(ProcessMemory::residentBytes).orElse(0L),
        monitor.part().server().logFile(),
        view.problem(),
        view.restarts());
  }

  /** Stops all parts in order; the second caller waits for the first. */
  public void stop() throws InterruptedException {
    synchronized (this) {
      if (stopRequested) {
        stopped.await();
        return;
      }
      stopRequested = true;
    }
    for (Monitor monitor : monitors) {
      monitor.stopMonitoring();
    }
    for (String name : stopOrder) {
      for (Monitor monitor : monitors) {
        if (monitor.part().name().equals(name) && monitor.part().server().alive()) {
          monitor.stopPart();
          says.accept(name + " stopped");
        }
      }
    }
    stopped.countDown();
  }

  /** Returns when everything has been stopped. */
  public void awaitStopped() throws InterruptedException {
    stopped.await();
  }
}
