package io.causality.jobs.detection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * What readers are told of a rule.
 *
 * @param sequence of the message that made the rule what it is
 * @param sinceMs when the job took that message
 */
public record RuleStatus(
    String appId,
    String ruleId,
    long sequence,
    int version,
    long sinceMs,
    String state,
    String reason,
    long alerts,
    long lateEvents) {

  /** With what a report adds. */
  RuleStatus with(RuleReport report, long wallMs) {
    boolean news = report.sequence() > sequence;
    boolean says = !report.state().isEmpty() && report.sequence() >= sequence;
    // A failure outlives what other tasks say of the same version.
    boolean stays = !news && state.equals(RuleReport.FAILED);
    return new RuleStatus(
        appId,
        ruleId,
        Math.max(sequence, report.sequence()),
        says ? report.version() : version,
        news ? wallMs : sinceMs,
        says && !stays ? report.state() : state,
        says && !stays ? report.reason() : reason,
        alerts + report.alerts(),
        lateEvents + report.lateEvents());
  }

  static RuleStatus unknown(String appId, String ruleId) {
    return new RuleStatus(appId, ruleId, 0, 0, 0, "", "", 0, 0);
  }

  /** Whether readers see more than other counts. */
  boolean differsFrom(RuleStatus other) {
    return sequence != other.sequence || !state.equals(other.state) || version != other.version;
  }

  /** The document in the bucket. */
  String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", version);
    json.put("since", Instant.ofEpochMilli(sinceMs).toString());
    json.put("state", state);
    if (!reason.isEmpty()) {
      json.put("reason", reason);
    }
    json.put("alerts", alerts);
    json.put("late_events", lateEvents);
    return json.toString();
  }
}
