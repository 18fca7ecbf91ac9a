package io.causality.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.DetectionState;
import io.causality.proto.v1.EventBatch;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.IngestEventBatchRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an earlier version stored says the same today, and what is stored today says the same to an
 * earlier version, beside which it may run during an update. Of each version there are its
 * descriptors and a batch with every payload and every field, as it wrote them. The files of a new
 * version come from {@link #main}; those of old ones are never touched.
 */
class EvolutionTest {
  private static final String FOLDER = "/golden/evolution/";
  private static final int DEEPEST = 6;

  /** Of every file: what is stored in streams, in the lake's catalog, and in the jobs' state. */
  private static final List<Descriptor> ROOTS =
      List.of(
          EventBatch.getDescriptor(),
          CatalogEntry.getDescriptor(),
          DetectionState.getDescriptor(),
          IngestEventBatchRequest.getDescriptor());

  /** Writes the files of this version: arguments are the folder and the version. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    files().values().forEach(file -> set.addFile(file.toProto()));
    Files.write(folder.resolve(arguments[1] + ".desc"), set.build().toByteArray());
    Files.write(folder.resolve(arguments[1] + ".events"), everything().toByteArray());
  }

  @ParameterizedTest
  @ValueSource(strings = "0.1.0")
  void storedBytesSayTheSameToday(String version) throws Exception {
    byte[] stored = read(version + ".events");
    DynamicMessage then = DynamicMessage.parseFrom(batchOf(version), stored);
    EventBatch now = EventBatch.parseFrom(stored);
    assertThat(now.getEventsList()).hasSizeGreaterThan(20);
    assertThat(TextFormat.printer().printToString(now))
        .isEqualTo(TextFormat.printer().printToString(then));
    assertThat(now.getEventsList())
        .allSatisfy(event -> assertThat(event.getUnknownFields().asMap()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = "0.1.0")
  void theEarlierVersionReadsWhatIsStoredTodayAndKeepsWhatItDoesNotKnow(String version)
      throws Exception {
    EventBatch today = everything();
    DynamicMessage then = DynamicMessage.parseFrom(batchOf(version), today.toByteArray());
    assertThat(EventBatch.parseFrom(then.toByteArray())).isEqualTo(today);
    List<?> events = (List<?>) then.getField(then.getDescriptorForType().findFieldByName("events"));
    assertThat(events).hasSize(today.getEventsCount());
    for (int i = 0; i < events.size(); i++) {
      requireSame((DynamicMessage) events.get(i), today.getEvents(i));
    }
  }

  /** A payload of a later version than this one, and a field: neither is lost on the way. */
  @ParameterizedTest
  @ValueSource(ints = {777, 999})
  void whatALaterVersionAddsIsCarriedThrough(int number) throws Exception {
    EventEnvelope known = everything().getEvents(0);
    byte[] later =
        known.toBuilder()
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(
                        number,
                        UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(ByteString.copyFromUtf8("later"))
                            .build())
                    .build())
            .build()
            .toByteArray();
    EventEnvelope read = EventEnvelope.parseFrom(later);
    assertThat(read.toByteArray()).isEqualTo(later);
  }

  @ParameterizedTest
  @ValueSource(strings = "0.1.0")
  void noFieldOfAnyStoredMessageHasAnotherNumberOrType(String version) throws Exception {
    Map<String, FileDescriptor> now = files();
    List<String> changed = new ArrayList<>();
    for (FileDescriptor file : then(version).values()) {
      FileDescriptor same = Objects.requireNonNull(now.get(file.getName()), file.getName());
      file.getMessageTypes()
          .forEach(
              message -> compare(message, same.findMessageTypeByName(message.getName()), changed));
      file.getEnumTypes()
          .forEach(one -> compare(one, same.findEnumTypeByName(one.getName()), changed));
    }
    assertThat(changed).isEmpty();
  }

  private static void compare(Descriptor then, Descriptor now, List<String> changed) {
    if (now == null) {
      changed.add(then.getFullName() + " is gone");
      return;
    }
    for (FieldDescriptor field : then.getFields()) {
      FieldDescriptor same = now.findFieldByNumber(field.getNumber());
      if (same == null) {
        if (!isReserved(now, field.getNumber())) {
          changed.add(field.getFullName() + " is gone, and its number is not reserved");
        }
      } else if (!same.getName().equals(field.getName())
          || same.getType() != field.getType()
          || same.isRepeated() != field.isRepeated()) {
        changed.add(field.getFullName() + " is another one");
      }
    }
    then.getNestedTypes()
        .forEach(nested -> compare(nested, now.findNestedTypeByName(nested.getName()), changed));
    then.getEnumTypes()
        .forEach(one -> compare(one, now.findEnumTypeByName(one.getName()), changed));
  }

  private static void compare(EnumDescriptor then, EnumDescriptor now, List<String> changed) {
    for (EnumValueDescriptor value : then.getValues()) {
      EnumValueDescriptor same = now == null ? null : now.findValueByNumber(value.getNumber());
      if (same == null || !same.getName().equals(value.getName())) {
        changed.add(value.getFullName() + " is another one");
      }
    }
  }

  private static boolean isReserved(Descriptor message, int number) {
    return message.toProto().getReservedRangeList().stream()
        .anyMatch(range -> range.getStart() <= number && number < range.getEnd());
  }

  private static void requireSame(DynamicMessage then, Message now) {
    for (Map.Entry<FieldDescriptor, Object> field : then.getAllFields().entrySet()) {
      FieldDescriptor same =
          now.getDescriptorForType().findFieldByNumber(field.getKey().getNumber());
      Object value = now.getField(same);
      if (field.getValue() instanceof DynamicMessage inner) {
        requireSame(inner, (Message) value);
      } else if (!(field.getValue() instanceof List)) {
        assertThat(String.valueOf(value))
            .as(field.getKey().getFullName())
            .isEqualTo(String.valueOf(field.getValue()));
      }
    }
  }

  /** One event of each payload, every field filled. */
  private static EventBatch everything() {
    EventBatch.Builder batch = EventBatch.newBuilder();
    Descriptor envelope = EventEnvelope.getDescriptor();
    for (FieldDescriptor payload :
        envelope.getOneofs().stream()
            .filter(one -> one.getName().equals("payload"))
            .findFirst()
            .orElseThrow()
            .getFields()) {
      EventEnvelope.Builder event = EventEnvelope.newBuilder();
      fill(event, 0);
      event.setField(payload, filled(event.newBuilderForField(payload), 1));
      batch.addEvents(event);
    }
    return batch.build();
  }

  private static Message filled(Message.Builder message, int depth) {
    fill(message, depth);
    return message.build();
  }

  private static void fill(Message.Builder message, int depth) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (depth > DEEPEST) {
        return;
      }
      if (field.isMapField()) {
        message.addRepeatedField(field, filled(message.newBuilderForField(field), depth + 1));
      } else if (field.isRepeated()) {
        message.addRepeatedField(field, value(message, field, depth, 1));
        message.addRepeatedField(field, value(message, field, depth, 2));
      } else {
        message.setField(field, value(message, field, depth, 0));
      }
    }
  }

  private static Object value(Message.Builder message, FieldDescriptor field, int depth, int n) {
    return switch (field.getJavaType()) {
      case INT -> field.getNumber() + n;
      case LONG -> 5_000_000_000L + field.getNumber() + n;
      case FLOAT -> field.getNumber() + 0.5f;
      case DOUBLE -> field.getNumber() + 0.25;
      case BOOLEAN -> true;
      case STRING -> field.getName() + n;
      case BYTE_STRING -> ByteString.copyFromUtf8(field.getName() + n);
      case ENUM -> field.getEnumType().getValues().get(field.getEnumType().getValues().size() - 1);
      case MESSAGE -> filled(message.newBuilderForField(field), depth + 1);
    };
  }

  private static Descriptor batchOf(String version) throws Exception {
    return then(version).values().stream()
        .map(file -> file.findMessageTypeByName("EventBatch"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  /** The files of ours, each after those that it needs. */
  private static Map<String, FileDescriptor> files() {
    Map<String, FileDescriptor> files = new LinkedHashMap<>();
    ROOTS.forEach(root -> collect(root.getFile(), files));
    return files;
  }

  private static void collect(FileDescriptor file, Map<String, FileDescriptor> files) {
    file.getDependencies().forEach(needed -> collect(needed, files));
    files.putIfAbsent(file.getName(), file);
  }

  private static Map<String, FileDescriptor> then(String version) throws Exception {
    Map<String, FileDescriptor> files = new LinkedHashMap<>();
    for (FileDescriptorProto file :
        FileDescriptorSet.parseFrom(read(version + ".desc")).getFileList()) {
      FileDescriptor[] needed =
          file.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
      files.put(file.getName(), FileDescriptor.buildFrom(file, needed));
    }
    return files;
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = EvolutionTest.class.getResourceAsStream(FOLDER + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
