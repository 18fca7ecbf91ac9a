package io.causality.cli.supervise;

import io.causality.servers.Server;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one part running, on a thread of its own: starts it, checks it, starts it again when it
 * ends. What others read of it is volatile; only its own thread writes.
 */
final class Monitor implements Runnable {
  /** Deaths before it was ever ready, after which the start of the product counts as failed. */
  static final int DEATHS_TO_FAIL = 3;

  private static final Duration CHECK_WHILE_STARTING = Duration.ofMillis(100);
  private static final Duration CHECK_WHILE_UNREADY = Duration.ofMillis(250);

  /**
   * What is known of a part: replaced as a whole, so that a state is never taken for that of
   * another process.
   *
   * @param pid of the process that the state is about
   */
  record View(
      PartState state,
      Optional<Long> pid,
      Optional<String> problem,
      int restarts,
      boolean everReady) {}

  private final Part part;
  private final Consumer<String> says;
  private final Runnable startedAnother;
  private final Backoff backoff = new Backoff();

  private volatile View view =
      new View(PartState.WAITING, Optional.empty(), Optional.empty(), 0, false);
  private volatile boolean stopping;
  private volatile @Nullable Thread thread;

  /**
   * A monitor that is not running yet.
   *
   * @param says gets a line whenever something worth telling happens
   * @param startedAnother called after each start of a process
   */
  Monitor(Part part, Consumer<String> says, Runnable startedAnother) {
    this.part = part;
    this.says = says;
    this.startedAnother = startedAnother;
  }

  void startThread() {
    thread = Thread.ofVirtual().name("monitor-" + part.name()).start(this);
  }

  Part part() {
    return part;
  }

  /** What holds now: a part whose process is gone is not ready, whatever its last check said. */
  View view() {
    View last = view;
    boolean gone = last.pid().isPresent() && !ProcessMemory.isThere(last.pid().get());
    return gone ? ended(last, "ended", last.restarts()) : last;
  }

  private static View ended(View last, String how, int restarts) {
    return new View(
        PartState.RESTARTING, Optional.empty(), Optional.of(how), restarts, last.everReady());
  }

  /** No more starts from now on; the process itself is left alone. */
  void stopMonitoring() throws InterruptedException {
    stopping = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      running.join();
    }
  }

  /** Stops the process in good order, after {@link #stopMonitoring()}. */
  void stopPart() {
    part.server().stop(part.grace());
    View last = view;
    view =
        new View(
            PartState.STOPPED,
            Optional.empty(),
            Optional.empty(),
            last.restarts(),
            last.everReady());
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        long started = System.nanoTime();
        String end = live();
        if (stopping) {
          return;
        }
        View last = view;
        Duration pause = backoff.after(Duration.ofNanos(System.nanoTime() - started));
        String again =
            pause.isZero() ? "starting it again" : "next try in " + pause.toMillis() + " ms";
        says.accept(part.name() + " " + end + "; " + again);
        view = ended(last, end, last.restarts() + 1);
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the supervisor stops
    }
  }

  /** One life of the process; returns how it ended. */
  private String live() throws InterruptedException {
    Server server = part.server();
    long began = System.nanoTime();
    try {
      server.launch();
    } catch (RuntimeException e) {
      return "cannot be started: " + e.getMessage();
    }
    startedAnother.run();
    set(PartState.STARTING, Optional.empty());
    boolean wasReady = false;
    Duration interval = CHECK_WHILE_STARTING;
    while (!server.awaitExit(interval)) {
      Optional<String> problem = server.problem();
      if (problem.isEmpty()) {
        set(PartState.READY, problem);
        if (!wasReady) {
          says.accept("%-9s ready in %.1f s".formatted(part.name(), seconds(began)));
        }
        wasReady = true;
        interval = part.checkEvery();
      } else {
        set(wasReady ? PartState.UNREADY : PartState.STARTING, problem);
        interval = CHECK_WHILE_UNREADY;
      }
    }
    int code = server.exitCode();
    return code > 128 ? "was ended by signal " + (code - 128) : "ended with exit code " + code;
  }

  private void set(PartState state, Optional<String> problem) {
    View last = view;
    boolean everReady = last.everReady() || state == PartState.READY;
    Optional<Long> pid = Optional.of(part.server().pid());
    view = new View(state, pid, problem, last.restarts(), everReady);
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }
}
