package io.causality.flink.nats.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Message;
import io.nats.client.impl.NatsMessage;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final Inbox inbox = new Inbox();

  @Test
  void givesEachArrivalOnceWhileMoreArrive() throws Exception {
    var count = 100_000;
    var sender =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < count; i++) {
                inbox.add(null, message(i));
              }
            });
    var taken = new ArrayList<String>();
    while (taken.size() < count) {
      for (var arrival : inbox.take(1_000)) {
        taken.add(arrival.message().getSubject());
      }
    }
    sender.get(60, TimeUnit.SECONDS);
    for (int i = 0; i < count; i++) {
      assertThat(taken.get(i)).isEqualTo("s" + i);
    }
  }

  @Test
  void aWakeUpIsRememberedUntilItIsTaken() throws Exception {
    inbox.wakeUp();
    assertThat(inbox.take(TimeUnit.HOURS.toNanos(1))).isEmpty();
    assertThat(inbox.takeWakeUp()).isTrue();
    assertThat(inbox.takeWakeUp()).isFalse();
  }

  @Test
  void aNudgeEndsOneWait() throws Exception {
    inbox.nudge();
    assertThat(inbox.take(TimeUnit.HOURS.toNanos(1))).isEmpty();
    assertThat(inbox.takeWakeUp()).isFalse();
  }

  private static Message message(int number) {
    return NatsMessage.builder().subject("s" + number).build();
  }
}
