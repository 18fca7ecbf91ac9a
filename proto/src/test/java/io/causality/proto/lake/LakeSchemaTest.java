package io.causality.proto.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.PurchaseFailed;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.junit.jupiter.api.Test;

class LakeSchemaTest {
  private static final LakeSchema SCHEMA = LakeSchema.current();

  @Test
  void theParquetSchemasAreTheReviewedOnes() throws IOException {
    Golden.check(
        "parquet.txt",
        SCHEMA.parquetSchema()
            + SCHEMA.deviceLinks().parquetSchema()
            + SCHEMA.traits().parquetSchema());
  }

  @Test
  void parquetReadsTheSchemas() {
    MessageType events = MessageTypeParser.parseMessageType(SCHEMA.parquetSchema());

    assertThat(events.getFieldCount()).isEqualTo(SCHEMA.columns().size());
    assertThat(events.getType("ts").getLogicalTypeAnnotation())
        .isEqualTo(
            LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MILLIS));
    assertThat(events.getType("items", "list", "element", "quantity").asPrimitiveType())
        .extracting(type -> type.getPrimitiveTypeName())
        .isEqualTo(PrimitiveTypeName.INT32);
    assertThat(events.getType("properties").getLogicalTypeAnnotation())
        .isEqualTo(LogicalTypeAnnotation.mapType());
    for (LakeTable table : List.of(SCHEMA.deviceLinks(), SCHEMA.traits())) {
      assertThat(MessageTypeParser.parseMessageType(table.parquetSchema()).getName())
          .isEqualTo(table.name());
    }
  }

  @Test
  void theColumnsStandInTheOrderOfTheContract() {
    List<String> names = SCHEMA.columns().stream().map(LakeColumn::name).toList();

    assertThat(names)
        .startsWith("event_id", "event_name", "event_category", "ts", "received_at", "device_id")
        .containsSubsequence(
            "user_id", "person_id", "session_id", "platform", "os_version", "app_version")
        .containsSubsequence(
            "page_url",
            "page_path",
            "page_referrer",
            "utm_source",
            "utm_medium",
            "utm_campaign",
            "browser",
            "os",
            "device_type",
            "country",
            "screen_name",
            "properties",
            "traits",
            "stream_seq")
        .endsWith("stream_seq")
        .doesNotHaveDuplicates()
        .doesNotContain("string_params", "app_id");
  }

  @Test
  void noFieldOfTheEnvelopeIsForgotten() {
    Set<String> read = new HashSet<>();
    for (LakeColumn column : SCHEMA.columns()) {
      if (column.source() instanceof Source.EnvelopeField field) {
        read.add(field.path().get(0).getName());
      } else if (column.source() instanceof Source.PayloadField field) {
        field.paths().keySet().forEach(member -> read.add(member.getName()));
      }
    }
    Set<String> fields =
        EventEnvelope.getDescriptor().getFields().stream()
            .map(FieldDescriptor::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    fields.removeAll(read);

    // Partition key; parts of derived columns; taken as id by the gateway.
    assertThat(fields)
        .containsExactlyInAnyOrder(
            "app_id",
            "timestamp_ms",
            "properties",
            "campaign",
            "os_name",
            "device_type",
            "custom_event",
            "idempotency_key");
  }

  @Test
  void equalNamesOfEqualTypeShareAColumnThatNamesItsEvents() {
    LakeColumn reason = column("reason");

    assertThat(reason.comment())
        .isEqualTo(
            "Why the person signed out, e.g. user, timeout (user_logout). Why it was taken out,"
                + " e.g. user, sold_out (remove_from_cart).");
    assertThat(((Source.PayloadField) reason.source()).paths().keySet())
        .extracting(FieldDescriptor::getName)
        .containsExactly("user_logout", "remove_from_cart");
  }

  @Test
  void aPayloadsUserIsTheEnvelopesUser() {
    assertThat(column("user_id").source()).isInstanceOf(Source.EnvelopeField.class);
  }

  @Test
  void enumsNameTheirValues() {
    assertThat(column("platform").comment())
        .isEqualTo("Kind of client. One of: ios, android, web, backend, desktop.");
    assertThat(column("direction").comment()).endsWith("One of: left, right, up, down.");
  }

  @Test
  void coordinatesAreFlat() {
    assertThat(column("end_y").type()).isEqualTo(new LakeType.Real());
    assertThat(column("coordinates_x").comment()).contains("button_tap, double_tap");
  }

  @Test
  void theTypedEventsKnowTheirColumns() {
    EventType failed =
        SCHEMA.eventTypes().stream()
            .filter(type -> type.name().equals("purchase_failed"))
            .findFirst()
            .orElseThrow();

    assertThat(failed.category()).isEqualTo("commerce");
    assertThat(failed.comment()).isEqualTo("A purchase failed.");
    assertThat(failed.columns())
        .extracting(LakeColumn::name)
        .containsExactlyInAnyOrderElementsOf(
            PurchaseFailed.getDescriptor().getFields().stream()
                .map(FieldDescriptor::getName)
                .toList());
    assertThat(SCHEMA.eventTypes()).hasSize(28).noneMatch(type -> type.category().isEmpty());
  }

  @Test
  void aColumnWithoutCommentIsRefused() {
    assertThatThrownBy(
            () -> new LakeColumn("x", new LakeType.Varchar(), " ", new Source.Derived("x")))
        .hasMessageContaining("without comment");
  }

  @Test
  void aTableWithTwoColumnsOfOneNameIsRefused() {
    LakeColumn column = column("ts");

    assertThatThrownBy(() -> new LakeTable("t", "A table.", List.of(column, column)))
        .hasMessageContaining("two columns named ts");
  }

  private static LakeColumn column(String name) {
    return SCHEMA.events().column(name).orElseThrow();
  }
}
