package io.causality.portal.http;

/** Hears of each finished request; for metrics. Thread-safe, quick. */
@FunctionalInterface
public interface RequestObserver {
  void finished(String operation, int status, double seconds);
}
