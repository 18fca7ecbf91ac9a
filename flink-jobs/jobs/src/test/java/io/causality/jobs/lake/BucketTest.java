package io.causality.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.jobs.TestEvents;
import org.junit.jupiter.api.Test;

class BucketTest {
  @Test
  void anHourHasAFolderAndAKeyInUtc() {
    Bucket bucket = Bucket.ofHour("shop", TestEvents.TIME_MS);

    assertThat(bucket.folder()).isEqualTo("app_id=shop/year=2026/month=01/day=31/hour=23");
    assertThat(bucket.hourKey()).contains("hour.shop.2026013123");
    assertThat(Bucket.ofHour("shop", 0).folder())
        .isEqualTo("app_id=shop/year=1970/month=01/day=01/hour=00");
  }

  @Test
  void anAppHasAFolderAndNoHour() {
    assertThat(Bucket.ofApp("shop").folder()).isEqualTo("app_id=shop");
    assertThat(Bucket.ofApp("shop").hourKey()).isEmpty();
  }
}
