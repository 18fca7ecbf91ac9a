package io.causality.portal.alerts;

/** Hears of alerts that came out of the stream. Thread-safe, quick. */
@FunctionalInterface
public interface AlertObserver {
  /**
   * Some have come.
   *
   * @param outcome {@code kept}, {@code known} (the same id before) or {@code refused} (no alert)
   */
  void arrived(String outcome, int count);
}
