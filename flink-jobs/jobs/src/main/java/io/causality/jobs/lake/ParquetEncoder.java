package io.causality.jobs.lake;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;

/** Makes Parquet files in memory, without Hadoop's configuration and codecs. */
final class ParquetEncoder {
  private static final int PAGE_BYTES = 256 * 1024;

  private ParquetEncoder() {}

  /**
   * The bytes of a file that holds the rows in their order.
   *
   * @param rows at least one
   */
  static <T> ByteSink encode(List<T> rows, RowWriter<T> writer) throws IOException {
    ByteSink sink = new ByteSink();
    try (ParquetWriter<T> file = new Builder<>(sink, writer).build()) {
      for (T row : rows) {
        file.write(row);
      }
    }
    return sink;
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final RowWriter<T> writer;

    Builder(OutputFile file, RowWriter<T> writer) {
      super(file);
      this.writer = writer;
      withConf(new PlainParquetConfiguration());
      withWriterVersion(WriterVersion.PARQUET_1_0);
      withCompressionCodec(CompressionCodecName.ZSTD);
      withCodecFactory(new ZstdCodecFactory());
      withPageSize(PAGE_BYTES);
      withDictionaryPageSize(PAGE_BYTES);
      withSizeStatisticsEnabled(false);
      for (String column : writer.uniqueColumns()) {
        withDictionaryEncoding(column, false);
        withStatisticsEnabled(column, false);
      }
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return new RowWriteSupport<>(writer);
    }

    @Override
    protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
      return new RowWriteSupport<>(writer);
    }
  }

  private static final class RowWriteSupport<T> extends WriteSupport<T> {
    private final RowWriter<T> writer;
    private RecordConsumer consumer;

    @SuppressWarnings("NullAway.Init") // Parquet calls prepareForWrite before the first row.
    RowWriteSupport(RowWriter<T> writer) {
      this.writer = writer;
    }

    @Override
    public WriteContext init(Configuration configuration) {
      return new WriteContext(writer.schema(), Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(writer.schema(), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(T row) {
      consumer.startMessage();
      writer.write(row, consumer);
      consumer.endMessage();
    }
  }
}
