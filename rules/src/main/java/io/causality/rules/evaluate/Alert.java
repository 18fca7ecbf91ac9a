package io.causality.rules.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.causality.proto.v1.Signal;
import io.causality.rules.model.PublishedRule;
import io.causality.rules.model.RuleWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That a rule fired. Immutable.
 *
 * @param id 32 hex digits: hash of app, rule, version, scope key and the ids of the matched events,
 *     or the start of the window; so the same events give the same id whenever they are evaluated
 * @param rule the version of the rule
 * @param scopeKey the person, device, …; empty for an app
 * @param firedAtMs event time, ms since the epoch
 * @param window null for kinds without windows
 * @param matched the events that made it fire, in order
 * @param values what was measured: text, {@code Long}, {@code Double}, {@code Boolean}
 */
public record Alert(
    String id,
    PublishedRule rule,
    String scopeKey,
    long firedAtMs,
    @Nullable Window window,
    List<Signal> matched,
    Map<String, Object> values) {
  /** Matched events that a document shows: the first one, and the last ones. */
  private static final int MAX_SHOWN = 100;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Copies the collections. */
  public Alert {
    matched = List.copyOf(matched);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static Alert of(
      PublishedRule rule,
      String scopeKey,
      long firedAtMs,
      @Nullable Window window,
      List<Signal> matched,
      Map<String, Object> values) {
    List<String> parts = new ArrayList<>();
    parts.add(rule.app());
    parts.add(rule.id());
    parts.add(Integer.toString(rule.version()));
    parts.add(scopeKey);
    if (window == null) {
      matched.forEach(signal -> parts.add(signal.getEventId()));
    } else {
      parts.add("window " + window.fromMs());
    }
    return new Alert(hash(parts), rule, scopeKey, firedAtMs, window, matched, values);
  }

  private static String hash(List<String> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * The document of the stream {@code ALERTS}: contract 7 without {@code links}, with {@code
   * severity}, {@code scope}, {@code scope_key} and {@code actions}. Times are RFC 3339, UTC, ms.
   */
  public String document() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id).put("type", "alert");
    json.putObject("rule")
        .put("id", rule.id())
        .put("name", rule.rule().name())
        .put("version", rule.version());
    json.put("app_id", rule.app()).put("fired_at", time(firedAtMs));
    if (window == null) {
      json.putNull("window");
    } else {
      json.putObject("window").put("from", time(window.fromMs())).put("to", time(window.toMs()));
    }
    ArrayNode events = json.putArray("matched_events");
    for (int i = 0; i < matched.size(); i++) {
      if (i == 0 || i > matched.size() - MAX_SHOWN) {
        event(events.addObject(), matched.get(i));
      }
    }
    ObjectNode measured = json.putObject("values");
    values.forEach((name, value) -> value(measured, name, value));
    json.put("severity", rule.rule().severity().text());
    json.put("scope", rule.rule().scope().text()).put("scope_key", scopeKey);
    json.set("actions", RuleWriter.actions(rule.rule()));
    return json.toString();
  }

  private static void event(ObjectNode json, Signal signal) {
    json.put("event_id", signal.getEventId());
    json.put("event_name", signal.getEventName());
    json.put("ts", time(signal.getTimeMs()));
    json.put("person_id", signal.getPersonId().isEmpty() ? null : signal.getPersonId());
    json.put("device_id", signal.getDeviceId().isEmpty() ? null : signal.getDeviceId());
  }

  private static void value(ObjectNode json, String name, Object value) {
    if (value instanceof Long number) {
      json.put(name, number);
    } else if (value instanceof Double number) {
      if (number == Math.rint(number) && Math.abs(number) < 1e15) {
        json.put(name, number.longValue());
      } else {
        json.put(name, number);
      }
    } else if (value instanceof Boolean truth) {
      json.put(name, truth);
    } else {
      json.put(name, value.toString());
    }
  }

  private static String time(long ms) {
    return TIME.format(Instant.ofEpochMilli(ms));
  }
}
