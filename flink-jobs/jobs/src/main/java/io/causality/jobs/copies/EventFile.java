package io.causality.jobs.copies;

import io.causality.jobs.lake.ZstdCodecFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a local Parquet file of events, in its order. Holds one row group's bytes. Not
 * thread-safe.
 */
final class EventFile implements AutoCloseable {
  private final ParquetReader<Group> reader;
  private final Set<Long> hours;

  /**
   * Opens a file.
   *
   * @param hours of which rows are wanted, counted from the epoch
   */
  EventFile(Path file, Set<Long> hours) throws IOException {
    this.reader = new Builder(new LocalInputFile(file)).build();
    this.hours = Set.copyOf(hours);
  }

  /** The columns of a file. */
  static MessageType schema(Path file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            new LocalInputFile(file),
            org.apache.parquet.ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodecFactory())
                .build())) {
      return reader.getFileMetaData().getSchema();
    }
  }

  /** The next row that is wanted; null after the last one. */
  @Nullable EventCopyRow next() throws IOException {
    for (Group group = reader.read(); group != null; group = reader.read()) {
      EventCopyRow row = EventCopyRow.of(group);
      if (hours.contains(row.hourNumber())) {
        return row;
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private static final class Builder extends ParquetReader.Builder<Group> {
    Builder(InputFile file) {
      super(file, new PlainParquetConfiguration());
      withCodecFactory(new ZstdCodecFactory());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
