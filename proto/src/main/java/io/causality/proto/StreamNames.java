package io.causality.proto;

/**
 * Names in JetStream, and how positions in it become {@code stream_seq}. Immutable facts; changing
 * one needs a migration of the stream and of every running service.
 */
public final class StreamNames {
  /** Stream of accepted events; each message is an {@code EventBatch}. */
  public static final String EVENTS = "EVENTS";

  /** Subjects of {@link #EVENTS}: this and the partition's number, from 0. */
  public static final String EVENTS_PREFIX = "events.";

  /** Stream of what the archive could not process; each message is a {@code DeadLetter}. */
  public static final String DEAD_LETTERS = "DEAD_LETTERS";

  /** Subjects of {@link #DEAD_LETTERS}: this and the app's id, or {@code _} where it is unknown. */
  public static final String DEAD_LETTERS_PREFIX = "dead_letters.";

  /**
   * Subjects of what the gateway refused for a known key: this and the app's id. Not stored; at
   * most a few per second and app, each {@code {"at","code","detail","field","event_name"}}, never
   * an event's content.
   */
  public static final String REJECTED_PREFIX = "rejected.";

  /**
   * Key-value bucket that the portal writes and the gateway watches. {@code key.<sha-256 of the API
   * key, hex>} → {@code {"app","key_id"}}, deleted when the key is revoked; {@code app.<id>} →
   * {@code {"keep_ip","keep_user_agent","rate_per_second","retention_days"}}; the last one, absent
   * when events are kept for good, is the jobs'.
   */
  public static final String GATEWAY_CONFIG = "gateway_config";

  /**
   * Key-value bucket that the archive writes and the portal reads. {@code hour.<app>.<yyyyMMddHH>}
   * exists when the lake may hold events of that hour (UTC, event time); its value is another one
   * after each commit of a file of that hour, and before {@code progress} counts what is in it.
   * {@code copies.<app>.<yyyyMMdd>} names the copy of a day's events, see {@link
   * io.causality.proto.lake.DayCopies}. {@code progress} tells what the last completed checkpoint
   * covers: {@code {"checkpoint","at_ms","positions":{"<partition>":<message
   * sequence>},"apps":{"<app>": {"in_lake","deduplicated","dead_letters"}}}}, counts since the app
   * began.
   */
  public static final String LAKE = "lake";

  /** Key of the progress document in {@link #LAKE}. */
  public static final String PROGRESS = "progress";

  /**
   * Key-value bucket that the archive writes and the portal reads: the names of events, properties
   * and values, one entry for each event name and one for the traits of each app; see {@link
   * CatalogEntries}. An entry covers at least what {@link #PROGRESS} says is in the lake, as far as
   * names go; its counts may be some checkpoints old.
   */
  public static final String CATALOG = "catalog";

  /**
   * Stream of rules, which the portal writes and the detection reads. The last message of each
   * subject counts: the rule as JSON (contract 6b, with {@code id}, {@code app} and {@code
   * version}), or an empty message once the rule is deleted. One message per subject, no limit of
   * age, file storage; a reader makes the stream where it is missing.
   */
  public static final String RULES = "RULES";

  /** What the subjects of {@link #RULES} begin with. */
  public static final String RULES_PREFIX = "rules.";

  /**
   * Stream of alerts, which the detection writes and the portal delivers. Each is the JSON document
   * of contract 7, without {@code links}, plus {@code severity}, {@code scope} (person, device, app
   * or property:&lt;key&gt;), {@code scope_key} (the person, device, …; empty for an app) and
   * {@code actions} as the rule has them. {@code Nats-Msg-Id} is the alert's id, so an alert that
   * is made again after a failure is stored once within two hours; a reader drops later copies by
   * id. Kept 7 days.
   */
  public static final String ALERTS = "ALERTS";

  /** Subjects of {@link #ALERTS}: this and the app's id. */
  public static final String ALERTS_PREFIX = "alerts.";

  /**
   * Key-value bucket that the detection writes and the portal reads. {@code <app>.<rule>} → {@code
   * {"version","since","state","reason"?,"alerts","late_events"}}: the version that the job took
   * and when (ISO 8601, UTC); {@code state} is {@code running}, {@code disabled}, {@code invalid}
   * (the message is no rule; version 0 where unknown) or {@code failed} (its evaluation did; it
   * rests until its next version), the last two with {@code reason}; alerts raised and events that
   * came too late since the rule was first seen, some seconds old. Deleted with the rule.
   */
  public static final String DETECTION = "detection";

  /**
   * Header of an {@link #EVENTS} message: events per app, {@code app=3;other=1}. Lets a reader
   * count without payloads.
   */
  public static final String COUNTS_HEADER = "Causality-Counts";

  /** Most events in one message, and the factor between message sequence and {@code stream_seq}. */
  public static final int EVENTS_PER_MESSAGE = 4096;

  /**
   * Key-value bucket in which the portal asks the jobs to forget people. {@code <app>.<id>} →
   * {@code {"state":"waiting","person_id"}}; the jobs add to it what they have done ({@code
   * receipt}: counts by what was removed), and in the end put {@code "state":"done"}, {@code
   * finished_at} and {@code names}, under which the person may be mentioned elsewhere. The portal
   * then deletes it.
   */
  public static final String ERASURES = "erasures";

  /**
   * Key-value bucket in which who takes people out of the lake asks the archive to take values out
   * of the {@link #CATALOG} that nobody else has. {@code <app>.<id>} → {@code [[event, property,
   * value], …]}, the event empty for traits; the archive deletes the entry when its state has them
   * no longer.
   */
  public static final String FORGOTTEN_VALUES = "forgotten_values";

  /**
   * Key-value bucket in which the jobs say how far they have read {@link #EVENTS}, for who takes
   * out what nobody will read again. {@code <job>.<partition>} → {@code {"next","stream_ms"}}:
   * neither the job's newest checkpoint nor one that it still keeps needs a message of the
   * partition below the sequence {@code next}, of the stream that was made at {@code stream_ms}
   * (milliseconds since 1970; 0 where the job has begun anew and read nothing yet). The jobs are
   * {@code archive} and {@code detection}.
   */
  public static final String POSITIONS = "positions";

  private StreamNames() {}

  /** Subject of a partition of {@link #EVENTS}. */
  public static String eventsSubject(int partition) {
    return EVENTS_PREFIX + partition;
  }

  /** Key of a job's position in {@link #POSITIONS}. */
  public static String positionKey(String job, int partition) {
    return job + "." + partition;
  }

  /** Subject of a rule in {@link #RULES}. Both ids are {@code [A-Za-z0-9_-]+}. */
  public static String ruleSubject(String appId, String ruleId) {
    return RULES_PREFIX + appId + "." + ruleId;
  }

  /** Key of a rule in {@link #DETECTION}. */
  public static String ruleKey(String appId, String ruleId) {
    return appId + "." + ruleId;
  }

  /** Subject of an app in {@link #ALERTS}. */
  public static String alertSubject(String appId) {
    return ALERTS_PREFIX + appId;
  }

  /**
   * Position of an event in {@link #EVENTS}: unique, and in order of arrival.
   *
   * @param messageSequence stream sequence of the message, from 1
   * @param position place of the event in the message, 0 to 4,095
   */
  public static long streamSeq(long messageSequence, int position) {
    return messageSequence * EVENTS_PER_MESSAGE + position;
  }
}
