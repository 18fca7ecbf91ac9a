package io.causality.portal.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManagementIT {
  @Test
  void saysThatItLivesWhatItWaitsForAndWhatItCounted() {
    try (PortalFixture portal = new PortalFixture(Map.of())) {
      portal.awaitKeys();
      assertThat(portal.management("/livez").status()).isEqualTo(200);
      PortalFixture.Answer ready = portal.management("/readyz");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.json().getBoolean("ready")).isFalse();
      assertThat(ready.json().getJsonArray("reasons").encode())
          .isEqualTo("[\"lake: query engine: the query engine does not answer\"]");
      portal.get("/api/apps");
      portal.get("/api/nothing");
      assertThat(portal.management("/metrics").text())
          .contains("causality_portal_requests_total{operation=\"listApps\",status=\"200\",} 1.0")
          .contains("operation=\"problem_not_found\"")
          .contains("causality_portal_queries_running 0.0")
          .contains("jvm_memory_bytes_used");
      assertThat(portal.management("/other").status()).isEqualTo(404);
    }
  }

  @Test
  void withoutItsServersItListensAndAnswers503() {
    Map<String, String> nowhere =
        Map.of(
            "CAUSALITY_DB_URL", "jdbc:postgresql://127.0.0.1:1/none",
            "CAUSALITY_NATS_URL", "nats://127.0.0.1:1");
    try (PortalFixture portal = new PortalFixture(nowhere)) {
      PortalFixture.Answer answer = portal.get("/api/apps");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("database_down");
      assertThat(answer.raw().headers().firstValue("Retry-After")).isPresent();
      assertThat(portal.management("/readyz").text())
          .contains("database: not prepared yet")
          .contains("stream: not connected");
      assertThat(portal.management("/livez").status()).isEqualTo(200);
    }
  }
}
