package io.causality.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveIT {
  @TempDir Path state;

  @Test
  void storesEachEventOnceInTheFolderOfItsHour() throws Exception {
    try (ArchiveFixture fixture = new ArchiveFixture(state, Map.of())) {
      fixture.publish(0, TestEvents.events("a", 0, 100));
      fixture.publish(0, TestEvents.events("a", 50, 150));
      fixture.publish(1, TestEvents.events("b", 0, 10));
      fixture.start();

      List<LakeReader.Row> rows = fixture.awaitEvents(160);

      assertThat(rows).hasSize(160);
      assertThat(rows).extracting(row -> row.get("event_id")).doesNotHaveDuplicates();
      assertThat(rows)
          .extracting(LakeReader.Row::folder)
          .containsOnly("app_id=shop/year=2026/month=01/day=31/hour=23");
    }
  }
}
