package io.causality.jobs.lake;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.causality.jobs.archive.StreamEvent;
import io.causality.jobs.enrich.UserAgents;
import io.causality.proto.lake.LakeColumn;
import io.causality.proto.lake.LakeSchema;
import io.causality.proto.lake.LakeTable;
import io.causality.proto.lake.LakeValues;
import io.causality.proto.lake.Source;
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
  private final LakeSchema schema = LakeSchema.current();
  private final UserAgents userAgents = new UserAgents();

  /** The writers made so far, by the payloads in a file. */
  private final Map<Set<Integer>, RowWriter<StreamEvent>> writers = new HashMap<>();

  @Override
  public RowWriter<StreamEvent> forFile(List<StreamEvent> rows) {
    Set<Integer> payloads = new HashSet<>();
    for (StreamEvent row : rows) {
      payloads.add(row.payload());
    }
    return writers.computeIfAbsent(payloads, this::writer);
  }

  private RowWriter<StreamEvent> writer(Set<Integer> payloads) {
    List<LakeColumn> columns =
        schema.columns().stream().filter(column -> isFilled(column, payloads)).toList();
    MessageType type =
        MessageTypeParser.parseMessageType(
            new LakeTable("events", "Events.", columns).parquetSchema());
    List<Field> shared = new ArrayList<>();
    Map<Integer, List<Field>> byPayload = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      LakeColumn column = columns.get(i);
      ValueWriter writer = ValueWriter.of(column.type());
      if (column.source() instanceof Source.PayloadField payload) {
        for (Map.Entry<FieldDescriptor, List<FieldDescriptor>> path : payload.paths().entrySet()) {
          List<FieldDescriptor> whole = new ArrayList<>();
          whole.add(path.getKey());
          whole.addAll(path.getValue());
          byPayload
              .computeIfAbsent(path.getKey().getNumber(), number -> new ArrayList<>())
              .add(new Field(column.name(), i, writer, fromEnvelope(whole)));
        }
      } else {
        shared.add(new Field(column.name(), i, writer, value(column)));
      }
    }
    return new Writer(type, shared, byPayload);
  }

  private static boolean isFilled(LakeColumn column, Set<Integer> payloads) {
    return !(column.source() instanceof Source.PayloadField payload)
        || payload.paths().keySet().stream()
            .anyMatch(field -> payloads.contains(field.getNumber()));
  }

  private static EventValue value(LakeColumn column) {
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
    private final Map<Integer, List<Field>> byPayload;

    Writer(MessageType type, List<Field> shared, Map<Integer, List<Field>> byPayload) {
      this.type = type;
      this.shared = shared;
      this.byPayload = byPayload;
    }

    @Override
    public MessageType schema() {
      return type;
    }

    @Override
    public void write(StreamEvent event, RecordConsumer consumer) {
      EventRow row = new EventRow(event, userAgents);
      for (Field field : shared) {
        field.write(row, consumer);
      }
      for (Field field : byPayload.getOrDefault(event.payload(), List.of())) {
        field.write(row, consumer);
      }
    }
  }
}
