package io.causality.jobs.detection;

/**
 * What a task says of a rule.
 *
 * @param sequence of the message that made the rule what it is
 * @param task number of the reporting task
 * @param tasks how many tasks report
 * @param version the rule's; 0 where it is unknown
 * @param state as readers see it; empty: only the counts are news
 * @param reason why it is invalid or has failed; else empty
 * @param alerts raised since the task's last report
 * @param lateEvents that came too late since the task's last report
 */
public record RuleReport(
    String appId,
    String ruleId,
    long sequence,
    int task,
    int tasks,
    int version,
    String state,
    String reason,
    long alerts,
    long lateEvents) {
  /** It is evaluated. */
  static final String RUNNING = "running";

  /** It rests because a person says so. */
  static final String DISABLED = "disabled";

  /** Its message is no rule. */
  static final String INVALID = "invalid";

  /** Its evaluation broke; it rests until its next version. */
  static final String FAILED = "failed";

  /** It is no more. */
  static final String DELETED = "deleted";
}
