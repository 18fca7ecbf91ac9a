package io.causality.jobs.lake;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.causality.jobs.archive.StreamEvent;
import io.causality.jobs.enrich.UserAgents;
import io.causality.proto.lake.LakeColumn;
import io.causality.proto.lake.LakeSchema;
import io.causality.proto.lake.LakeType;
import io.causality.proto.lake.LakeValues;
import io.causality.proto.lake.Source;
import io.causality.proto.v1.CatalogType;
import io.causality.proto.v1.EventEnvelope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns by which people filter and break down: those of simple types, without what only
 * identifies, locates or dates a single event. Values are those of the files. Not thread-safe.
 */
public final class EventColumns {
  private static final Set<String> LEFT_OUT =
      Set.of(
          "event_id",
          "event_name",
          "event_category",
          "ts",
          "received_at",
          "device_id",
          "user_id",
          "person_id",
          "session_id",
          "correlation_id",
          "page_url",
          "page_referrer",
          "ip",
          "user_agent",
          "stack_trace",
          "clock_skew_ms",
          "timestamp_replaced",
          "stream_seq");

  private final UserAgents userAgents = new UserAgents();
  private final List<Cell> shared = new ArrayList<>();
  private final List<Cell> context = new ArrayList<>();
  private final Map<Integer, List<Cell>> byPayload = new HashMap<>();

  /** Takes the columns of an event that have a value. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * A column with its value.
     *
     * @param column number of the column, from 0, the same in every call
     * @param value as the text that a property of that value has
     */
    void column(int column, String name, CatalogType type, String value);
  }

  private record Cell(int column, String name, CatalogType type, EventValue value) {
    void read(EventRow row, Visitor visitor) {
      Object read = value.of(row);
      if (read != null) {
        visitor.column(column, name, type, text(read));
      }
    }

    private static String text(Object value) {
      if (value instanceof Float number) {
        return LakeValues.text(Double.parseDouble(number.toString()));
      } else if (value instanceof Double number) {
        return LakeValues.text(number);
      }
      return value.toString();
    }
  }

  /** The columns of this version's events. */
  public EventColumns() {
    List<LakeColumn> columns = LakeSchema.current().columns();
    for (int i = 0; i < columns.size(); i++) {
      LakeColumn column = columns.get(i);
      CatalogType type = type(column.type());
      if (type == CatalogType.CATALOG_TYPE_UNSPECIFIED || LEFT_OUT.contains(column.name())) {
        continue;
      }
      if (column.source() instanceof Source.PayloadField payload) {
        for (Map.Entry<FieldDescriptor, List<FieldDescriptor>> path : payload.paths().entrySet()) {
          byPayload
              .computeIfAbsent(path.getKey().getNumber(), number -> new ArrayList<>())
              .add(new Cell(i, column.name(), type, EventEncoder.value(path)));
        }
      } else {
        (EventEncoder.isContext(column) ? context : shared)
            .add(new Cell(i, column.name(), type, EventEncoder.value(column)));
      }
    }
  }

  private static CatalogType type(LakeType type) {
    if (type instanceof LakeType.Varchar) {
      return CatalogType.CATALOG_TYPE_STRING;
    } else if (type instanceof LakeType.BooleanType) {
      return CatalogType.CATALOG_TYPE_BOOLEAN;
    } else if (type instanceof LakeType.IntegerType
        || type instanceof LakeType.Bigint
        || type instanceof LakeType.Real
        || type instanceof LakeType.DoubleType) {
      return CatalogType.CATALOG_TYPE_NUMBER;
    }
    return CatalogType.CATALOG_TYPE_UNSPECIFIED;
  }

  /** Group of the event, as the column {@code event_category}. */
  public String category(StreamEvent event) {
    return DerivedValues.category(event.payload());
  }

  /**
   * Visits the columns that have a value, in no order.
   *
   * @param envelope that of the event
   */
  public void read(StreamEvent event, EventEnvelope envelope, Visitor visitor) {
    EventRow row = new EventRow(event, envelope, userAgents);
    for (Cell cell : shared) {
      cell.read(row, visitor);
    }
    if (event.withContext()) {
      for (Cell cell : context) {
        cell.read(row, visitor);
      }
    }
    for (Cell cell : byPayload.getOrDefault(event.payload(), List.of())) {
      cell.read(row, visitor);
    }
  }
}
