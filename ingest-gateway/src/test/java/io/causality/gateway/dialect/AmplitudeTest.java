package io.causality.gateway.dialect;

import static io.causality.gateway.dialect.Reading.plain;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.gateway.problem.Problem;
import io.causality.gateway.problem.Refusal;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Platform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AmplitudeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Dialect amplitude = Dialects.amplitude();

  @Test
  void anEventKeepsItsNameIdsTimeAndPropertiesAndItsUserPropertiesAreTraits() throws Exception {
    Reading reading =
        Reading.of(
            amplitude,
            """
            {"api_key":"ck_z","client_upload_time":"2026-11-24T12:00:01.000Z","options":{"min_id_length":1},"events":[
              {"event_type":"Order Paid","user_id":"u1","device_id":"d1","insert_id":"i1","time":1795521600000,
               "session_id":1795521000000,"event_properties":{"total":3},"user_properties":{"plan":"pro"},
               "groups":{"company":["acme"]},"revenue":9.5,"platform":"iOS","os_name":"ios","os_version":"19",
               "device_model":"iPhone","language":"de","country":"Switzerland","ip":"$remote","app_version":"2.0",
               "library":"amplitude-ios/8.1"},
              {"event_type":"$identify","user_id":"u1","insert_id":"i2","session_id":-1,
               "user_properties":{"$set":{"a":1},"$setOnce":{"b":"x"},"$unset":{"c":"-"},"$add":{"visits":1}}},
              {"event_type":"$groupidentify","device_id":"d1","groups":{"company":"acme"},
               "group_properties":{"$set":{"seats":9}}}]}""");
    assertThat(reading.body.key()).isEqualTo("ck_z");
    assertThat(reading.decoded.sentAtMs()).isEqualTo(1795521601000L);
    assertThat(reading.decoded.rejected()).isEmpty();
    EventEnvelope paid = reading.events.get(0);
    assertThat(paid.getCustomEvent().getEventName()).isEqualTo("Order Paid");
    assertThat(paid.getId() + paid.getUserId() + paid.getDeviceId()).isEqualTo("i1u1d1");
    assertThat(paid.getTimestampMs()).isEqualTo(1795521600000L);
    assertThat(paid.getSessionId()).isEqualTo("1795521000000");
    assertThat(plain(paid.getPropertiesMap()))
        .isEqualTo(Map.of("total", "3", "revenue", "9.5", "groups", "{\"company\":[\"acme\"]}"));
    assertThat(plain(paid.getTraitsMap())).isEqualTo(Map.of("plan", "pro"));
    assertThat(paid.getDeviceContext().getPlatform()).isEqualTo(Platform.PLATFORM_IOS);
    assertThat(paid.getLibrary().getName() + " " + paid.getLibrary().getVersion())
        .isEqualTo("amplitude-ios 8.1");
    assertThat(paid.getIp()).isEmpty();
    assertThat(paid.getCountry()).as("a name is no code").isEmpty();
    EventEnvelope identify = reading.events.get(1);
    assertThat(identify.getCustomEvent().getEventName()).isEqualTo("identify");
    assertThat(identify.getSessionId()).isEmpty();
    assertThat(plain(identify.getTraitsMap())).isEqualTo(Map.of("a", "1", "c", "null"));
    assertThat(plain(identify.getTraitsOnceMap())).isEqualTo(Map.of("b", "x"));
    assertThat(plain(identify.getPropertiesMap())).isEqualTo(Map.of("$add", "{\"visits\":1}"));
    EventEnvelope group = reading.events.get(2);
    assertThat(group.getCustomEvent().getEventName()).isEqualTo("group");
    assertThat(plain(group.getPropertiesMap())).containsEntry("seats", "9");
  }

  @Test
  void answersInNumbersSinceTheClientsReadNothingElse() throws Exception {
    Reading reading =
        Reading.of(amplitude, "{\"events\":[{\"event_type\":\"e\",\"user_id\":\"u\"}]}");
    JsonNode answer = JSON.readTree(amplitude.accepted(reading.decoded, 77, 5));
    assertThat(answer)
        .isEqualTo(
            JSON.readTree(
                "{\"code\":200,\"events_ingested\":1,\"payload_size_bytes\":77,\"server_upload_time\":5}"));
  }

  @Test
  void aBadEventRefusesTheRequestAndIsNamedByItsPlace() throws Exception {
    Reading reading =
        Reading.of(
            amplitude,
            """
            {"events":[{"event_type":"e","user_id":"u"},{"event_type":"e"},{"event_type":"e","device_id":""},
              {"user_id":"u"}]}""");
    assertThat(amplitude.allOrNothing()).isTrue();
    Refusal refusal = amplitude.refusal(reading.decoded.rejected());
    JsonNode body = JSON.readTree(amplitude.refused(refusal, reading.decoded.rejected(), "r"));
    assertThat(body.get("code").asInt()).isEqualTo(400);
    assertThat(body.get("events_with_invalid_fields"))
        .isEqualTo(JSON.readTree("{\"userId\":[1,2],\"event\":[3]}"));
  }

  @Test
  void theClientsGiveUpOnAKeyThatIsNotKnown() throws Exception {
    JsonNode body =
        JSON.readTree(amplitude.refused(Refusal.of(Problem.UNKNOWN_KEY, "x"), List.of(), "r"));
    assertThat(body.get("error").asText()).startsWith("Invalid API key");
    assertThat(body.get("code").asInt()).isEqualTo(401);
  }

  @Test
  void atTheCommonPathTheBodySaysWhoseItIs() throws Exception {
    Dialect both = Dialects.amplitudeOrPostHog();
    Reading amplitudes =
        Reading.of(
            both, "{\"api_key\":\"a\",\"events\":[{\"event_type\":\"e\",\"user_id\":\"u\"}]}");
    assertThat(amplitudes.body.dialect().accepted(amplitudes.decoded, 0, 0))
        .contains("\"code\":200");
    Reading postHogs =
        Reading.of(both, "{\"api_key\":\"p\",\"batch\":[{\"event\":\"e\",\"distinct_id\":\"u\"}]}");
    assertThat(postHogs.body.dialect().accepted(postHogs.decoded, 0, 0))
        .isEqualTo("{\"status\":\"Ok\"}");
    assertThat(postHogs.body.key()).isEqualTo("p");
  }
}
