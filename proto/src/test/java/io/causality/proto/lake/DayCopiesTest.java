package io.causality.proto.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DayCopiesTest {
  private static final Instant FIVE = Instant.parse("2026-11-24T05:00:00Z");
  private static final Instant SIX = FIVE.plusSeconds(3600);
  private static final Instant NEXT_DAY = FIVE.plusSeconds(86_400);

  private static AppEvents events(String copy) {
    NavigableMap<Instant, String> states =
        new TreeMap<>(Map.of(FIVE, "a1", SIX, "b2", NEXT_DAY, ""));
    return DayCopies.events("shop", "lake", states, Map.of("20261124", copy));
  }

  @Test
  void anEntryComesThroughItsText() {
    var entry =
        new DayCopies.Entry(
            "2026.parquet", new TreeMap<>(Map.of("05", "a1", "23", "", "00", "x=y")));
    assertThat(entry.text()).isEqualTo("2026.parquet 00=x=y 05=a1 23=");
    assertThat(DayCopies.Entry.parse(entry.text())).contains(entry);
    var ofSeveral = new DayCopies.Entry("m.parquet", 31, new TreeMap<>(Map.of("05", "a1")));
    assertThat(ofSeveral.text()).isEqualTo("m.parquet days=31 05=a1");
    assertThat(DayCopies.Entry.parse(ofSeveral.text())).contains(ofSeveral);
    assertThat(DayCopies.Entry.parse("")).isEmpty();
    assertThat(DayCopies.Entry.parse("{\"of\":\"another version\"} later")).isEmpty();
    assertThat(DayCopies.key("shop", LocalDate.parse("2026-11-24")))
        .isEqualTo("copies.shop.20261124");
  }

  @Test
  void aCopyCountsForTheHoursWhoseStateIsThatOfTheCopy() {
    EventParts parts = events("f.parquet 05=a1 06=b1").all();
    assertThat(parts.hours()).containsExactlyInAnyOrder(SIX, NEXT_DAY);
    assertThat(parts.copies())
        .containsExactly(
            new EventParts.Copy(
                "s3://lake/events_copies/app_id=shop/f.parquet",
                Set.of(),
                Map.of("year=2026/month=11/day=24", Set.of("06"))));
    assertThat(parts.table(false)).isEqualTo("lake.causality.events_parts");
    assertThat(parts.table(true)).isEqualTo("lake.causality.events_parts_persons");
    assertThat(parts.condition())
        .startsWith("(copy = '' AND (\"day\" IN ('year=2026/month=11/day=24', ")
        .contains("bitwise_and(")
        .endsWith(
            " OR (copy IN ('s3://lake/events_copies/app_id=shop/f.parquet') AND NOT (copy ="
                + " 's3://lake/events_copies/app_id=shop/f.parquet' AND (\"day\" = 'year=2026/month=11/day=24' AND \"hour\" IN ('06')))))");
  }

  @Test
  void aCopyOfWhichNothingIsWantedIsNotRead() {
    AppEvents events = events("f.parquet 05=a1 06=b1");
    assertThat(events.in(List.of(SIX)).copies()).isEmpty();
    assertThat(events.in(List.of(SIX)).table(false)).isEqualTo("lake.causality.events_files");
    assertThat(events.in(List.of(FIVE)).hours()).isEmpty();
    assertThat(events.in(List.of(FIVE)).condition()).startsWith("(copy IN (").contains("'06'");
    assertThat(events("not an entry").all()).isEqualTo(EventParts.written(events("x").hours()));
  }

  @Test
  void hoursBesideACopyAreExact() {
    assertThat(LakeHours.only(List.of(FIVE, NEXT_DAY.plusSeconds(3600)))).contains("bitwise_and(");
    assertThat(LakeHours.only(List.of(FIVE, NEXT_DAY))).doesNotContain("bitwise_and(");
  }

  @Test
  void ofAFileOfSeveralDaysCountThoseThatNameIt() {
    String path = "s3://lake/events_copies/app_id=shop/m.parquet";
    NavigableMap<Instant, String> states =
        new TreeMap<>(Map.of(FIVE, "a1", SIX, "b2", NEXT_DAY, "c3"));
    Map<String, String> both =
        Map.of("20261124", "m.parquet days=2 05=a1 06=b1", "20261125", "m.parquet days=2 05=c3");
    EventParts parts = DayCopies.events("shop", "lake", states, both).all();
    Map<String, Set<String>> stale = Map.of("year=2026/month=11/day=24", Set.of("06"));
    assertThat(parts.copies()).containsExactly(new EventParts.Copy(path, Set.of(), stale));
    assertThat(parts.hours()).containsExactly(SIX);
    EventParts one = DayCopies.events("shop", "lake", states, both).in(List.of(NEXT_DAY));
    assertThat(one.copies()).isEqualTo(parts.copies());

    Map<String, String> apart =
        Map.of("20261124", "d.parquet 05=a1 06=b2", "20261125", "m.parquet days=2 05=c3");
    EventParts moved = DayCopies.events("shop", "lake", states, apart).all();
    EventParts.Copy second = moved.copies().get(1);
    assertThat(second)
        .isEqualTo(new EventParts.Copy(path, Set.of("year=2026/month=11/day=25"), Map.of()));
    assertThat(second.counts("year=2026/month=11/day=25", "05")).isTrue();
    assertThat(second.counts("year=2026/month=11/day=24", "05")).isFalse();
    assertThat(moved.condition())
        .endsWith(
            " AND NOT (copy = '" + path + "' AND (\"day\" NOT IN ('year=2026/month=11/day=25'))))");
  }
}
