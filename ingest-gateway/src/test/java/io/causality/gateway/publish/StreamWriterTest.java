package io.causality.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.gateway.decode.BodyShape;
import io.causality.gateway.decode.DecodeLimits;
import io.causality.gateway.decode.Decoded;
import io.causality.gateway.decode.DecodedEvents;
import io.causality.gateway.decode.JsonDecoder;
import io.causality.gateway.decode.ReceivedStamp;
import io.causality.gateway.decode.Sender;
import io.causality.gateway.ops.GatewayMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StreamWriterTest {
  private static final int PARTITIONS = 4;
  private static final DecodeLimits LIMITS =
      new DecodeLimits(1 << 20, 4096, 1 << 20, 1000, PARTITIONS);

  private final FakeStream stream = new FakeStream();
  private final Queue<Runnable> loop = new ArrayDeque<>();
  private final GatewayMetrics metrics = new GatewayMetrics();
  private final StreamWriter writer =
      new StreamWriter(
          stream,
          new WriterSettings(
              PARTITIONS, 1 << 20, Duration.ofSeconds(5), Duration.ofSeconds(1), 0, Duration.ZERO),
          new StreamWriter.Loop() {
            @Override
            public void execute(Runnable task) {
              loop.add(task);
            }

            @Override
            public void after(Duration pause, Runnable task) {
              loop.add(task);
            }
          },
          metrics);
  private final List<PublishOutcome> outcomes = new ArrayList<>();

  @Test
  void requestsThatWaitTogetherShareMessages() {
    submit("shop", "a:d1", "b:d1");
    submit("other", "c:d1");
    turn();
    assertThat(stream.sent).hasSizeLessThanOrEqualTo(2);
    if (stream.sent.size() == 1) {
      assertThat(stream.sent.getFirst().counts()).isEqualTo("shop=2;other=1");
    }
    stream.answerAll(Answer.STORED);
    turn();
    assertThat(outcomes).containsExactly(PublishOutcome.STORED, PublishOutcome.STORED);
    assertThat(writer.idle()).isTrue();
  }

  @Test
  void whatComesWhileARoundIsUnderWayLeavesWithTheNext() {
    submit("shop", "a:d");
    turn();
    submit("shop", "b:d");
    submit("shop", "c:d");
    turn();
    assertThat(ids()).containsExactly(List.of("a"));
    stream.answerAll(Answer.STORED);
    turn();
    assertThat(ids()).containsExactly(List.of("b", "c"));
  }

  @Test
  void aRequestIsDoneWhenItsLastMessageIs() {
    submit("shop", "a:d1", "b:d2", "c:d3", "d:d4", "e:d5", "f:d6", "g:d7");
    turn();
    assertThat(stream.sent.size()).isGreaterThan(1);
    FakeStream.Sent last = stream.sent.removeLast();
    stream.answerAll(Answer.STORED);
    turn();
    assertThat(outcomes).isEmpty();
    writer.answered(last.number(), Answer.STORED);
    turn();
    assertThat(outcomes).containsExactly(PublishOutcome.STORED);
  }

  @Test
  void aFullStreamIsToldAtOnce() {
    submit("shop", "a:d");
    turn();
    stream.answerAll(Answer.FULL);
    turn();
    assertThat(outcomes).containsExactly(PublishOutcome.STREAM_FULL);
    assertThat(writer.idle()).isTrue();
  }

  @Test
  void whatIsNotAnsweredIsSentAgainUnderTheSameIdUntilTheRequestGivesUp() {
    submit("shop", "a:d");
    turn();
    FakeStream.Sent first = stream.sent.getFirst();
    stream.sent.clear();
    writer.tick(System.nanoTime() + Duration.ofMillis(1500).toNanos());
    assertThat(stream.sent).singleElement().extracting("messageId").isEqualTo(first.messageId());
    writer.answered(first.number(), new Answer.NotNow("later"));
    turn();
    assertThat(outcomes).isEmpty();
    writer.tick(System.nanoTime() + Duration.ofSeconds(6).toNanos());
    assertThat(outcomes).containsExactly(PublishOutcome.UNAVAILABLE);
    assertThat(writer.idle()).isTrue();
    writer.answered(first.number(), Answer.STORED);
    turn();
    assertThat(outcomes).hasSize(1);
  }

  @Test
  void afterABrokenConnectionEverythingUnansweredIsSentInOrder() {
    stream.connected = false;
    submit("shop", "a:d1", "b:d2", "c:d3", "d:d4", "e:d5");
    turn();
    assertThat(stream.sent).isEmpty();
    stream.reconnect();
    turn();
    assertThat(stream.sent).extracting("number").isSorted();
    stream.answerAll(Answer.STORED);
    turn();
    assertThat(outcomes).containsExactly(PublishOutcome.STORED);
  }

  @Test
  void aMessageStaysBelowTheServersLimit() {
    stream.maxMessageBytes = 200;
    submit("shop", "a:d", "b:d", "c:d", "e:d", "f:d", "g:d", "h:d", "i:d", "j:d", "k:d");
    turn();
    assertThat(stream.sent.size()).isGreaterThan(1);
    assertThat(stream.sent).allSatisfy(sent -> assertThat(sent.data().length).isLessThan(201));
    assertThat(ids().stream().flatMap(List::stream))
        .containsExactly("a", "b", "c", "e", "f", "g", "h", "i", "j", "k");
    assertThat(stream.sent.getFirst().counts()).startsWith("shop=").isNotEqualTo("shop=10");
  }

  @Property(tries = 200)
  void theMessagesOfEachRequestKeepTheOrderOfTheirFirstEventsAndNothingIsLost(@ForAll long seed) {
    outcomes.clear();
    Random random = new Random(seed);
    Map<String, List<String>> requests = new HashMap<>();
    for (int request = 0; request < 1 + random.nextInt(12); request++) {
      List<String> events = new ArrayList<>();
      for (int event = 0; event < 1 + random.nextInt(20); event++) {
        events.add("r" + request + "e" + event + ":d" + random.nextInt(9));
      }
      requests.put("r" + request, events);
      submit("app" + random.nextInt(2), events.toArray(String[]::new));
    }
    turn();
    List<List<String>> messages = ids();
    assertThat(messages.stream().mapToInt(List::size).sum())
        .isEqualTo(requests.values().stream().mapToInt(List::size).sum());
    for (String request : requests.keySet()) {
      List<Integer> firsts = new ArrayList<>();
      Map<Integer, Boolean> partitions = new HashMap<>();
      for (int message = 0; message < messages.size(); message++) {
        int partition = stream.sent.get(message).partition();
        for (String id : messages.get(message)) {
          if (id.startsWith(request + "e") && partitions.put(partition, true) == null) {
            firsts.add(Integer.valueOf(id.substring(request.length() + 1)));
          }
        }
      }
      assertThat(firsts).isSorted();
    }
    for (FakeStream.Sent sent : stream.sent) {
      int counted =
          java.util.Arrays.stream(sent.counts().split(";", -1))
              .mapToInt(count -> Integer.parseInt(count.split("=", 2)[1]))
              .sum();
      assertThat(counted).isEqualTo(sent.ids().size());
    }
    stream.answerAll(Answer.STORED);
    turn();
    assertThat(outcomes).hasSize(requests.size()).containsOnly(PublishOutcome.STORED);
  }

  @Test
  void readsTheServersAnswers() {
    assertThat(parse("{\"stream\":\"EVENTS\",\"seq\":7}")).isEqualTo(Answer.STORED);
    assertThat(parse("{\"stream\":\"EVENTS\",\"seq\":7,\"duplicate\":true}"))
        .isEqualTo(Answer.STORED);
    assertThat(
            parse(
                "{\"error\":{\"code\":503,\"err_code\":10077,\"description\":\"maximum bytes exceeded\"}}"))
        .isEqualTo(Answer.FULL);
    assertThat(parse("{\"error\":{\"code\":503,\"description\":\"no quorum\"}}"))
        .isEqualTo(new Answer.NotNow("no quorum"));
    assertThat(parse("{}")).isInstanceOf(Answer.NotNow.class);
    assertThat(parse("[]")).isInstanceOf(Answer.NotNow.class);
    assertThat(parse("x")).isInstanceOf(Answer.NotNow.class);
  }

  private static Answer parse(String text) {
    return Answer.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<List<String>> ids() {
    return stream.sent.stream().map(FakeStream.Sent::ids).toList();
  }

  /** What the event loop does between two inputs. */
  private void turn() {
    for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
      task.run();
    }
  }

  /** Submits events, each {@code id:device}. */
  private void submit(String app, String... events) {
    List<String> json = new ArrayList<>();
    for (String event : events) {
      String[] parts = event.split(":", 2);
      json.add("{\"event\":\"e\",\"id\":\"%s\",\"deviceId\":\"%s\"}".formatted(parts[0], parts[1]));
    }
    byte[] body =
        ("{\"events\":[" + String.join(",", json) + "]}").getBytes(StandardCharsets.UTF_8);
    DecodedEvents decoded =
        ((Decoded.Events)
                new JsonDecoder(LIMITS)
                    .decode(body, body.length, BodyShape.BATCH, new Sender(app, true, true)))
            .events();
    ReceivedStamp stamp = new ReceivedStamp();
    stamp.set(app, System.currentTimeMillis(), 0, "", "");
    writer.submit(decoded, stamp, app, "r1", outcomes::add);
  }
}
