package io.causality.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the host does with the client must not harm the host, nor lose events. */
class HostTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String ACCEPTED = "{\"acceptedCount\":1}";

  @TempDir Path folder;
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final AtomicReference<String> reply = new AtomicReference<>(ACCEPTED);
  private HttpServer gateway;

  @BeforeEach
  void startGateway() throws Exception {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] answer = reply.getAndSet(ACCEPTED).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    gateway.start();
  }

  @AfterEach
  void stopGateway() {
    gateway.stop(0);
  }

  private Config.Builder config() {
    return Config.builder("k", "http://127.0.0.1:" + gateway.getAddress().getPort())
        .compression(false)
        .retry(Duration.ofMillis(1), Duration.ofMillis(5));
  }

  /** One that reaches nobody. */
  private static Config.Builder offline() {
    return Config.builder("k", "http://127.0.0.1:9").flushAt(1_000_000);
  }

  @Test
  void aThreadThatIsInterruptedKeepsEventsIdsAndChoicesOnTheDisk() throws Exception {
    List<String> trouble = Collections.synchronizedList(new ArrayList<>());
    Log log =
        (level, text, e) -> {
          if (level == Log.Level.WARNING) {
            trouble.add(text);
          }
        };
    Config config = offline().storage(folder).log(log).build();
    Thread.currentThread().interrupt();
    Client client = new Client(config);
    client.track(Event.named("a").userId("u"));
    client.track(Event.named("b").userId("u"));
    client.device().identify("u1", Map.of());
    assertThat(client.stats().stored()).isEqualTo(3);
    assertThat(client.isStateKept()).isTrue();
    client.close(Duration.ZERO);
    assertThat(Thread.interrupted()).as("the host's own").isTrue();
    assertThat(trouble).isEmpty();
    try (Journal journal = new Journal(folder, (level, text, e) -> {})) {
      assertThat(journal.kept()).hasSize(3);
    }
    assertThat(new StateFile(folder, true, (level, text, e) -> {}).identity().userId())
        .isEqualTo("u1");
  }

  @Test
  void anErrorOfAListenerOrTheClockEndsNeitherTheClientNorTheHost() {
    AtomicInteger asked = new AtomicInteger();
    Clock clock =
        new TestClock(
            () -> {
              if (asked.incrementAndGet() == 2) { // of the first attempt
                throw new AssertionError("a clock with a bug");
              }
              return Instant.now();
            });
    Config config =
        config()
            .clock(clock)
            .onDrop(
                drop -> {
                  throw new AssertionError("a listener with a bug");
                })
            .build();
    reply.set(
        "{\"acceptedCount\":0,\"results\":[{\"index\":0,\"status\":\"rejected\",\"error\":\"no\"}]}");
    try (Client client = new Client(config)) {
      client.track(Event.named("refused").userId("u"));
      assertThat(client.flush(LONG)).isTrue();
      client.track(Event.named(""));
      client.track(Event.named("taken").userId("u"));
      assertThat(client.flush(LONG)).isTrue();
      assertThat(client.stats().dropped())
          .containsOnly(Map.entry(DropReason.REJECTED, 1L), Map.entry(DropReason.INVALID, 1L));
    }
    assertThat(bodies).hasSize(2).last().asString().contains("taken");
  }

  @Test
  void nullsAreMissingValuesAndNothingIsThrown() {
    try (Client client = new Client(offline().build())) {
      Person person = client.person(new Identity("u", null, null));
      assertThatCode(
              () -> {
                client.track(null);
                client.track(Event.named(null).userId("u"));
                client.track(Event.named("nobody").userId(null).deviceId(null));
                person.track(null);
                person.track("a", null);
                person.screen("b", null);
                person.identify("u2", null);
                person.session(null);
                person.track(
                    Event.named("c")
                        .id(null)
                        .userId(null)
                        .sessionId(null)
                        .timestamp(null)
                        .context(null)
                        .properties(null)
                        .traits(null));
                client.identify("u", null, null);
                person.identify(null, null);
              })
          .doesNotThrowAnyException();
      assertThat(client.stats().queued()).isEqualTo(5);
      assertThat(client.stats().dropped()).containsOnly(Map.entry(DropReason.INVALID, 5L));
      client.close(Duration.ZERO);
    }
  }

  @Test
  void anEventThatTwoPeopleTrackIsEachPersonsOwn() {
    Event event = Event.named("shared");
    try (Client client = new Client(config().build())) {
      client.person(new Identity("ada", "", "")).track(event);
      client.person(new Identity("bob", "", "")).track(event);
    }
    assertThat(bodies).singleElement().asString().contains("\"ada\"", "\"bob\"");
  }

  @Test
  void resetGivesANewDeviceAndSessionWhateverElseHappensAtOnce() throws Exception {
    try (Client client = new Client(offline().build())) {
      Person person = client.person(new Identity("u", "d", ""));
      person.reset();
      assertThat(person.identity().sessionId()).isEmpty();
      CompletableFuture<Void> sessions =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 200_000; i++) {
                  person.session("s");
                }
              });
      for (int i = 0; !sessions.isDone(); i++) {
        Identity before = person.identity();
        person.reset();
        assertThat(person.identity().deviceId()).as("reset %s", i).isNotEqualTo(before.deviceId());
      }
      sessions.get(30, TimeUnit.SECONDS);
      person.session("s");
      person.reset();
      assertThat(person.identity().sessionId()).isNotEmpty().isNotEqualTo("s");
    }
  }

  @Test
  void anEventThatIsBeingMadeWhenThePersonOptsOutIsNotRecorded() {
    AtomicReference<Runnable> during = new AtomicReference<>(() -> {});
    Clock clock =
        new TestClock(
            () -> {
              during.getAndSet(() -> {}).run();
              return Instant.now();
            });
    try (Client client = new Client(offline().clock(clock).build())) {
      during.set(client::optOut);
      client.track(Event.named("private").userId("u"));
      assertThat(client.stats().queued()).isZero();
      client.optIn();
      client.track(Event.named("again").userId("u"));
      assertThat(client.stats().queued()).isEqualTo(1);
      client.close(Duration.ZERO);
    }
  }

  @Test
  void anOptOutHoldsForAClientWhoseFolderIsTakenToo() {
    Config config = offline().storage(folder).build();
    try (Client first = new Client(config);
        Client second = new Client(config)) {
      String device = first.device().identity().deviceId();
      first.optOut();
      try (Client third = new Client(config)) {
        third.track(Event.named("private").userId("u"));
        assertThat(third.stats().queued()).isZero();
        assertThat(third.device().identity().deviceId()).isEqualTo(device);
      }
      assertThat(second.stats().stored()).isZero();
    }
  }

  @Test
  void aListenerThatTracksAnEventForEachLossEnds() {
    AtomicReference<Client> tracking = new AtomicReference<>();
    AtomicInteger told = new AtomicInteger();
    Config config =
        offline()
            .maxQueue(10)
            .flushInterval(Duration.ofHours(1))
            .onDrop(
                drop -> {
                  told.incrementAndGet();
                  tracking.get().track(Event.named("lost").userId("u"));
                })
            .build();
    try (Client client = new Client(config)) {
      tracking.set(client);
      for (int i = 0; i < 100; i++) {
        client.track(Event.named("a").userId("u"));
      }
      assertThat(told.get()).isBetween(1, 100);
      assertThat(client.stats().queued()).isLessThanOrEqualTo(10);
      client.close(Duration.ZERO);
    }
  }

  @Test
  void theLongestDurationsAreTaken() {
    Duration forever = ChronoUnit.FOREVER.getDuration();
    Config config =
        config().flushInterval(forever).requestTimeout(forever).closeTimeout(forever).build();
    try (Client client = new Client(config)) {
      client.track(Event.named("a").userId("u"));
      assertThat(client.flush(forever)).isTrue();
    }
    assertThat(bodies).hasSize(1);
  }

  @Test
  void whoWaitsForAFlushIsToldWhenTheClientIsClosed() throws Exception {
    Client client = new Client(offline().storage(folder).build());
    client.track(Event.named("a").userId("u"));
    CompletableFuture<Boolean> flushed =
        CompletableFuture.supplyAsync(() -> client.flush(Duration.ofHours(1)));
    client.close(Duration.ZERO);
    assertThat(flushed.get(30, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void aStorageWithMoreThanTheQueueHoldsLosesTheOldestAndSaysSo() {
    try (Client client = new Client(offline().storage(folder).build())) {
      for (int i = 0; i < 10; i++) {
        client.track(Event.named("a").userId("u"));
      }
      client.close(Duration.ZERO);
    }
    try (Client next = new Client(config().storage(folder).maxQueue(4).build())) {
      assertThat(next.flush(LONG)).isTrue();
      assertThat(next.stats().dropped()).containsOnly(Map.entry(DropReason.QUEUE_FULL, 6L));
    }
  }

  @Test
  void aLogMayWaitForALockWhoseHolderTracks() throws Exception {
    Object lock = new Object();
    CountDownLatch failing = new CountDownLatch(1);
    CountDownLatch logged = new CountDownLatch(1);
    Path storage = folder.resolve("storage");
    Config config =
        offline()
            .storage(storage)
            .log(
                (level, text, e) -> {
                  failing.countDown();
                  synchronized (lock) {
                    logged.countDown();
                  }
                })
            .build();
    try (Client client = new Client(config)) {
      Person device = client.device();
      try (Stream<Path> files = Files.walk(storage)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
          Files.delete(file);
        }
      }
      CompletableFuture<Void> holder =
          CompletableFuture.runAsync(
              () -> {
                synchronized (lock) {
                  new Thread(() -> device.identify("u", Map.of())).start();
                  assertThat(await(failing)).isTrue();
                  device.track(Event.named("from the holder"));
                }
              });
      holder.get(30, TimeUnit.SECONDS);
      assertThat(await(logged)).isTrue();
      client.close(Duration.ZERO);
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aReplyThatDoesNotEndIsAnAttemptThatFailed() throws Exception {
    try (EndlessGateway endless = new EndlessGateway()) {
      List<String> trouble = Collections.synchronizedList(new ArrayList<>());
      Config config =
          Config.builder("k", endless.address())
              .flushAt(1)
              .requestTimeout(Duration.ofMillis(200))
              .log((level, text, e) -> trouble.add(text))
              .build();
      try (Client client = new Client(config)) {
        client.track(Event.named("a").userId("u"));
        endless.second.get(30, TimeUnit.SECONDS);
        assertThat(trouble).isNotEmpty().first().asString().contains("does not end");
        client.close(Duration.ZERO);
      }
    }
  }

  @Test
  void numbersOfTheHostsOwnClassesAreNumbers() throws Exception {
    JsonWriter json = new JsonWriter();
    json.open('[');
    for (Object number : List.of(7, new AtomicLong(8), new Half(), 1e300)) {
      json.value(number);
    }
    assertThat(json.close(']')).hasToString("[7,8,0.5,1.0E300]");
  }

  private static final class Half extends Number {
    @Override
    public int intValue() {
      return 0;
    }

    @Override
    public long longValue() {
      return 0;
    }

    @Override
    public float floatValue() {
      return 0.5f;
    }

    @Override
    public double doubleValue() {
      return 0.5;
    }

    @Override
    public String toString() {
      return "1/2";
    }
  }
}
