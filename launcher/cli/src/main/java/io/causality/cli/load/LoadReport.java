package io.causality.cli.load;

import java.util.Locale;

/**
 * What a load did.
 *
 * @param accepted events that the gateway took
 * @param rejected lines that are no events, and events that the gateway refused
 * @param seconds from the first byte read to the last answer
 */
public record LoadReport(long accepted, long rejected, double seconds) {
  /** The last line of {@code load}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "accepted %d, rejected %d, %.1f s, %.0f events/s",
        accepted,
        rejected,
        seconds,
        rate());
  }

  /** Accepted events per second. */
  public double rate() {
    return seconds > 0 ? accepted / seconds : 0;
  }
}
