package io.causality.gateway.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.proto.v1.EventEnvelope;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

  @Property
  void readsWhatTheJdkWrites(
      @ForAll @LongRange(min = 0, max = 253402300799999L) long ms,
      @ForAll @IntRange(min = -1080, max = 1080) int offsetMinutes) {
    assertThat(Timestamps.parse(Instant.ofEpochMilli(ms).toString())).isEqualTo(ms);
    OffsetDateTime local =
        Instant.ofEpochMilli(ms).atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
    Assume.that(local.getYear() >= 1970 && local.getYear() <= 9999);
    assertThat(Timestamps.parse(RFC_3339.format(local))).isEqualTo(ms);
    assertThat(Timestamps.parse(Long.toString(ms))).isEqualTo(ms);
  }

  @Test
  void takesFractionsAndOffsets() {
    assertThat(Timestamps.parse("1970-01-01T00:00:00.123456789Z")).isEqualTo(123);
    assertThat(Timestamps.parse("1970-01-01 01:00:00+01:00")).isZero();
    assertThat(Timestamps.parse("1970-01-01t00:00:00.5-00:30")).isEqualTo(1_800_500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-01-01",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:00:00",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00+1:00",
        "2026-01-01T00:00:00*01:00",
        "2026/01/01T00:00:00Z",
        "-1",
        "1e9"
      })
  void refusesWhatIsNoTimestamp(String text) {
    assertThat(Timestamps.parse(text)).isEqualTo(Timestamps.INVALID);
  }

  @Test
  void correctsByTheClientsClock() {
    EventEnvelope event = stamped(10_000, 50_000, 60_000);
    assertThat(event.getClockSkewMs()).isEqualTo(-40_000);
    assertThat(event.getTimestampReplaced()).isFalse();
  }

  @Test
  void doesNotBelieveATimeMoreThanADayAhead() {
    long day = 24 * 60 * 60 * 1000L;
    assertThat(stamped(1_000, 0, 1_000 + day).getTimestampReplaced()).isFalse();
    assertThat(stamped(1_000, 0, 1_001 + day).getTimestampReplaced()).isTrue();
    assertThat(stamped(1_000, 0, Timestamps.MAX_MS).getTimestampReplaced()).isTrue();
    assertThat(stamped(1_000, 2_000, 2_001 + day).getTimestampReplaced()).isTrue();
  }

  @Test
  void doesNotCorrectBeyond1970() {
    assertThat(stamped(10_000, 50_000, 1).getClockSkewMs()).isEqualTo(-1);
  }

  /** What stamp and tail make of an event with that timestamp. */
  private static EventEnvelope stamped(long receivedAt, long sentAt, long timestamp) {
    ReceivedStamp stamp = new ReceivedStamp();
    stamp.set("app", receivedAt, sentAt, "", "");
    WireBuffer wire = new WireBuffer(64);
    wire.write(stamp.head().array(), 0, stamp.head().size());
    byte[] tail = stamp.tail(timestamp);
    wire.write(tail, 0, tail.length);
    try {
      return EventEnvelope.parseFrom(wire.toByteArray());
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
