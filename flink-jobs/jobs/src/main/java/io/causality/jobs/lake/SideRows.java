package io.causality.jobs.lake;

import io.causality.proto.lake.LakeTable;
import java.util.List;
import java.util.function.Function;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table whose columns are simple functions of the row.
 *
 * @param <T> a row
 */
final class SideRows<T> implements LakeRows.Encoder<T>, RowWriter<T> {
  private final MessageType schema;
  private final List<Field<T>> fields;

  private record Field<T>(
      String name, int index, ValueWriter writer, Function<T, @Nullable Object> value) {}

  private SideRows(MessageType schema, List<Field<T>> fields) {
    this.schema = schema;
    this.fields = fields;
  }

  /**
   * An encoder for a table.
   *
   * @param value what fills the column of that name
   */
  static <T> SideRows<T> of(
      LakeTable table, Function<String, Function<T, @Nullable Object>> value) {
    List<Field<T>> fields =
        java.util.stream.IntStream.range(0, table.columns().size())
            .mapToObj(
                i -> {
                  var column = table.columns().get(i);
                  return new Field<>(
                      column.name(), i, ValueWriter.of(column.type()), value.apply(column.name()));
                })
            .toList();
    return new SideRows<>(MessageTypeParser.parseMessageType(table.parquetSchema()), fields);
  }

  @Override
  public RowWriter<T> forFile(List<T> rows) {
    return this;
  }

  @Override
  public MessageType schema() {
    return schema;
  }

  @Override
  public void write(T row, RecordConsumer consumer) {
    for (Field<T> field : fields) {
      ValueWriter.field(
          consumer, field.name(), field.index(), field.value().apply(row), field.writer());
    }
  }
}
