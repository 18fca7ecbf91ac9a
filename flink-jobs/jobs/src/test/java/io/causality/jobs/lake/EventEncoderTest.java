package io.causality.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.jobs.LakeReader;
import io.causality.jobs.TestEvents;
import io.causality.jobs.archive.SplitForTests;
import io.causality.jobs.archive.StreamEvent;
import io.causality.proto.lake.LakeColumn;
import io.causality.proto.lake.LakeSchema;
import io.causality.proto.lake.Source;
import io.causality.proto.v1.Campaign;
import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.DeviceContext;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Page;
import io.causality.proto.v1.Platform;
import io.causality.proto.v1.PurchaseComplete;
import io.causality.proto.v1.PurchaseItem;
import io.causality.proto.v1.ScreenView;
import io.causality.proto.v1.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Test;

class EventEncoderTest {
  private static final EventRows ROWS = new EventRows();

  private static List<Map<String, String>> written(EventEnvelope.Builder... events)
      throws Exception {
    List<StreamEvent> rows = new ArrayList<>(SplitForTests.events(events));
    rows.sort(ROWS.order());
    List<Map<String, String>> read = new ArrayList<>();
    for (Group group :
        LakeReader.groups(
            ParquetEncoder.encode(rows, ROWS.encoder().forFile(rows)).toByteArray())) {
      read.add(LakeReader.columns(group));
    }
    return read;
  }

  @Test
  void anOpenEventIsARowOfWhatItHas() throws Exception {
    Map<String, String> row =
        written(
                TestEvents.event("a")
                    .setPage(Page.newBuilder().setUrl("/cart?utm_source=news#x"))
                    .setUserAgent("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/120.0")
                    .putProperties("price", number(10.0))
                    .putProperties("share", number(0.25))
                    .putProperties("gone", Value.newBuilder().setNullValue(true).build())
                    .putTraits("plan", Value.newBuilder().setStringValue("pro").build())
                    .setCustomEvent(
                        CustomEvent.newBuilder()
                            .setEventName("tick")
                            .putIntParams("n", 3)
                            .putBoolParams("first", true)))
            .get(0);

    assertThat(row)
        .containsEntry("event_id", "a")
        .containsEntry("event_name", "tick")
        .containsEntry("event_category", "custom")
        .containsEntry("ts", Long.toString(TestEvents.TIME_MS))
        .containsEntry("received_at", Long.toString(TestEvents.TIME_MS + 50))
        .containsEntry("person_id", row.get("device_id"))
        .containsEntry("page_path", "/cart")
        .containsEntry("utm_source", "news")
        .containsEntry("browser", "Firefox")
        .containsEntry("os", "Windows")
        .containsEntry("device_type", "desktop")
        .containsEntry("properties", "{first=true, n=3, price=10, share=0.25}")
        .containsEntry("traits", "{plan=pro}")
        .containsEntry("stream_seq", "4096")
        .doesNotContainKeys("user_id", "platform", "screen_name", "utm_medium");
  }

  @Test
  void whatTheClientSaysGoesBeforeWhatIsTold() throws Exception {
    Map<String, String> row =
        written(
                TestEvents.event("a")
                    .setUserId("ann")
                    .setOsName("Fuchsia")
                    .setDeviceType("tv")
                    .setPage(Page.newBuilder().setUrl("/?utm_source=news"))
                    .setCampaign(Campaign.newBuilder().setSource("mail").setName("spring"))
                    .setUserAgent("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/120.0"))
            .get(0);

    assertThat(row)
        .containsEntry("person_id", "ann")
        .containsEntry("os", "Fuchsia")
        .containsEntry("device_type", "tv")
        .containsEntry("utm_source", "mail")
        .containsEntry("utm_campaign", "spring");
  }

  @Test
  void typedPayloadsFillTheirColumns() throws Exception {
    List<Map<String, String>> rows =
        written(
            TestEvents.event("b")
                .setDeviceContext(DeviceContext.newBuilder().setPlatform(Platform.PLATFORM_IOS))
                .setScreenView(
                    ScreenView.newBuilder().setScreenName("home").putParams("tab", "new")),
            TestEvents.event("a")
                .setPurchaseComplete(
                    PurchaseComplete.newBuilder()
                        .setOrderId("o-1")
                        .setTotalCents(1999)
                        .addItems(PurchaseItem.newBuilder().setProductId("p-1").setQuantity(2))));

    assertThat(rows)
        .extracting(row -> row.get("event_name"))
        .containsExactly("purchase_complete", "screen_view");
    assertThat(rows.get(0))
        .containsEntry("order_id", "o-1")
        .containsEntry("total_cents", "1999")
        .doesNotContainKey("screen_name");
    assertThat(rows.get(0).get("items")).contains("product_id=p-1", "quantity=2");
    assertThat(rows.get(1))
        .containsEntry("screen_name", "home")
        .containsEntry("params", "{tab=new}")
        .containsEntry("platform", "ios");
  }

  @Test
  void rowsOfAFileAreSortedByEventPersonTimeAndArrival() throws Exception {
    List<Map<String, String>> rows =
        written(
            TestEvents.event("1").setDeviceId("b").setTimestampMs(TestEvents.TIME_MS + 5),
            TestEvents.event("2").setDeviceId("b"),
            TestEvents.event("3").setDeviceId("a"),
            TestEvents.event("4").setDeviceId("b"),
            TestEvents.event("5")
                .setDeviceId("z")
                .setCustomEvent(CustomEvent.newBuilder().setEventName("alpha")));

    assertThat(rows)
        .extracting(row -> row.get("event_id"))
        .containsExactly("5", "3", "2", "4", "1");
  }

  @Test
  void everyColumnOfTheLakeCanBeFilled() {
    for (LakeColumn column : LakeSchema.current().columns()) {
      assertThat(ValueWriter.of(column.type())).isNotNull();
      if (column.source() instanceof Source.Derived derived) {
        assertThat(DerivedValues.of(derived.name())).isNotNull();
      }
    }
    assertThat(new LinkRows().encoder()).isNotNull();
    assertThat(new TraitRows().encoder()).isNotNull();
  }

  private static Value number(double number) {
    return Value.newBuilder().setDoubleValue(number).build();
  }
}
