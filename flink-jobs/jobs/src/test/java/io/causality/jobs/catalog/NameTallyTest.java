package io.causality.jobs.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.jobs.TestEvents;
import io.causality.jobs.archive.SplitForTests;
import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogProperty;
import io.causality.proto.v1.CatalogType;
import io.causality.proto.v1.DeviceContext;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Page;
import io.causality.proto.v1.Platform;
import io.causality.proto.v1.PurchaseComplete;
import io.causality.proto.v1.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class NameTallyTest {
  private static Value text(String value) {
    return Value.newBuilder().setStringValue(value).build();
  }

  private static Value number(double value) {
    return Value.newBuilder().setDoubleValue(value).build();
  }

  private static Map<String, CatalogEntry> count(List<EventEnvelope.Builder> events)
      throws Exception {
    NameTally tally = new NameTally();
    SplitForTests.events(events.toArray(EventEnvelope.Builder[]::new)).forEach(tally::add);
    return drained(tally);
  }

  private static Map<String, CatalogEntry> drained(NameTally tally) throws Exception {
    List<CatalogDelta> deltas = new ArrayList<>();
    tally.drain(deltas::add);
    Map<String, CatalogEntry> entries = new HashMap<>();
    for (CatalogDelta delta : deltas) {
      CatalogEntry entry = CatalogEntry.parseFrom(delta.entry());
      assertThat(entry.getName()).isEqualTo(delta.name());
      assertThat(entries.put(delta.name(), entry)).isNull();
    }
    return entries;
  }

  private static String shown(CatalogEntry entry) {
    return entry.getPropertiesList().stream()
        .map(
            property ->
                property.getName()
                    + ":"
                    + property.getType().name().replace("CATALOG_TYPE_", "")
                    + ":"
                    + property.getValuesList().stream()
                        .map(value -> value.getValue() + "=" + value.getCount())
                        .collect(Collectors.joining(",")))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  @Example
  void propertiesColumnsAndTraitsHaveTheirTextTypeAndCount() throws Exception {
    EventEnvelope.Builder buy =
        TestEvents.event("1")
            .setPurchaseComplete(
                PurchaseComplete.newBuilder().setOrderId("o1").setTotalCents(1_990))
            .setDeviceContext(DeviceContext.newBuilder().setPlatform(Platform.PLATFORM_IOS))
            .setPage(Page.newBuilder().setUrl("https://shop.example/cart?utm_source=news"))
            .putProperties("discount", number(10.0))
            .putProperties("nothing", Value.newBuilder().setNullValue(true).build())
            .putTraits("plan", text("pro"))
            .putTraitsOnce("city", text("Bern"));
    EventEnvelope.Builder again =
        buy.clone()
            .setId("2")
            .setTimestampMs(TestEvents.TIME_MS + 7)
            .putProperties("discount", text("none"))
            .putProperties("platform", text("kiosk"));

    Map<String, CatalogEntry> entries = count(List.of(buy, again));

    CatalogEntry purchase = entries.get("purchase_complete");
    assertThat(purchase.getAppId()).isEqualTo("shop");
    assertThat(purchase.getCategory()).isEqualTo("commerce");
    assertThat(purchase.getCount()).isEqualTo(2);
    assertThat(purchase.getFirstSeenMs()).isEqualTo(TestEvents.TIME_MS);
    assertThat(purchase.getLastSeenMs()).isEqualTo(TestEvents.TIME_MS + 7);
    assertThat(shown(purchase))
        .isEqualTo(
            "discount:STRING:10=1,none=1 order_id:STRING:o1=2 page_path:STRING:/cart=2"
                + " platform:STRING:ios=1,kiosk=1 total_cents:NUMBER:1990=2 utm_source:STRING:news=2");
    assertThat(entries.get("").getCount()).isEqualTo(2);
    assertThat(shown(entries.get(""))).isEqualTo("city:STRING:Bern=2 plan:STRING:pro=2");
  }

  @Example
  void longNamesAndValuesAreLeftOutAndTheEventStillCounts() throws Exception {
    EventEnvelope.Builder event =
        TestEvents.event("1")
            .putProperties("n".repeat(EntryTally.MAX_NAME_LENGTH + 1), text("x"))
            .putProperties("story", text("s".repeat(PropertyTally.MAX_VALUE_LENGTH + 1)));

    CatalogEntry tick = count(List.of(event)).get("tick");

    assertThat(tick.getCount()).isEqualTo(1);
    assertThat(tick.getTruncated()).isTrue();
    assertThat(shown(tick)).isEqualTo("story:STRING:");
    assertThat(tick.getProperties(0).getCount()).isEqualTo(1);
  }

  @Property(tries = 100)
  void howeverEventsAreSplitBetweenTalliesTheSumIsTheSame(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 30) Integer> seeds,
      @ForAll @IntRange(max = 40) int cut)
      throws Exception {
    List<EventEnvelope.Builder> events = new ArrayList<>();
    for (int i = 0; i < seeds.size(); i++) {
      int seed = seeds.get(i);
      events.add(
          TestEvents.event("e" + i)
              .setTimestampMs(TestEvents.TIME_MS + seed)
              .putProperties("p" + seed % 3, seed % 2 == 0 ? number(seed) : text("t" + seed % 4)));
    }
    CatalogEntry whole = count(events).get("tick");
    EntryTally sum = new EntryTally("shop", "tick", 10, 100);
    int middle = Math.min(cut, events.size());
    for (List<EventEnvelope.Builder> part :
        List.of(events.subList(middle, events.size()), events.subList(0, middle))) {
      if (!part.isEmpty()) {
        sum.add(count(part).get("tick"));
      }
    }
    assertThat(sum.entry()).isEqualTo(whole);
  }

  @Example
  void anEntryThatIsTooLargeLosesRareValuesThenRareProperties() throws Exception {
    EntryTally tally = new EntryTally("shop", "tick", 200, 100);
    for (int property = 0; property < 200; property++) {
      for (int value = 0; value < 100; value++) {
        tally.property(
            "property " + property,
            200L * value + property,
            0,
            CatalogType.CATALOG_TYPE_STRING,
            "value " + value + " " + "x".repeat(80));
      }
    }
    tally.property("property 7", 1_000_000, 0, CatalogType.CATALOG_TYPE_STRING, "value 99");

    CatalogEntry few = CatalogLimits.fit(tally.entry(), 1);
    CatalogEntry many = CatalogLimits.fit(tally.entry(), 400);

    assertThat(few.getSerializedSize()).isLessThanOrEqualTo(64 * 1024);
    assertThat(few.getPropertiesCount()).isEqualTo(200);
    assertThat(few.getTruncated()).isFalse();
    assertThat(few.getProperties(1).getValuesCount()).isEqualTo(3);
    assertThat(few.getProperties(1).getMissed()).isEqualTo(1 + 1 + 1 + 1 + 1);
    assertThat(many.getSerializedSize()).isLessThanOrEqualTo(8 * 1024);
    assertThat(many.getPropertiesList())
        .extracting(CatalogProperty::getName)
        .contains("property 7");
  }
}
