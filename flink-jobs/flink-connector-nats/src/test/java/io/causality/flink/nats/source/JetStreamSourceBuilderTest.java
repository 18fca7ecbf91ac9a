package io.causality.flink.nats.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.flink.nats.testjob.NumberDeserializer;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class JetStreamSourceBuilderTest {
  private final JetStreamSourceBuilder<Integer> builder =
      JetStreamSource.<Integer>builder()
          .connection(
              NatsConnectionOptions.of("nats://127.0.0.1:4222").withCredentials("u", "secret"))
          .stream("EVENTS")
          .subjects("events.", 8)
          .deserializer(new NumberDeserializer());

  @Test
  void theSourceTravelsWithTheJobGraph() throws Exception {
    var copy = InstantiationUtil.clone(builder.build());
    assertThat(copy.getProducedType()).isEqualTo(Types.INT);
  }

  @Test
  void namesWhatIsMissing() {
    var empty = JetStreamSource.<Integer>builder().subjects("events.", 1);
    assertThatThrownBy(empty::build).hasMessage("connection");
  }

  @Test
  void refusesSubjectsThatAreMissingOrDoubled() {
    assertThatThrownBy(() -> builder.subjects(List.of()).build()).hasMessageContaining("subjects");
    assertThatThrownBy(() -> builder.subjects(List.of("a", "a")).build())
        .hasMessageContaining("subjects");
  }

  @Test
  void refusesAStreamNameThatIsASubject() {
    assertThatThrownBy(() -> builder.stream("a.b").build()).hasMessageContaining("a.b");
  }

  @Test
  void refusesAWatchdogFasterThanAPull() {
    assertThatThrownBy(() -> builder.silenceTimeout(Duration.ofSeconds(1)).build())
        .hasMessageContaining("silence");
  }

  @Test
  void refusesAStartBeforeTheFirstSequence() {
    assertThatThrownBy(() -> StartPosition.sequence(0)).hasMessageContaining("begin at 1");
  }

  @Test
  void neverPrintsThePassword() {
    var options = NatsConnectionOptions.of("nats://h:1").withCredentials("u", "secret");
    assertThat(options.toString()).contains("u").doesNotContain("secret");
    assertThatThrownBy(() -> options.withCredentials("u", null)).hasMessageContaining("together");
  }
}
