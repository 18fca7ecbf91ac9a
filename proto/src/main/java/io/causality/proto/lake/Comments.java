package io.causality.proto.lake;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Comments of a {@code .proto} file by the full name of what they describe. Generated descriptors
 * carry none, so they come from a descriptor set with source info. Immutable.
 */
public final class Comments {
  private static final String RESOURCE = "/causality/v1/descriptors.binpb";

  private final Map<String, String> byFullName;

  private Comments(Map<String, String> byFullName) {
    this.byFullName = byFullName;
  }

  /** The comments of this module's own {@code .proto} files. */
  public static Comments current() {
    try (InputStream stream = Comments.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException("resource is missing: " + RESOURCE);
      }
      return of(FileDescriptorSet.parseFrom(stream));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  /** The leading (else trailing) comments in a descriptor set that was made with source info. */
  public static Comments of(FileDescriptorSet files) {
    Map<String, String> found = new HashMap<>();
    for (FileDescriptorProto file : files.getFileList()) {
      for (Location location : file.getSourceCodeInfo().getLocationList()) {
        String text =
            location.hasLeadingComments()
                ? location.getLeadingComments()
                : location.getTrailingComments();
        String name = nameAt(file, location.getPathList());
        if (!text.isBlank() && !name.isEmpty()) {
          found.put(name, text.strip().replaceAll("\\s+", " "));
        }
      }
    }
    return new Comments(Map.copyOf(found));
  }

  /**
   * The comment as one line of text.
   *
   * @throws IllegalArgumentException when there is none: everything in the lake is explained
   */
  public String on(GenericDescriptor described) {
    String comment = byFullName.get(described.getFullName());
    if (comment == null) {
      throw new IllegalArgumentException("no comment on " + described.getFullName());
    }
    return comment;
  }

  /** Full name of the message, field, enum or enum's message at a path of source info, or empty. */
  private static String nameAt(FileDescriptorProto file, List<Integer> path) {
    if (path.size() < 2 || path.get(0) != FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER) {
      return path.size() == 2 && path.get(0) == FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER
          ? join(file.getPackage(), file.getEnumType(path.get(1)).getName())
          : "";
    }
    DescriptorProto message = file.getMessageType(path.get(1));
    String name = join(file.getPackage(), message.getName());
    for (int i = 2; i + 1 < path.size(); i += 2) {
      int index = path.get(i + 1);
      boolean last = i + 2 == path.size();
      switch (path.get(i)) {
        case DescriptorProto.NESTED_TYPE_FIELD_NUMBER -> {
          message = message.getNestedType(index);
          name = join(name, message.getName());
        }
        case DescriptorProto.FIELD_FIELD_NUMBER -> {
          return last ? join(name, message.getField(index).getName()) : "";
        }
        case DescriptorProto.ENUM_TYPE_FIELD_NUMBER -> {
          EnumDescriptorProto type = message.getEnumType(index);
          return last ? join(name, type.getName()) : "";
        }
        default -> {
          return "";
        }
      }
    }
    return path.size() % 2 == 0 ? name : "";
  }

  private static String join(String scope, String name) {
    return scope.isEmpty() ? name : scope + "." + name;
  }

  /** The comments on a path of fields, from the outermost to the innermost. */
  String on(List<FieldDescriptor> path) {
    return path.stream().map(this::on).reduce((outer, inner) -> outer + " " + inner).orElse("");
  }
}
