package io.causality.portal.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Value;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ViewerTest {
  @Test
  void aViewerThatDoesNotReadLosesEventsAndHearsHowMany() throws Exception {
    Viewer viewer = new Viewer("shop", "", "", gone -> {});
    for (int i = 0; i < Viewer.WAITING + Viewer.PER_SECOND; i++) {
      viewer.offer(event("Paid", "ada"));
    }
    int got = 0;
    while (viewer.next(Duration.ZERO) != null) {
      got++;
    }
    long dropped = viewer.takeDropped();
    assertThat(got).isBetween(Viewer.PER_SECOND, Viewer.WAITING);
    assertThat(got + dropped).isEqualTo(Viewer.WAITING + Viewer.PER_SECOND);
    assertThat(viewer.takeDropped()).isZero();
  }

  @Test
  void onlyWhatIsAskedForIsKept() throws Exception {
    Viewer named = new Viewer("shop", "Paid", "", gone -> {});
    named.offer(event("Signed up", "ada"));
    named.offer(event("Paid", "ada"));
    assertThat(name(named)).isEqualTo("Paid");
    assertThat(named.next(Duration.ZERO)).isNull();

    Viewer searching = new Viewer("shop", "", "GOLD", gone -> {});
    searching.offer(event("Paid", "ada"));
    searching.offer(
        event("Paid", "ben").toBuilder()
            .putProperties("plan", Value.newBuilder().setStringValue("gold-2").build())
            .build());
    searching.offer(event("Golden ticket", "cyd"));
    assertThat(searching.next(Duration.ZERO).json().getString("user_id")).isEqualTo("ben");
    assertThat(searching.next(Duration.ZERO).json().getString("user_id")).isEqualTo("cyd");
  }

  private static String name(Viewer viewer) throws InterruptedException {
    return viewer.next(Duration.ZERO).json().getString("event_name");
  }

  private static EventEnvelope event(String name, String user) {
    return EventEnvelope.newBuilder()
        .setId("1")
        .setAppId("shop")
        .setUserId(user)
        .setCustomEvent(CustomEvent.newBuilder().setEventName(name))
        .build();
  }
}
