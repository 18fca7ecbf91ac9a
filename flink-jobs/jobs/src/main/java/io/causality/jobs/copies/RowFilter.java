package io.causality.jobs.copies;

import io.causality.jobs.lake.ZstdCodecFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;

/** Reads local Parquet files of any table, and writes them without some rows. Pure functions. */
final class RowFilter {
  private static final int PAGE_BYTES = 256 * 1024;

  private RowFilter() {}

  /** Rows by whether they were left out. */
  record Counts(long kept, long left) {}

  /** Tells of each row. */
  static void read(Path file, Consumer<Group> each) throws IOException {
    try (ParquetReader<Group> reader = new Reader(new LocalInputFile(file)).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        each.accept(row);
      }
    }
  }

  /** Writes the rows that are to stay, in their order, with the same columns. */
  static Counts without(Path from, Path to, Predicate<Group> leave) throws IOException {
    long kept = 0;
    long left = 0;
    try (ParquetReader<Group> reader = new Reader(new LocalInputFile(from)).build();
        ParquetWriter<Group> writer =
            ExampleParquetWriter.builder(new LocalOutputFile(to))
                .withType(EventFile.schema(from))
                .withConf(new PlainParquetConfiguration())
                .withWriterVersion(WriterVersion.PARQUET_1_0)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withCodecFactory(new ZstdCodecFactory())
                .withPageSize(PAGE_BYTES)
                .withDictionaryPageSize(PAGE_BYTES)
                .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        if (leave.test(row)) {
          left++;
        } else {
          writer.write(row);
          kept++;
        }
      }
    }
    return new Counts(kept, left);
  }

  private static final class Reader extends ParquetReader.Builder<Group> {
    Reader(InputFile file) {
      super(file, new PlainParquetConfiguration());
      withCodecFactory(new ZstdCodecFactory());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
