package io.causality.rules;

import io.causality.proto.v1.CheckoutStart;
import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Value;
import io.causality.rules.event.Enrichment;
import io.causality.rules.event.EnvelopeEvent;
import io.causality.rules.event.RuleEvent;
import io.causality.rules.model.BadRuleException;
import io.causality.rules.model.PublishedRule;
import io.causality.rules.model.RuleReader;
import java.util.Map;

/** Events and rules of the tests. */
public final class TestEvents {
  private TestEvents() {}

  /** An open event of a person, with properties. */
  public static RuleEvent event(
      String name, String person, long timeMs, long seq, Map<String, ?> properties) {
    EventEnvelope.Builder envelope =
        EventEnvelope.newBuilder()
            .setId("e" + seq)
            .setAppId("shop")
            .setDeviceId("device-" + person)
            .setTimestampMs(timeMs)
            .setCustomEvent(CustomEvent.newBuilder().setEventName(name));
    properties.forEach((key, value) -> envelope.putProperties(key, value(value)));
    return new EnvelopeEvent(envelope.build(), person, seq, Enrichment.NONE);
  }

  /** The same without properties. */
  public static RuleEvent event(String name, String person, long timeMs, long seq) {
    return event(name, person, timeMs, seq, Map.of());
  }

  /** A typed event. */
  public static RuleEvent checkout(String cart, long totalCents, long timeMs, long seq) {
    EventEnvelope envelope =
        EventEnvelope.newBuilder()
            .setId("e" + seq)
            .setAppId("shop")
            .setTimestampMs(timeMs)
            .setCheckoutStart(CheckoutStart.newBuilder().setCartId(cart).setTotalCents(totalCents))
            .build();
    return new EnvelopeEvent(envelope, "p", seq, Enrichment.NONE);
  }

  private static Value value(Object value) {
    if (value instanceof Boolean truth) {
      return Value.newBuilder().setBoolValue(truth).build();
    } else if (value instanceof Double number) {
      return Value.newBuilder().setDoubleValue(number).build();
    } else if (value instanceof Number number) {
      return Value.newBuilder().setIntValue(number.longValue()).build();
    }
    return Value.newBuilder().setStringValue(value.toString()).build();
  }

  /**
   * A rule.
   *
   * @param when the kind and its body, with single quotes
   * @param rest further fields, with a comma before them, or empty
   */
  public static PublishedRule rule(String when, String rest) {
    String json = "{'name':'n','when':" + when + rest + "}";
    try {
      return new PublishedRule("shop", "r", 1, RuleReader.read(json.replace('\'', '"')));
    } catch (BadRuleException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
