package io.causality.bench.detection;

import io.causality.jobs.detection.RuleMessage;
import io.causality.proto.StreamNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rules of all kinds over a hundred event names, few of which fire. Pure functions. */
final class MixedRules {
  static final String APP = "bench";
  static final int NAMES = 100;

  /** Name of the first event, of which an alert is raised at once. */
  static final String FIRST = "first-mark";

  /** Name of the last events; the same. */
  static final String LAST = "last-mark";

  private MixedRules() {}

  /** So many rules, and the two for the marks. */
  static List<RuleMessage> of(int count) {
    List<RuleMessage> rules = new ArrayList<>();
    rules.add(mark(0, FIRST));
    rules.add(mark(1, LAST));
    for (int i = 0; i < count; i++) {
      rules.add(rule(i + 2, "rule-" + i, when(i, "event-" + i % NAMES), scope(i)));
    }
    return rules;
  }

  private static String when(int number, String event) {
    String pattern = "\"event\":\"" + event + "\"";
    return switch (number % 9) {
      case 0 ->
          "\"match\":{"
              + pattern
              + ",\"where\":[{\"path\":\"$.properties.plan\",\"op\":\"eq\","
              + "\"value\":\"pro\"},{\"path\":\"$.properties.price\",\"op\":\"gt\",\"value\":999}]}";
      case 1 -> "\"threshold\":{" + pattern + ",\"path\":\"$.properties.price\",\"max\":998}";
      case 2 -> "\"rate\":{" + pattern + ",\"more_than\":20,\"per_s\":60}";
      case 3 -> "\"count\":{" + pattern + ",\"op\":\"more_than\",\"n\":20,\"window_s\":60}";
      case 4 ->
          "\"sequence\":{\"steps\":[{\"name\":\"a\","
              + pattern
              + "},{\"name\":\"b\",\"event\":\""
              + LAST
              + "\"}],\"within_s\":60}";
      case 5 ->
          "\"absence\":{\"after\":{"
              + pattern
              + ",\"where\":[{\"path\":\"$.properties.price\","
              + "\"op\":\"gt\",\"value\":998}]},\"expected\":{\"event\":\""
              + LAST
              + "\"},\"within_s\":60}";
      case 6 -> "\"times\":{" + pattern + ",\"n\":10,\"within_s\":60}";
      case 7 ->
          "\"anomaly\":{"
              + pattern
              + ",\"measure\":\"total\",\"interval\":\"minute\","
              + "\"sensitivity\":10}";
      default -> "\"silence\":{" + pattern + ",\"for_s\":3600}";
    };
  }

  /** Series are of the whole app; the rest of persons. */
  private static String scope(int number) {
    return number % 9 == 7 ? "app" : "person";
  }

  /** Never late, however the partitions are read. */
  private static RuleMessage mark(int number, String event) {
    return rule(number, event, "\"match\":{\"event\":\"" + event + "\"}", "person", 3_600);
  }

  private static RuleMessage rule(int number, String id, String when, String scope) {
    return rule(number, id, when, scope, 5);
  }

  private static RuleMessage rule(int number, String id, String when, String scope, int latenessS) {
    String json =
        "{\"app\":\"%s\",\"id\":\"%s\",\"version\":1,\"name\":\"%s\",\"scope\":\"%s\",\"lateness_s\":%d,\"when\":{%s}}"
            .formatted(APP, id, id, scope, latenessS, when);
    return new RuleMessage(
        StreamNames.ruleSubject(APP, id), number + 1, json.getBytes(StandardCharsets.UTF_8));
  }
}
