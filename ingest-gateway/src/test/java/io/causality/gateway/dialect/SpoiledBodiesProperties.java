package io.causality.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.gateway.decode.DecodeLimits;
import io.causality.gateway.decode.Decoded;
import io.causality.gateway.decode.DecodedEvents;
import io.causality.gateway.decode.Sender;
import io.causality.proto.v1.EventEnvelope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever comes in, a dialect answers; it never throws, and what it accepts is an envelope. */
class SpoiledBodiesProperties {
  private static final Sender SENDER = new Sender("shop", true, true);
  private static final List<Dialect> DIALECTS =
      List.of(
          Dialects.segment(""),
          Dialects.segment("track"),
          Dialects.amplitudeOrPostHog(),
          Dialects.postHog());
  private static final List<String> SOUND =
      List.of(
          "{\"batch\":[{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"a\":1.5,\"b\":null},\"context\":{\"page\":{\"url\":\"/\"},\"screen\":{\"width\":5}},\"timestamp\":\"2020-01-01T00:00:00Z\"}],\"sentAt\":1}",
          "{\"event\":\"e\",\"userId\":\"u\",\"properties\":{\"x\":[1,{\"y\":\"z\"}]},\"messageId\":\"m\"}",
          "{\"api_key\":\"k\",\"events\":[{\"event_type\":\"e\",\"user_id\":\"u\",\"time\":1700000000000,\"user_properties\":{\"$set\":{\"a\":true}}}]}",
          "[{\"event\":\"$pageview\",\"uuid\":\"1\",\"properties\":{\"distinct_id\":\"d\",\"$device_id\":\"d\",\"$unset\":[\"x\"],\"$screen_width\":1.5}}]",
          "data=eyJldmVudCI6ImUiLCJkaXN0aW5jdF9pZCI6InUifQ%3D%3D");

  private final DialectReader reader = new DialectReader(new DecodeLimits(1 << 16, 9, 999, 99, 8));

  @Property(tries = 3000)
  void answersToBodiesWithAFewBytesChanged(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    byte[] body = SOUND.get(random.nextInt(SOUND.size())).getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i > 0; i--) {
      body[random.nextInt(body.length)] =
          random.nextBoolean()
              ? (byte) random.nextInt(256)
              : (byte) "{}[]\",:0-.eE\\ntf".charAt(random.nextInt(16));
    }
    check(DIALECTS.get(random.nextInt(DIALECTS.size())), body);
  }

  @Property(tries = 2000)
  void answersToAnyBytes(@ForAll byte[] body) throws Exception {
    for (Dialect dialect : DIALECTS) {
      check(dialect, body);
    }
  }

  private void check(Dialect dialect, byte[] body) throws Exception {
    switch (reader.open(dialect, body, body.length, Map.of())) {
      case DialectReader.Opened.Refused refused ->
          assertThat(refused.refusal().detail()).isNotEmpty();
      case DialectReader.Opened.Body(DialectBody opened) -> {
        assertThat(opened.key()).isNotNull();
        if (reader.decode(opened, SENDER) instanceof Decoded.Events(DecodedEvents events)) {
          assertThat(opened.dialect().accepted(events, body.length, 1)).startsWith("{");
          for (int i = 0; i < events.accepted(); i++) {
            byte[] wire = Arrays.copyOfRange(events.bytes(), events.start(i), events.end(i));
            assertThat(EventEnvelope.parseFrom(wire).getId()).isEqualTo(events.id(i));
          }
        }
      }
    }
  }
}
