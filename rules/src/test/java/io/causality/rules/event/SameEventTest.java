package io.causality.rules.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.proto.lake.LakeColumn;
import io.causality.proto.lake.LakeValues;
import io.causality.proto.lake.Source;
import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.DeviceContext;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Page;
import io.causality.proto.v1.Platform;
import io.causality.proto.v1.PurchaseComplete;
import io.causality.proto.v1.PurchaseItem;
import io.causality.proto.v1.Value;
import io.causality.rules.path.BadPathException;
import io.causality.rules.path.EventPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An event of the stream and its row in the lake are the same to a rule. */
class SameEventTest {
  private static final EventEnvelope PURCHASE =
      EventEnvelope.newBuilder()
          .setId("1")
          .setAppId("shop")
          .setDeviceId("d")
          .setUserId("u")
          .setTimestampMs(1_000)
          .setClockSkewMs(5)
          .setDeviceContext(
              DeviceContext.newBuilder().setPlatform(Platform.PLATFORM_IOS).setScreenWidth(320))
          .setPage(Page.newBuilder().setUrl("https://shop.example/pay?x=1"))
          .putProperties("plan", text("pro"))
          .putProperties("address", text("{\"city\":\"Bern\",\"lines\":[\"a\",null,2.50]}"))
          .putProperties("seats", Value.newBuilder().setDoubleValue(10).build())
          .setPurchaseComplete(
              PurchaseComplete.newBuilder()
                  .setOrderId("o")
                  .setTotalCents(0)
                  .addItems(PurchaseItem.newBuilder().setProductId("a").setQuantity(2))
                  .addItems(PurchaseItem.newBuilder().setProductId("b")))
          .build();

  private static final EventEnvelope CUSTOM =
      EventEnvelope.newBuilder()
          .setId("2")
          .setAppId("shop")
          .setDeviceId("d")
          .setTimestampMs(1_000)
          .putProperties("both", text("property"))
          .setCustomEvent(
              CustomEvent.newBuilder()
                  .setEventName("level_up")
                  .putStringParams("both", "parameter")
                  .putStringParams("n", "text")
                  .putIntParams("n", 3)
                  .putBoolParams("ok", true)
                  .putFloatParams("share", 0.5))
          .build();

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  @Test
  void pathsGiveTheSameValues() throws BadPathException {
    assertSame(PURCHASE, "$.event_name", "purchase_complete");
    assertSame(PURCHASE, "$.event_category", "commerce");
    assertSame(PURCHASE, "$.ts", 1_005L);
    assertSame(PURCHASE, "$.person_id", "someone");
    assertSame(PURCHASE, "$.platform", "ios");
    assertSame(PURCHASE, "$.screen_width", 320);
    assertSame(PURCHASE, "$.screen_height");
    assertSame(PURCHASE, "$.page_path", "/pay");
    assertSame(PURCHASE, "$.total_cents", 0L);
    assertSame(PURCHASE, "$.items[*].quantity", 2);
    assertSame(PURCHASE, "$.items[*].product_id", "a", "b");
    assertSame(PURCHASE, "$.items[1].product_id", "b");
    assertSame(PURCHASE, "$.items[2].product_id");
    assertSame(PURCHASE, "$.properties.plan", "pro");
    assertSame(PURCHASE, "$.properties['seats']", "10");
    assertSame(PURCHASE, "$.properties.plan.inner");
    assertSame(PURCHASE, "$.properties.address.city", "Bern");
    assertSame(PURCHASE, "$.properties.address.lines[*]", "a", 2.5);
    assertSame(PURCHASE, "$.properties.address.lines[2]", 2.5);
    assertSame(PURCHASE, "$.traits.none");
    assertSame(CUSTOM, "$.properties.both", "property");
    assertSame(CUSTOM, "$.properties.n", "3");
    assertSame(CUSTOM, "$.properties.ok", "true");
    assertSame(CUSTOM, "$.properties.share", "0.5");
    assertSame(CUSTOM, "$.event_name", "level_up");
    assertSame(CUSTOM, "$.total_cents");
  }

  private static void assertSame(EventEnvelope envelope, String path, Object... expected)
      throws BadPathException {
    RuleEvent streamed =
        new EnvelopeEvent(
            envelope, "someone", 7, (e, column) -> column.equals("page_path") ? "/pay" : null);
    RuleEvent stored = new LakeEvent("shop", row(envelope, streamed));
    assertThat(values(path, streamed)).as(path).containsExactly(expected);
    assertThat(values(path, stored)).as(path).containsExactly(expected);
    assertThat(stored.timeMs()).isEqualTo(streamed.timeMs());
    assertThat(stored.name()).isEqualTo(streamed.name());
    assertThat(stored.personId()).isEqualTo(streamed.personId());
    assertThat(stored.deviceId()).isEqualTo(streamed.deviceId());
    assertThat(stored.streamSeq()).isEqualTo(streamed.streamSeq());
  }

  private static List<Object> values(String path, RuleEvent event) throws BadPathException {
    List<Object> values = new ArrayList<>();
    EventPath.of(path)
        .any(
            event,
            value -> {
              values.add(value);
              return false;
            });
    return values;
  }

  /** As the archive writes it: fields by the schema, derived columns as the event tells them. */
  private static Map<String, Object> row(EventEnvelope envelope, RuleEvent event) {
    Map<String, Object> row = new HashMap<>();
    for (LakeColumn column : EventColumns.all()) {
      if (column.source() instanceof Source.EnvelopeField field) {
        row.put(column.name(), LakeValues.at(envelope, field.path()));
      } else if (column.source() instanceof Source.PayloadField field) {
        field
            .paths()
            .forEach(
                (payload, path) -> {
                  if (envelope.hasField(payload)) {
                    List<com.google.protobuf.Descriptors.FieldDescriptor> whole =
                        new ArrayList<>(List.of(payload));
                    whole.addAll(path);
                    row.put(column.name(), LakeValues.at(envelope, whole));
                  }
                });
      } else {
        int number = EventColumns.number(column.name()).orElseThrow();
        row.put(column.name(), event.column(number));
      }
    }
    return row;
  }
}
