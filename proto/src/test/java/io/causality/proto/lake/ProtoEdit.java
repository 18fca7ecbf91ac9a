package io.causality.proto.lake;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.ExtensionRegistry;
import io.causality.proto.v1.Options;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** What protoc would make of {@code events.proto} with a further message. */
final class ProtoEdit {
  private static final String EVENTS = "causality/v1/events.proto";

  private final FileDescriptorProto.Builder file;
  private final DescriptorProto.Builder message = DescriptorProto.newBuilder();

  private ProtoEdit(FileDescriptorProto file) {
    this.file = file.toBuilder();
  }

  static ProtoEdit ofEvents() {
    ExtensionRegistry options = ExtensionRegistry.newInstance();
    Options.registerAllExtensions(options);
    try (InputStream stream =
        ProtoEdit.class.getResourceAsStream("/causality/v1/descriptors.binpb")) {
      return FileDescriptorSet.parseFrom(Objects.requireNonNull(stream), options)
          .getFileList()
          .stream()
          .filter(file -> file.getName().equals(EVENTS))
          .findFirst()
          .map(ProtoEdit::new)
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProtoEdit message(String name, String comment) {
    message.setName(name);
    comment(List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, index()), comment);
    return this;
  }

  ProtoEdit field(int number, String name, Type type, String comment) {
    return field(number, name, type, Label.LABEL_OPTIONAL, comment);
  }

  ProtoEdit repeated(int number, String name, Type type, String comment) {
    return field(number, name, type, Label.LABEL_REPEATED, comment);
  }

  private ProtoEdit field(int number, String name, Type type, Label label, String comment) {
    comment(
        List.of(
            FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER,
            index(),
            DescriptorProto.FIELD_FIELD_NUMBER,
            message.getFieldCount()),
        comment);
    message.addField(
        FieldDescriptorProto.newBuilder()
            .setName(name)
            .setNumber(number)
            .setType(type)
            .setLabel(label));
    return this;
  }

  /** Puts the message into the payload of the envelope. */
  ProtoEdit payload(String name, int number, String category, String comment) {
    DescriptorProto.Builder envelope = file.getMessageTypeBuilder(0);
    comment(
        List.of(
            FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER,
            0,
            DescriptorProto.FIELD_FIELD_NUMBER,
            envelope.getFieldCount()),
        comment);
    envelope.addField(
        FieldDescriptorProto.newBuilder()
            .setName(name)
            .setNumber(number)
            .setType(Type.TYPE_MESSAGE)
            .setTypeName("." + file.getPackage() + "." + message.getName())
            .setLabel(Label.LABEL_OPTIONAL)
            .setOneofIndex(0)
            .setOptions(FieldOptions.newBuilder().setExtension(Options.category, category)));
    file.addMessageType(message);
    return this;
  }

  LakeSchema schema() {
    try {
      FileDescriptor built =
          FileDescriptor.buildFrom(file.build(), new FileDescriptor[] {Options.getDescriptor()});
      return LakeSchema.of(
          built.findMessageTypeByName("EventEnvelope"),
          Comments.of(FileDescriptorSet.newBuilder().addFile(file).build()));
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private int index() {
    return file.getMessageTypeCount();
  }

  private void comment(List<Integer> path, String comment) {
    file.getSourceCodeInfoBuilder()
        .addLocationBuilder()
        .addAllPath(path)
        .setLeadingComments(" " + comment + "\n");
  }
}
