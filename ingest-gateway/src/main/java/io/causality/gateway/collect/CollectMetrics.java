package io.causality.gateway.collect;

/** What the HTTP side counts. Implementations are thread-safe and cheap. */
public interface CollectMetrics {
  /** A request was answered. */
  void answered(String operation, int status, long nanos);

  /** Events of a request that was answered with success. */
  void events(int accepted, int rejected);
}
