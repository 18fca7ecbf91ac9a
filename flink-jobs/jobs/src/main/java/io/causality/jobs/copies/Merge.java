package io.causality.jobs.copies;

import io.causality.jobs.lake.ZstdCodecFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Merges sorted files of events into one, with the columns that any of them has, and with the day
 * and the hour of each event. Memory goes with the number of files that are open, not with rows.
 * For one thread.
 */
final class Merge {
  private static final int MOST_OPEN = 16;
  private static final long ROW_GROUP_BYTES = 16L << 20;
  private static final int PAGE_BYTES = 256 * 1024;

  private final Path folder;
  private int files;

  /**
   * A merge.
   *
   * @param folder for files, which are left there
   */
  Merge(Path folder) {
    this.folder = folder;
  }

  /**
   * A local file to merge.
   *
   * @param hours of which rows are taken, counted from the epoch
   */
  record Input(Path file, Set<Long> hours) {}

  /** A merged file. */
  record Output(Path file, long rows) {}

  /**
   * Merges all inputs.
   *
   * @param inputs at least one
   */
  Output all(List<Input> inputs) throws IOException {
    List<Input> left = new ArrayList<>(inputs);
    while (left.size() > MOST_OPEN) {
      List<Input> some = new ArrayList<>(left.subList(0, MOST_OPEN));
      left.subList(0, MOST_OPEN).clear();
      Output merged = once(some);
      for (Input input : some) {
        Files.deleteIfExists(input.file());
      }
      Set<Long> hours = new HashSet<>();
      some.forEach(input -> hours.addAll(input.hours()));
      left.add(new Input(merged.file(), hours));
    }
    return once(left);
  }

  private Output once(List<Input> inputs) throws IOException {
    Path file = folder.resolve("merged-" + files++ + ".parquet");
    MessageType schema = schema(inputs);
    List<EventFile> open = new ArrayList<>();
    long rows = 0;
    try (ParquetWriter<EventCopyRow> writer =
        new Builder(new LocalOutputFile(file), schema).build()) {
      PriorityQueue<Head> heads = new PriorityQueue<>();
      for (Input input : inputs) {
        EventFile source = new EventFile(input.file(), input.hours());
        open.add(source);
        EventCopyRow first = source.next();
        if (first != null) {
          heads.add(new Head(first, source));
        }
      }
      while (!heads.isEmpty()) {
        Head head = heads.remove();
        writer.write(head.row());
        rows++;
        EventCopyRow next = head.source().next();
        if (next != null) {
          heads.add(new Head(next, head.source()));
        }
      }
    } finally {
      for (EventFile source : open) {
        source.close();
      }
    }
    return new Output(file, rows);
  }

  private record Head(EventCopyRow row, EventFile source) implements Comparable<Head> {
    @Override
    public int compareTo(Head other) {
      return row.compareTo(other.row);
    }
  }

  private static MessageType schema(List<Input> inputs) throws IOException {
    Map<String, Type> columns = new LinkedHashMap<>();
    for (Input input : inputs) {
      for (Type column : EventFile.schema(input.file()).getFields()) {
        Type known = columns.putIfAbsent(column.getName(), column);
        if (known != null && !known.equals(column)) {
          throw new IOException("the column " + column.getName() + " has two types");
        }
      }
    }
    for (String name : List.of(RowWriteSupport.DAY, RowWriteSupport.HOUR)) {
      columns.put(
          name,
          Types.required(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(name));
    }
    return new MessageType("events", new ArrayList<>(columns.values()));
  }

  private static final class Builder extends ParquetWriter.Builder<EventCopyRow, Builder> {
    private final MessageType schema;

    Builder(OutputFile file, MessageType schema) {
      super(file);
      this.schema = schema;
      withConf(new PlainParquetConfiguration());
      withWriterVersion(WriterVersion.PARQUET_1_0);
      withCompressionCodec(CompressionCodecName.ZSTD);
      withCodecFactory(new ZstdCodecFactory());
      withRowGroupSize(ROW_GROUP_BYTES);
      withPageSize(PAGE_BYTES);
      withDictionaryPageSize(PAGE_BYTES);
      withSizeStatisticsEnabled(false);
      withDictionaryEncoding("event_id", false);
      withStatisticsEnabled("event_id", false);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<EventCopyRow> getWriteSupport(Configuration configuration) {
      return new RowWriteSupport(schema);
    }

    @Override
    protected WriteSupport<EventCopyRow> getWriteSupport(ParquetConfiguration configuration) {
      return new RowWriteSupport(schema);
    }
  }
}
