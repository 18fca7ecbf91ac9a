package io.causality.proto.lake;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;

/**
 * A typed event, for documentation and schema texts.
 *
 * @param name as in {@code event_name}
 * @param category as in {@code event_category}; empty where the descriptor names none
 * @param payload its member of {@code EventEnvelope.payload}
 * @param columns the payload columns that it fills
 */
public record EventType(
    String name,
    String category,
    String comment,
    FieldDescriptor payload,
    List<LakeColumn> columns) {
  public EventType {
    columns = List.copyOf(columns);
  }
}
