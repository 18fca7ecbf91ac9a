package io.causality.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** CPU time of processes: what binds a measurement on a small machine. */
public final class CpuClock {
  private final Map<String, Long> pids;

  /** A clock for processes by name. */
  public CpuClock(Map<String, Long> pids) {
    this.pids = Map.copyOf(pids);
  }

  /** CPU seconds of each process since its start. */
  public Reading read() {
    Map<String, Double> seconds = new HashMap<>();
    pids.forEach(
        (name, pid) ->
            seconds.put(
                name,
                ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElse(Duration.ZERO)
                        .toMillis()
                    / 1000.0));
    return new Reading(Map.copyOf(seconds));
  }

  /** One reading. */
  public record Reading(Map<String, Double> seconds) {
    /** What was used since an earlier reading. */
    public Map<String, Double> since(Reading earlier) {
      Map<String, Double> used = new HashMap<>();
      seconds.forEach((name, now) -> used.put(name, now - earlier.seconds.getOrDefault(name, 0.0)));
      return used;
    }
  }
}
