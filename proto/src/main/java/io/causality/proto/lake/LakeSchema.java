package io.causality.proto.lake;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tables of the lake, derived from the descriptor of the envelope and its comments: a new event
 * type in the {@code .proto} file is a set of new columns here, with no other edit. Immutable.
 */
public final class LakeSchema {
  private static final LakeSchema CURRENT = of(EventEnvelope.getDescriptor(), Comments.current());

  private final LakeTable events;
  private final LakeTable deviceLinks;
  private final LakeTable traits;
  private final List<EventType> eventTypes;

  private LakeSchema(LakeTable events, List<EventType> eventTypes) {
    this.events = events;
    this.eventTypes = List.copyOf(eventTypes);
    this.deviceLinks = SideTables.deviceLinks();
    this.traits = SideTables.traits();
  }

  /** The schema of this version's events. */
  public static LakeSchema current() {
    return CURRENT;
  }

  /**
   * The schema of any envelope, e.g. one with a further event type.
   *
   * @param envelope a message shaped as {@code EventEnvelope}
   */
  public static LakeSchema of(Descriptor envelope, Comments comments) {
    OneofDescriptor payload =
        envelope.getRealOneofs().stream()
            .filter(oneof -> oneof.getName().equals("payload"))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("no payload in " + envelope.getFullName()));
    List<LakeColumn> before = EnvelopeColumns.before(envelope, comments);
    List<LakeColumn> after = EnvelopeColumns.after(envelope, comments);
    List<LakeColumn> taken = new ArrayList<>(before);
    taken.addAll(after);
    List<LakeColumn> payloads = PayloadColumns.of(payload, comments, taken);
    List<LakeColumn> columns = new ArrayList<>(before);
    columns.addAll(payloads);
    columns.addAll(after);
    List<EventType> types =
        payload.getFields().stream()
            .filter(member -> !PayloadColumns.isOpen(member))
            .map(member -> eventType(member, payloads, comments))
            .toList();
    return new LakeSchema(new LakeTable("events", "Events, one row each.", columns), types);
  }

  private static EventType eventType(
      FieldDescriptor member, List<LakeColumn> payloads, Comments comments) {
    List<LakeColumn> filled =
        payloads.stream()
            .filter(
                column ->
                    column.source() instanceof Source.PayloadField field
                        && field.paths().containsKey(member))
            .toList();
    return new EventType(
        member.getName(),
        member.getOptions().getExtension(Options.category),
        comments.on(member),
        member,
        filled);
  }

  /** The files under {@code events/}; partition keys {@code app_id} and {@code dt} not included. */
  public LakeTable events() {
    return events;
  }

  /** The files under {@code device_links/}; the partition key {@code app_id} is not included. */
  public LakeTable deviceLinks() {
    return deviceLinks;
  }

  /** The files under {@code traits/}; the partition key {@code app_id} is not included. */
  public LakeTable traits() {
    return traits;
  }

  /** What readers ask, as they see it: {@code events} and {@code persons}. */
  public List<LakeTable> views() {
    return Stream.of(ViewDdl.events(this), ViewDdl.persons())
        .map(view -> new LakeTable(view.name(), view.explanation(), view.columns()))
        .toList();
  }

  /** The columns of {@link #events}, in order. */
  public List<LakeColumn> columns() {
    return events.columns();
  }

  /** The Parquet schema of {@link #events}. */
  public String parquetSchema() {
    return events.parquetSchema();
  }

  /** The typed events, in the order of their declaration; {@code custom_event} is none of them. */
  public List<EventType> eventTypes() {
    return eventTypes;
  }
}
