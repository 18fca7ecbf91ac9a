package io.causality.portal.http;

/** Remembers who changed what. Thread-safe, may block. */
@FunctionalInterface
public interface AuditTrail {
  /**
   * Keeps one entry, after the change.
   *
   * @param action as the operation's {@code x-audit} in the OpenAPI file says
   */
  void record(Call call, String action);
}
