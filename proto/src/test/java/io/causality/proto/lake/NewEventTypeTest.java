package io.causality.proto.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An event type is added by an edit of the {@code .proto} file alone. */
class NewEventTypeTest {
  private static ProtoEdit withVideo() {
    return ProtoEdit.ofEvents()
        .message("VideoPlay", "A video was played.")
        .field(1, "video_id", Type.TYPE_STRING, "The app's id of the video.")
        .field(2, "screen_name", Type.TYPE_STRING, "Screen on which it played.")
        .field(3, "quantity", Type.TYPE_DOUBLE, "Share that was seen.")
        .field(4, "country", Type.TYPE_STRING, "Where it was made.")
        .field(5, "user_id", Type.TYPE_STRING, "Who played it.")
        .repeated(6, "chapters", Type.TYPE_STRING, "Chapters that were seen.")
        .payload("video_play", 500, "media", "A video was played.");
  }

  @Test
  void itsColumnsCategoryAndCommentsFollow() {
    LakeSchema schema = withVideo().schema();

    EventType video =
        schema.eventTypes().stream()
            .filter(type -> type.name().equals("video_play"))
            .findFirst()
            .orElseThrow();
    assertThat(video.category()).isEqualTo("media");
    assertThat(video.comment()).isEqualTo("A video was played.");
    assertThat(video.columns())
        .extracting(column -> column.name() + " " + column.type().trino())
        .containsExactlyInAnyOrder(
            "video_id varchar",
            "screen_name varchar",
            "quantity_double double",
            "payload_country varchar",
            "chapters array(varchar)");
    assertThat(schema.events().column("video_id").orElseThrow().comment())
        .isEqualTo("The app's id of the video (video_play).");
    assertThat(schema.events().column("screen_name").orElseThrow().comment())
        .contains("Screen on which it played (video_play).");
    assertThat(String.join("\n", LakeDdl.statements(schema, "b", java.util.Map.of())))
        .contains("\"quantity_double\" double COMMENT 'Share that was seen (video_play).'");
    assertThat(schema.parquetSchema())
        .contains(
            "optional group chapters (LIST) { repeated group list { optional binary element"
                + " (STRING); } }");
  }

  @Test
  void theOtherColumnsStayAsTheyAre() {
    List<String> before = names(LakeSchema.current());
    List<String> after = names(withVideo().schema());

    assertThat(after).containsSubsequence(before);
    assertThat(after.size() - before.size()).isEqualTo(4);
  }

  @Test
  void aFieldWithoutCommentIsRefused() {
    ProtoEdit edit =
        ProtoEdit.ofEvents()
            .message("VideoPlay", "A video was played.")
            .field(1, "video_id", Type.TYPE_STRING, "")
            .payload("video_play", 500, "media", "A video was played.");

    assertThatThrownBy(edit::schema).hasMessage("no comment on causality.v1.VideoPlay.video_id");
  }

  @Test
  void bytesAreRefused() {
    ProtoEdit edit =
        ProtoEdit.ofEvents()
            .message("VideoPlay", "A video was played.")
            .field(1, "picture", Type.TYPE_BYTES, "A picture.")
            .payload("video_play", 500, "media", "A video was played.");

    assertThatThrownBy(edit::schema).hasMessageContaining("bytes have no place in the lake");
  }

  @Test
  void theSourceLeadsToTheField() {
    LakeSchema schema = withVideo().schema();

    Source.PayloadField source =
        (Source.PayloadField) schema.events().column("end_x").orElseThrow().source();
    assertThat(
            source.paths().values().iterator().next().stream()
                .map(FieldDescriptor::getName)
                .collect(Collectors.joining(".")))
        .isEqualTo("end.x");
  }

  private static List<String> names(LakeSchema schema) {
    return schema.columns().stream().map(LakeColumn::name).toList();
  }
}
