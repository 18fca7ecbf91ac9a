package io.causality.jobs.lake;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.causality.jobs.archive.StreamEvent;
import io.causality.jobs.enrich.UserAgents;
import io.causality.proto.lake.LakeColumn;
import io.causality.proto.lake.LakeSchema;
import io.causality.proto.lake.LakeTable;
import io.causality.proto.lake.LakeValues;
import io.causality.proto.lake.Source;
import io.causality.proto.v1.EventEnvelope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Events as Parquet rows. A file has the columns that every event has, and of the payloads' columns
 * those that its events can fill: readers take a missing column for null, and most files hold a few
 * kinds of events.
 */
final class EventEncoder implements LakeRows.Encoder<StreamEvent> {
  private static final List<String> UNIQUE = List.of("event_id", "stream_seq");

  private final LakeSchema schema = LakeSchema.current();
  private final UserAgents userAgents = new UserAgents();

  /** The writers made so far, by the payloads in a file. */
  private final Map<Contents, RowWriter<StreamEvent>> writers = new HashMap<>();

  /**
   * What the events of a file have.
   *
   * @param payloads numbers of their payloads' fields
   * @param context at least one has a device context
   */
  private record Contents(Set<Integer> payloads, boolean context) {}

  @Override
  public RowWriter<StreamEvent> forFile(List<StreamEvent> rows) {
    Set<Integer> payloads = new HashSet<>();
    boolean context = false;
    for (StreamEvent row : rows) {
      payloads.add(row.payload());
      context |= row.withContext();
    }
    return writers.computeIfAbsent(new Contents(payloads, context), this::writer);
  }

  private RowWriter<StreamEvent> writer(Contents contents) {
    List<LakeColumn> columns =
        schema.columns().stream().filter(column -> isFilled(column, contents)).toList();
    MessageType type =
        MessageTypeParser.parseMessageType(
            new LakeTable("events", "Events.", columns).parquetSchema());
    List<Field> shared = new ArrayList<>();
    List<Field> context = new ArrayList<>();
    Map<Integer, List<Field>> byPayload = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      LakeColumn column = columns.get(i);
      ValueWriter writer = ValueWriter.of(column.type());
      if (column.source() instanceof Source.PayloadField payload) {
        for (Map.Entry<FieldDescriptor, List<FieldDescriptor>> path : payload.paths().entrySet()) {
          byPayload
              .computeIfAbsent(path.getKey().getNumber(), number -> new ArrayList<>())
              .add(new Field(column.name(), i, writer, value(path)));
        }
      } else {
        (isContext(column) ? context : shared)
            .add(new Field(column.name(), i, writer, value(column)));
      }
    }
    return new Writer(type, shared, context, byPayload);
  }

  private static boolean isFilled(LakeColumn column, Contents contents) {
    if (column.source() instanceof Source.PayloadField payload) {
      return payload.paths().keySet().stream()
          .anyMatch(field -> contents.payloads().contains(field.getNumber()));
    }
    return contents.context() || !isContext(column);
  }

  static boolean isContext(LakeColumn column) {
    return column.source() instanceof Source.EnvelopeField field
        && field.path().get(0).getNumber() == EventEnvelope.DEVICE_CONTEXT_FIELD_NUMBER;
  }

  /**
   * What fills a payload's column.
   *
   * @param path a member of the oneof, and the path from it to the field
   */
  static EventValue value(Map.Entry<FieldDescriptor, List<FieldDescriptor>> path) {
    List<FieldDescriptor> whole = new ArrayList<>();
    whole.add(path.getKey());
    whole.addAll(path.getValue());
    return fromEnvelope(whole);
  }

  /** What fills a column that is no payload's. */
  static EventValue value(LakeColumn column) {
    if (column.source() instanceof Source.EnvelopeField field) {
      return fromEnvelope(field.path());
    }
    return DerivedValues.of(column.name());
  }

  private static EventValue fromEnvelope(List<FieldDescriptor> path) {
    return row -> LakeValues.at(row.envelope(), path);
  }

  /** A column of the file and what fills it. */
  private record Field(String name, int index, ValueWriter writer, EventValue value) {
    void write(EventRow row, RecordConsumer consumer) {
      ValueWriter.field(consumer, name, index, value.of(row), writer);
    }
  }

  private final class Writer implements RowWriter<StreamEvent> {
    private final MessageType type;
    private final List<Field> shared;
    private final List<Field> context;
    private final Map<Integer, List<Field>> byPayload;

    Writer(
        MessageType type,
        List<Field> shared,
        List<Field> context,
        Map<Integer, List<Field>> byPayload) {
      this.type = type;
      this.shared = shared;
      this.context = context;
      this.byPayload = byPayload;
    }

    @Override
    public MessageType schema() {
      return type;
    }

    @Override
    public List<String> uniqueColumns() {
      return UNIQUE;
    }

    @Override
    public void write(StreamEvent event, RecordConsumer consumer) {
      EventRow row = new EventRow(event, userAgents);
      for (Field field : shared) {
        field.write(row, consumer);
      }
      if (event.withContext()) {
        for (Field field : context) {
          field.write(row, consumer);
        }
      }
      for (Field field : byPayload.getOrDefault(event.payload(), List.of())) {
        field.write(row, consumer);
      }
    }
  }
}
