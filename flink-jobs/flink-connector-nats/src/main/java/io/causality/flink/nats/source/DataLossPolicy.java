package io.causality.flink.nats.source;

/** What to do when messages vanished from the stream before they were read. */
public enum DataLossPolicy {
  /** Fail with {@link JetStreamDataLossException}. */
  FAIL,
  /** Log an error, count it, and read on with what is there. */
  CONTINUE
}
