package io.causality.gateway.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.causality.proto.v1.IngestEventBatchRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever comes in, a decoder answers; it never throws, and what it accepts is an envelope. */
class GarbageProperties {
  private final JsonDecoder json = new JsonDecoder(Decoding.LIMITS);
  private final ProtobufDecoder protobuf = new ProtobufDecoder(Decoding.LIMITS);

  @Property(tries = 2000)
  void answersToAnyBytes(@ForAll byte[] body, @ForAll BodyShape shape) {
    check(json.decode(body, body.length, shape, Decoding.SENDER));
    check(protobuf.decode(body, body.length, shape, Decoding.SENDER));
    for (Compression compression : Compression.values()) {
      assertThat(compression.inflate(body, body.length, 1000)).isNotNull();
    }
  }

  @Property(tries = 2000)
  void answersToBodiesWithAFewBytesChanged(@ForAll long seed)
      throws InvalidProtocolBufferException {
    Random random = new Random(seed);
    IngestEventBatchRequest request =
        IngestEventBatchRequest.newBuilder().addEvents(new RandomEnvelopes(seed).next()).build();
    byte[] text =
        random.nextBoolean()
            ? JsonFormat.printer().print(request).getBytes(StandardCharsets.UTF_8)
            : OPEN.getBytes(StandardCharsets.UTF_8);
    check(json.decode(spoil(text, random), text.length, BodyShape.BATCH, Decoding.SENDER));
    byte[] wire = request.toByteArray();
    check(protobuf.decode(spoil(wire, random), wire.length, BodyShape.BATCH, Decoding.SENDER));
  }

  @Property(tries = 1000)
  void inflatesNoMoreThanItMayWhateverIsInTheBody(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] sound = new byte[random.nextInt(200_000)];
    if (random.nextBoolean()) {
      random.nextBytes(sound);
    }
    byte[] gzip = gzip(sound);
    byte[] zstd = Zstd.compress(sound);
    int most = random.nextInt(1, 100_000);
    for (byte[] body : List.of(gzip, zstd, spoil(gzip, random), spoil(zstd, random))) {
      Compression.Result result =
          Compression.of(body, body.length).inflate(body, body.length, most);
      if (result instanceof Compression.Result.Inflated(byte[] inflated, int length)) {
        assertThat(length).isLessThanOrEqualTo(Math.max(most, body.length));
        assertThat(inflated.length).isGreaterThanOrEqualTo(length);
      }
    }
    boolean fits = sound.length <= most;
    assertThat(Compression.GZIP.inflate(gzip, gzip.length, most))
        .isInstanceOf(fits ? Compression.Result.Inflated.class : Compression.Result.TooLarge.class);
    assertThat(Compression.ZSTD.inflate(zstd, zstd.length, most))
        .isInstanceOf(fits ? Compression.Result.Inflated.class : Compression.Result.TooLarge.class);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  private static final String OPEN =
      """
      {"events":[{"properties":{"a":1,"b":{"c":[1,2.5,"x",null,true]},"d":-0.5e3},"id":"i","event":"e",\
      "deviceId":"d","userId":"u","timestamp":"2026-01-02T03:04:05.678+01:00","traits":{"x":null},\
      "context":{"page":{"url":"/"},"os":{"name":"x"},"screenWidth":5,"else":[{}]}},\
      {"event":"swipe_gesture","deviceId":"d","properties":{"start":{"x":1,"y":2},"direction":"left"}}],\
      "sentAt":1700000000000}\
      """;

  private static byte[] spoil(byte[] sound, Random random) {
    byte[] spoiled = sound.clone();
    for (int i = random.nextInt(4) + 1; i > 0 && spoiled.length > 0; i--) {
      int at = random.nextInt(spoiled.length);
      spoiled[at] =
          random.nextBoolean()
              ? (byte) random.nextInt(256)
              : (byte) "{}[]\",:0-.eE\\ntf".charAt(random.nextInt(16));
    }
    return spoiled;
  }

  private static void check(Decoded decoded) {
    switch (decoded) {
      case Decoded.Refused refused -> assertThat(refused.refusal().detail()).isNotEmpty();
      case Decoded.Events(DecodedEvents events) -> {
        for (int event = 0; event < events.accepted(); event++) {
          assertThat(Decoding.envelope(events, event).getId()).isEqualTo(events.id(event));
        }
      }
    }
  }
}
