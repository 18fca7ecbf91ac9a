package io.causality.gateway.publish;

/** What became of the accepted events of one request. */
public enum PublishOutcome {
  /** Every event is durable in the stream. */
  STORED,
  /** The stream refused at least one event because it is full. */
  STREAM_FULL,
  /** The stream did not answer in time; events may or may not be in it. */
  UNAVAILABLE
}
