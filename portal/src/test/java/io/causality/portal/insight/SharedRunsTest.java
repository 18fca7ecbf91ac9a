package io.causality.portal.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.causality.portal.http.ClientGone;
import io.causality.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class SharedRunsTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  private final SharedRuns<String, String> runs = new SharedRuns<>();
  private final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();

  private void awaitWaiting(int count) {
    Await.until(count + " wait", SOON, () -> runs.waiting("question") == count);
  }

  @Test
  void equalQuestionsAtTheSameTimeRunOnce() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(
          askers.submit(
              () ->
                  runs.get(
                      "question",
                      SOON,
                      new ClientGone(),
                      cancellation -> {
                        begun.incrementAndGet();
                        go.await();
                        return "answer";
                      })));
    }
    awaitWaiting(8);
    go.countDown();
    for (Future<String> answer : answers) {
      assertThat(answer.get()).isEqualTo("answer");
    }
    assertThat(begun).hasValue(1);
    assertThat(runs.size()).isZero();
  }

  @Test
  void aRunGoesOnUntilItsLastAskerHasLeft() throws Exception {
    SharedRuns.Work<String> work =
        cancellation -> {
          Await.until("cancelled", SOON, cancellation::isCancelled);
          return "cancelled after " + runs.waiting("question");
        };
    ClientGone first = new ClientGone();
    ClientGone second = new ClientGone();
    Future<String> one = askers.submit(() -> runs.get("question", SOON, first, work));
    Future<String> two = askers.submit(() -> runs.get("question", SOON, second, work));
    awaitWaiting(2);
    first.happened();
    awaitWaiting(1);
    assertThat(one.isDone()).as("cancelled while somebody waits").isFalse();
    second.happened();
    assertThat(two.get()).isEqualTo("cancelled after 0");
    assertThat(one.get()).isEqualTo(two.get());
  }

  @Test
  void aRunThatDoesNotEndIsGivenUpAndTheNextAskerBeginsANewOne() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    SharedRuns.StuckException stuck =
        catchThrowableOfType(
            SharedRuns.StuckException.class,
            () ->
                runs.get(
                    "question",
                    Duration.ofMillis(200),
                    new ClientGone(),
                    cancellation -> {
                      try {
                        never.await();
                      } finally {
                        interrupted.countDown();
                      }
                      return "never";
                    }));
    assertThat(stuck.getStackTrace()).anyMatch(at -> at.getMethodName().equals("await"));
    assertThat(interrupted.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(runs.get("question", SOON, new ClientGone(), cancellation -> "another"))
        .isEqualTo("another");
  }
}
