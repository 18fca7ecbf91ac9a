package io.causality.proto.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.causality.proto.v1.BatteryChange;
import io.causality.proto.v1.ButtonTap;
import io.causality.proto.v1.Coordinates;
import io.causality.proto.v1.DeviceContext;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.NetworkType;
import io.causality.proto.v1.PurchaseComplete;
import io.causality.proto.v1.PurchaseItem;
import io.causality.proto.v1.ScreenView;
import io.causality.proto.v1.UserLogin;
import io.causality.proto.v1.UserProfileUpdate;
import io.causality.proto.v1.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LakeValuesTest {
  @Test
  void aMeasuredZeroIsNotMissing() {
    assertThat(at(BatteryChange.newBuilder().setBatteryLevel(0).build(), "battery_level"))
        .isEqualTo(0);
    assertThat(at(BatteryChange.getDefaultInstance(), "battery_level")).isNull();
    assertThat(at(UserLogin.newBuilder().setIsNewUser(false).build(), "is_new_user"))
        .isEqualTo(false);
    assertThat(at(UserLogin.getDefaultInstance(), "is_new_user")).isNull();
  }

  @Test
  void emptyTextIsMissing() {
    assertThat(at(UserLogin.getDefaultInstance(), "method")).isNull();
    assertThat(at(UserLogin.newBuilder().setMethod("sso").build(), "method")).isEqualTo("sso");
  }

  @Test
  void enumsAreTextWithoutPrefix() {
    DeviceContext wifi =
        DeviceContext.newBuilder().setNetworkType(NetworkType.NETWORK_TYPE_CELLULAR_5G).build();

    assertThat(at(wifi, "network_type")).isEqualTo("cellular_5g");
    assertThat(at(DeviceContext.getDefaultInstance(), "network_type")).isNull();
    assertThat(at(DeviceContext.newBuilder().setNetworkTypeValue(77).build(), "network_type"))
        .isEqualTo("77");
  }

  @Test
  void aPathStopsAtWhatIsMissing() {
    ButtonTap tap =
        ButtonTap.newBuilder().setCoordinates(Coordinates.newBuilder().setX(1.5f)).build();

    assertThat(at(tap, "coordinates", "x")).isEqualTo(1.5f);
    assertThat(at(tap, "coordinates", "y")).isNull();
    assertThat(at(ButtonTap.getDefaultInstance(), "coordinates", "x")).isNull();
  }

  @Test
  void repeatedMessagesAreRows() {
    PurchaseComplete purchase =
        PurchaseComplete.newBuilder()
            .addItems(PurchaseItem.newBuilder().setProductId("a").setQuantity(2))
            .build();

    assertThat(at(purchase, "items")).isEqualTo(List.of(Arrays.asList("a", null, 2, null)));
    assertThat(at(PurchaseComplete.getDefaultInstance(), "items")).isNull();
    assertThat(
            at(UserProfileUpdate.newBuilder().addFieldsUpdated("name").build(), "fields_updated"))
        .isEqualTo(List.of("name"));
  }

  @Test
  void mapsAreMapsOfText() {
    Map<String, String> expected = new HashMap<>();
    expected.put("plan", "pro");
    expected.put("age", "30");
    expected.put("score", "0.1");
    expected.put("paid", "true");
    expected.put("gone", null);
    EventEnvelope event =
        EventEnvelope.newBuilder()
            .putTraits("plan", Value.newBuilder().setStringValue("pro").build())
            .putTraits("age", Value.newBuilder().setIntValue(30).build())
            .putTraits("score", Value.newBuilder().setDoubleValue(0.1).build())
            .putTraits("paid", Value.newBuilder().setBoolValue(true).build())
            .putTraits("gone", Value.newBuilder().setNullValue(true).build())
            .build();

    assertThat(at(event, "traits")).isEqualTo(expected);
    assertThat(at(event, "properties")).isNull();
    assertThat(at(ScreenView.newBuilder().putParams("a", "").build(), "params"))
        .isEqualTo(Map.of("a", ""));
  }

  @Test
  void wholeNumbersHaveNeitherFractionNorExponent() {
    assertThat(LakeValues.text(10.0)).isEqualTo("10");
    assertThat(LakeValues.text(-0.0)).isEqualTo("0");
    assertThat(LakeValues.text(1e21)).isEqualTo("1000000000000000000000");
    assertThat(LakeValues.text(0.1)).isEqualTo("0.1");
    assertThat(LakeValues.text(1.5e-7)).isEqualTo("0.00000015");
  }

  @Property
  void numbersReadBackAsThemselves(@ForAll double number) {
    String text = LakeValues.text(number);

    assertThat(Double.parseDouble(text)).isEqualTo(number == 0 ? 0.0 : number);
    assertThat(new BigDecimal(text).toPlainString()).isEqualTo(text);
  }

  private static Object at(Message message, String... names) {
    List<FieldDescriptor> path = new ArrayList<>();
    var descriptor = message.getDescriptorForType();
    for (String name : names) {
      FieldDescriptor field = descriptor.findFieldByName(name);
      path.add(field);
      if (path.size() < names.length) {
        descriptor = field.getMessageType();
      }
    }
    return LakeValues.at(message, path);
  }
}
