package io.causality.proto.lake;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The columns of the payloads: one for each distinct name and type. Of fields with the same name
 * and different types the one of the lowest payload number keeps the name, the others get their
 * type behind it ({@code quantity_double}); one whose name an envelope column already has gets
 * {@code payload_} before it, except {@code user_id}, which the gateway copies into the envelope.
 */
final class PayloadColumns {
  /** The payload without fields of its own: its parameters are properties. */
  private static final String OPEN = "custom_event";

  private static final String SHARED_WITH_ENVELOPE = "user_id";

  private final Map<String, LakeColumn> taken = new HashMap<>();
  private final Map<Key, Map<FieldDescriptor, List<FieldDescriptor>>> columns =
      new LinkedHashMap<>();
  private final Comments comments;

  private record Key(String name, LakeType type) {}

  private PayloadColumns(Comments comments, List<LakeColumn> taken) {
    this.comments = comments;
    taken.forEach(column -> this.taken.put(column.name(), column));
  }

  static boolean isOpen(FieldDescriptor member) {
    return member.getName().equals(OPEN);
  }

  static List<LakeColumn> of(OneofDescriptor payload, Comments comments, List<LakeColumn> taken) {
    PayloadColumns columns = new PayloadColumns(comments, taken);
    payload.getFields().stream()
        .filter(member -> !isOpen(member))
        .sorted(Comparator.comparingInt(FieldDescriptor::getNumber))
        .forEach(member -> columns.collect(member, member.getMessageType(), List.of()));
    return columns.named();
  }

  private void collect(FieldDescriptor member, Descriptor message, List<FieldDescriptor> above) {
    for (FieldDescriptor field : message.getFields()) {
      List<FieldDescriptor> path = new ArrayList<>(above);
      path.add(field);
      if (FieldTypes.isFlattened(field)) {
        if (above.stream().anyMatch(outer -> outer.getMessageType().equals(field.getMessageType()))
            || field.getMessageType().equals(member.getMessageType())) {
          throw new IllegalArgumentException("recursive message: " + field.getFullName());
        }
        collect(member, field.getMessageType(), path);
      } else if (path.size() > 1 || !field.getName().equals(SHARED_WITH_ENVELOPE)) {
        String name = path.stream().map(FieldDescriptor::getName).collect(Collectors.joining("_"));
        columns
            .computeIfAbsent(new Key(name, FieldTypes.of(field)), key -> new LinkedHashMap<>())
            .put(member, path);
      }
    }
  }

  private List<LakeColumn> named() {
    List<LakeColumn> named = new ArrayList<>();
    columns.forEach(
        (key, paths) -> {
          LakeColumn column =
              new LakeColumn(
                  freeName(key), key.type(), comment(paths), new Source.PayloadField(paths));
          taken.put(column.name(), column);
          named.add(column);
        });
    return named;
  }

  private String freeName(Key key) {
    LakeColumn same = taken.get(key.name());
    String name =
        same == null
            ? key.name()
            : same.source() instanceof Source.PayloadField
                ? key.name() + "_" + suffix(key.type())
                : "payload_" + key.name();
    if (taken.containsKey(name)) {
      throw new IllegalArgumentException(
          "no free column name for " + key.name() + " of type " + key.type().trino());
    }
    return name;
  }

  private static String suffix(LakeType type) {
    return type.trino().replaceAll("[^a-z0-9]+", "_").replaceAll("_$", "");
  }

  /** Each distinct explanation with the events that it holds for. */
  private String comment(Map<FieldDescriptor, List<FieldDescriptor>> paths) {
    Map<String, List<String>> events = new LinkedHashMap<>();
    paths.forEach(
        (member, path) ->
            events.computeIfAbsent(explain(path), text -> new ArrayList<>()).add(member.getName()));
    String text =
        events.entrySet().stream()
            .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ").")
            .collect(Collectors.joining(" "));
    return text
        + FieldTypes.values(
            paths.values().stream().map(path -> path.get(path.size() - 1)).toList());
  }

  private String explain(List<FieldDescriptor> path) {
    String text = FieldTypes.sentence(comments.on(path));
    return text.substring(0, text.length() - 1);
  }
}
