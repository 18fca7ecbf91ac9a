package io.causality.proto.lake;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the values of a column come from. Immutable. */
public sealed interface Source {
  /**
   * The archive computes it; what it means stands in the column's comment.
   *
   * @param name the column's name
   */
  record Derived(String name) implements Source {}

  /**
   * A field of the envelope.
   *
   * @param path from {@code EventEnvelope} down to the field, one step per message
   */
  record EnvelopeField(List<FieldDescriptor> path) implements Source {
    public EnvelopeField {
      path = List.copyOf(path);
    }
  }

  /**
   * A field of one or more payloads; null on all other events.
   *
   * @param paths for each member of {@code EventEnvelope.payload} that has the field, the path from
   *     the payload's message (which is not part of it) down to the field; in order of the members'
   *     numbers
   */
  record PayloadField(Map<FieldDescriptor, List<FieldDescriptor>> paths) implements Source {
    public PayloadField {
      Map<FieldDescriptor, List<FieldDescriptor>> copy = new LinkedHashMap<>();
      paths.forEach((payload, path) -> copy.put(payload, List.copyOf(path)));
      paths = java.util.Collections.unmodifiableMap(copy);
    }
  }
}
