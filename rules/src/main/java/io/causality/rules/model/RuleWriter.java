package io.causality.rules.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes rules in one form: every field in a fixed order, defaults included, so that equal rules
 * have equal texts. {@link RuleReader} reads it back as the same rule. Pure functions.
 */
public final class RuleWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Whole numbers that a double holds exactly. */
  private static final double EXACT = 1L << 53;

  private RuleWriter() {}

  /** A rule as people write it (contract 6b). */
  public static String write(Rule rule) {
    return tree(rule).toString();
  }

  /** A message of the stream {@code RULES}. */
  public static byte[] writePublished(PublishedRule published) {
    ObjectNode json = NODES.objectNode();
    json.put("app", published.app());
    json.put("id", published.id());
    json.put("version", published.version());
    json.setAll(tree(published.rule()));
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** As {@link #write}, as a tree of its own. */
  public static ObjectNode tree(Rule rule) {
    ObjectNode json = NODES.objectNode();
    json.put("name", rule.name());
    json.put("enabled", rule.enabled());
    json.put("scope", rule.scope().text());
    json.put("severity", rule.severity().text());
    json.put("cooldown_s", rule.cooldownS());
    json.put("lateness_s", rule.latenessS());
    ArrayNode mute = json.putArray("mute");
    rule.mute().forEach(window -> mute.add(mute(window)));
    json.set("when", NODES.objectNode().set(rule.when().text(), kind(rule.when())));
    json.set("actions", actions(rule));
    return json;
  }

  /** A rule's actions, as in its document. */
  public static ArrayNode actions(Rule rule) {
    ArrayNode actions = NODES.arrayNode();
    for (Action action : rule.actions()) {
      ObjectNode json = actions.addObject().put("webhook", action.webhook());
      if (action.template() != null) {
        json.put("template", action.template());
      }
    }
    return actions;
  }

  private static ObjectNode mute(Mute mute) {
    ObjectNode json = NODES.objectNode();
    ArrayNode days = json.putArray("days");
    Set<DayOfWeek> set = mute.days();
    for (DayOfWeek day : DayOfWeek.values()) {
      if (set.contains(day)) {
        days.add(day.name().substring(0, 3).toLowerCase(Locale.ROOT));
      }
    }
    json.put("from", clock(mute.fromMinute()));
    json.put("to", clock(mute.toMinute()));
    json.put("timezone", mute.zone().getId());
    return json;
  }

  private static String clock(int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
  }

  private static ObjectNode kind(Kind kind) {
    ObjectNode json = NODES.objectNode();
    if (kind instanceof Kind.Match match) {
      pattern(json, match.pattern());
    } else if (kind instanceof Kind.Threshold threshold) {
      pattern(json, threshold.pattern());
      json.put("path", threshold.path().text());
      number(json, "min", threshold.min());
      number(json, "max", threshold.max());
    } else if (kind instanceof Kind.Rate rate) {
      pattern(json, rate.pattern());
      json.put("more_than", rate.moreThan()).put("per_s", rate.perS());
    } else if (kind instanceof Kind.Count count) {
      pattern(json, count.pattern());
      json.put("op", count.op().text()).put("n", count.n()).put("window_s", count.windowS());
    } else if (kind instanceof Kind.Sequence sequence) {
      sequence(json, sequence);
    } else if (kind instanceof Kind.Absence absence) {
      pattern(json.putObject("after"), absence.after());
      pattern(json.putObject("expected"), absence.expected());
      json.put("within_s", absence.withinS());
    } else if (kind instanceof Kind.Times times) {
      pattern(json, times.pattern());
      json.put("n", times.n()).put("within_s", times.withinS());
    } else if (kind instanceof Kind.Anomaly anomaly) {
      pattern(json, anomaly.pattern());
      json.put("measure", anomaly.measure().text());
      json.put("interval", anomaly.interval().text());
      number(json, "sensitivity", anomaly.sensitivity());
      json.put("direction", anomaly.direction().text());
      number(json, "min_volume", anomaly.minVolume());
    } else if (kind instanceof Kind.Silence silence) {
      pattern(json, silence.pattern());
      json.put("for_s", silence.forS());
    }
    return json;
  }

  private static void sequence(ObjectNode json, Kind.Sequence sequence) {
    ArrayNode steps = json.putArray("steps");
    for (Kind.Step step : sequence.steps()) {
      pattern(steps.addObject().put("name", step.name()), step.pattern());
    }
    json.put("within_s", sequence.withinS()).put("strict", sequence.strict());
    if (sequence.unless() != null) {
      pattern(json.putObject("unless"), sequence.unless());
    }
  }

  private static void pattern(ObjectNode json, Pattern pattern) {
    json.put("event", pattern.event());
    ArrayNode where = json.putArray("where");
    pattern.where().forEach(condition -> where.add(condition(condition)));
  }

  private static ObjectNode condition(Condition condition) {
    ObjectNode json = NODES.objectNode();
    if (condition instanceof Condition.Any any) {
      ArrayNode inner = json.putArray("any");
      any.conditions().forEach(one -> inner.add(condition(one)));
    } else if (condition instanceof Condition.All all) {
      ArrayNode inner = json.putArray("all");
      all.conditions().forEach(one -> inner.add(condition(one)));
    } else if (condition instanceof Condition.Test test) {
      json.put("path", test.path().text()).put("op", test.op().text());
      if (test.operand() instanceof Operand.Value value) {
        scalar(json, value.scalar());
      } else if (test.operand() instanceof Operand.OneOf oneOf) {
        ArrayNode values = json.putArray("value");
        for (Scalar scalar : oneOf.scalars()) {
          ObjectNode holder = NODES.objectNode();
          scalar(holder, scalar);
          values.add(holder.get("value"));
        }
      } else if (test.operand() instanceof Operand.SameAs sameAs) {
        json.put("same_as", sameAs.step() + ":" + sameAs.path().text());
      }
    }
    return json;
  }

  private static void scalar(ObjectNode json, Scalar scalar) {
    switch (scalar.type()) {
      case TEXT -> json.put("value", scalar.text());
      case BOOLEAN -> json.put("value", Boolean.parseBoolean(scalar.text()));
      case NUMBER -> json.put("value", new BigDecimal(scalar.text()));
    }
  }

  private static void number(ObjectNode json, String name, @Nullable Double number) {
    if (number == null) {
      return;
    } else if (number == Math.rint(number) && Math.abs(number) <= EXACT) {
      json.put(name, number.longValue());
    } else {
      json.put(name, number);
    }
  }
}
