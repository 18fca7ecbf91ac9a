package io.causality.flink.nats;

/**
 * Names of the metrics that source and sink register below the operator's own. The source's carry
 * the group {@link #SUBJECT} where they are of one subject.
 */
public final class JetStreamMetrics {
  /** Group of everything below. */
  public static final String GROUP = "jetstream";

  /** Key of the group of one split; its value is the subject. */
  public static final String SUBJECT = "subject";

  /** Gauge per subject: messages in the stream that the job has not emitted yet. */
  public static final String PENDING = "pending";

  /** Gauge per subject: stream sequence up to which everything was received. */
  public static final String POSITION = "position";

  /** Counter: messages received. */
  public static final String MESSAGES = "messages";

  /** Counter: bytes received, as the server counts them (subject, headers, data). */
  public static final String BYTES = "bytes";

  /** Gauge: how often a connection was lost and another one opened. */
  public static final String RECONNECTS = "reconnects";

  /** Counter: ordered consumers created again, after a lost connection, a gap or silence. */
  public static final String RECREATED_CONSUMERS = "recreatedConsumers";

  /** Counter: times that messages vanished from the stream before they were read. */
  public static final String DATA_LOSSES = "dataLosses";

  /** Gauge: bytes received and not yet emitted. */
  public static final String BUFFERED_BYTES = "bufferedBytes";

  /** Gauge of the sink: messages published and not yet acknowledged. */
  public static final String IN_FLIGHT = "inFlight";

  /** Counter of the sink: messages published again with the same id. */
  public static final String RETRIES = "retries";

  /** Counter of the sink: messages that the stream knew already by their id. */
  public static final String DUPLICATES = "duplicates";

  private JetStreamMetrics() {}
}
