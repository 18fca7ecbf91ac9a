package io.causality.gateway.publish;

/** What a writer counts. Implementations are thread-safe and cheap. */
public interface PublishMetrics {
  /** A message with so many events and bytes is durable. */
  void stored(int events, int bytes);

  /** A message was sent again. */
  void repeated();

  /** A message could not be sent for want of a connection. */
  void unsent();

  /** The stream could not take a message now. */
  void refused();

  /** The stream was full. */
  void full();

  /** Nobody waits for a message any more. */
  void abandoned();
}
