package io.causality.portal.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Backlog backlog = new Backlog();

  @Test
  void countsAnAppsEventsBeyondTheProgress() {
    backlog.add(0, 1, 100, Map.of("a", 3, "b", 1));
    backlog.add(1, 2, 200, Map.of("a", 2));
    backlog.add(0, 3, 300, Map.of("a", 5));
    assertThat(backlog.of("a")).isEqualTo(new Backlog.Waiting(10, 100));
    backlog.done(new Progress(Map.of(0, 1L), Map.of()));
    assertThat(backlog.of("a")).isEqualTo(new Backlog.Waiting(7, 200));
    assertThat(backlog.of("b").events()).isZero();
    backlog.done(new Progress(Map.of(0, 3L, 1, 2L), Map.of()));
    assertThat(backlog.of("a").events()).isZero();
    assertThat(backlog.size()).isZero();
  }

  @Test
  void readsTheCountsOfAMessage() {
    assertThat(CountsHeader.parse("shop=3;other=1")).isEqualTo(Map.of("shop", 3, "other", 1));
    assertThat(CountsHeader.parse(null)).isEmpty();
    assertThat(CountsHeader.parse("=3;x;y=z;ok=2")).isEqualTo(Map.of("ok", 2));
  }

  @Test
  void readsTheArchivesDocument() {
    Progress progress =
        Progress.parse(
                """
                {"checkpoint":7,"at_ms":1,"positions":{"0":41,"3":40},
                 "apps":{"shop":{"in_lake":10,"deduplicated":2,"dead_letters":1}}}
                """)
            .orElseThrow();
    assertThat(progress.position(3)).isEqualTo(40);
    assertThat(progress.position(1)).isZero();
    assertThat(progress.of("shop")).isEqualTo(new Progress.Done(10, 2, 1));
    assertThat(progress.of("none")).isEqualTo(Progress.Done.NOTHING);
    assertThat(Progress.parse("{")).isEmpty();
    assertThat(Progress.parse("{\"positions\":{\"x\":1}}")).isEmpty();
    assertThat(Progress.parse(null)).isEmpty();
  }

  @Test
  void aDocumentThatCannotBeReadChangesNothing() {
    Parsed parsed = new Parsed();
    Progress good = parsed.of("{\"positions\":{\"0\":5}}");
    assertThat(good.position(0)).isEqualTo(5);
    assertThat(parsed.of("broken")).isEqualTo(good);
  }

  @Test
  void theNumbersBalance() {
    Instant now = Instant.parse("2026-01-01T00:00:10Z");
    Freshness.Report report =
        Freshness.Report.of(
            new StreamCounter.Count(
                new Progress.Done(10, 2, 1),
                new Backlog.Waiting(4, now.minusMillis(2_500).toEpochMilli())),
            now);
    assertThat(report.accepted()).isEqualTo(17);
    assertThat(report.secondsBehind()).isEqualTo(2.5);
    assertThat(report.watermark()).isEqualTo(now.minusMillis(2_500));
    Freshness.Report fresh =
        Freshness.Report.of(
            new StreamCounter.Count(Progress.Done.NOTHING, new Backlog.Waiting(0, Long.MAX_VALUE)),
            now);
    assertThat(fresh.watermark()).isEqualTo(now);
    assertThat(fresh.secondsBehind()).isZero();
  }
}
