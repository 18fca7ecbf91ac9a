package io.causality.jobs;

/** Names of the jobs' own metrics; {@code /metrics} shows each summed over the subtasks. */
public final class JobMetrics {
  /** What every name begins with. */
  public static final String PREFIX = "causality_jobs_";

  /** Events read from the stream. */
  public static final String EVENTS = PREFIX + "events_total";

  /** Events dropped because their id had been seen. */
  public static final String DUPLICATES = PREFIX + "duplicates_total";

  /** Events that went to the dead letters. */
  public static final String DEAD_LETTERS = PREFIX + "dead_letters_total";

  /** Files made visible in the lake. */
  public static final String FILES = PREFIX + "files_total";

  /** Bytes of the files made visible in the lake. */
  public static final String FILE_BYTES = PREFIX + "file_bytes_total";

  /** Rows in the files made visible in the lake. */
  public static final String ROWS = PREFIX + "rows_total";

  /** Bytes of rows that wait in memory for their file. */
  public static final String BUFFERED_BYTES = PREFIX + "buffered_bytes";

  /** Counts of event names that the catalog left out because their app has too many. */
  public static final String NAMES_LEFT_OUT = PREFIX + "names_left_out_total";

  /** Events of apps with rules that the detection read. */
  public static final String DETECTION_EVENTS = PREFIX + "detection_events_total";

  /** Copies that the detection dropped. */
  public static final String DETECTION_DUPLICATES = PREFIX + "detection_duplicates_total";

  /** Pairs of an event and a rule that it concerns. */
  public static final String DETECTION_ROUTED = PREFIX + "detection_routed_total";

  /** Of these, those that came too late for their rule. */
  public static final String DETECTION_LATE = PREFIX + "detection_late_total";

  /** Time that the evaluation of rules took, in nanoseconds. */
  public static final String DETECTION_NANOS = PREFIX + "detection_evaluation_nanoseconds_total";

  /** Alerts raised. */
  public static final String ALERTS = PREFIX + "alerts_total";

  /** Rules that run. */
  public static final String RULES_RUNNING = PREFIX + "rules_running";

  /** Messages of the stream that a job has not read yet; label {@code flink_job}. */
  public static final String PENDING_MESSAGES = PREFIX + "pending_messages";

  /** Seconds since the newest checkpoint of a job was complete; label {@code flink_job}. */
  public static final String CHECKPOINT_AGE = PREFIX + "checkpoint_age_seconds";

  /** Bytes that the stream of events holds. */
  public static final String STREAM_BYTES = PREFIX + "stream_bytes";

  /** Bytes at which the stream is full, and the gateway answers 503; -1 when it never is. */
  public static final String STREAM_MAX_BYTES = PREFIX + "stream_max_bytes";

  /** Messages taken out of the stream of events because both jobs had read them. */
  public static final String TRIMMED_MESSAGES = PREFIX + "stream_trimmed_messages_total";

  /** Bytes by which the stream became smaller by that. */
  public static final String TRIMMED_BYTES = PREFIX + "stream_trimmed_bytes_total";

  /**
   * Times that messages vanished from a stream before a job had read them; label {@code flink_job}.
   */
  public static final String DATA_LOSSES = PREFIX + "data_losses_total";

  /** Bytes free where checkpoints are written, when that is a disk. */
  public static final String STATE_FREE_BYTES = PREFIX + "state_free_bytes";

  private JobMetrics() {}
}
