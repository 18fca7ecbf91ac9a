package io.causality.jobs.copies;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Writes rows of files with fewer columns, and the day and the hour of each. */
final class RowWriteSupport extends WriteSupport<EventCopyRow> {
  static final String DAY = "day";
  static final String HOUR = "hour";

  private final MessageType schema;
  private final int day;
  private final int hour;
  private RecordConsumer consumer;

  @SuppressWarnings("NullAway.Init") // Parquet calls prepareForWrite before the first row.
  RowWriteSupport(MessageType schema) {
    this.schema = schema;
    this.day = schema.getFieldIndex(DAY);
    this.hour = schema.getFieldIndex(HOUR);
  }

  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(schema, Map.of());
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(schema, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(EventCopyRow row) {
    consumer.startMessage();
    fields(row.columns(), schema, true);
    text(DAY, day, row.day());
    text(HOUR, hour, row.hour());
    consumer.endMessage();
  }

  private void text(String name, int index, String value) {
    consumer.startField(name, index);
    consumer.addBinary(Binary.fromString(value));
    consumer.endField(name, index);
  }

  private void fields(Group from, GroupType to, boolean top) {
    GroupType type = from.getType();
    for (int i = 0; i < type.getFieldCount(); i++) {
      Type field = type.getType(i);
      String name = field.getName();
      int times = from.getFieldRepetitionCount(i);
      if (times == 0 || (top && (name.equals(DAY) || name.equals(HOUR)))) {
        continue;
      }
      int index = to.getFieldIndex(name);
      consumer.startField(name, index);
      for (int time = 0; time < times; time++) {
        if (field.isPrimitive()) {
          primitive(from, i, time);
        } else {
          consumer.startGroup();
          fields(from.getGroup(i, time), to.getType(index).asGroupType(), false);
          consumer.endGroup();
        }
      }
      consumer.endField(name, index);
    }
  }

  private void primitive(Group from, int field, int time) {
    switch (from.getType().getType(field).asPrimitiveType().getPrimitiveTypeName()) {
      case INT64 -> consumer.addLong(from.getLong(field, time));
      case INT32 -> consumer.addInteger(from.getInteger(field, time));
      case BOOLEAN -> consumer.addBoolean(from.getBoolean(field, time));
      case FLOAT -> consumer.addFloat(from.getFloat(field, time));
      case DOUBLE -> consumer.addDouble(from.getDouble(field, time));
      case BINARY, FIXED_LEN_BYTE_ARRAY -> consumer.addBinary(from.getBinary(field, time));
      case INT96 -> consumer.addBinary(from.getInt96(field, time));
    }
  }
}
