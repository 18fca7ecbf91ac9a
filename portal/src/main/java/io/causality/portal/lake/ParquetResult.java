package io.causality.portal.lake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes a result as a Parquet file (Zstandard) while it arrives, in pieces that are handed on;
 * holds one row group at most, {@value #ROW_GROUP} bytes. Columns keep their types; of equal names
 * the later ones get a number.
 */
public final class ParquetResult implements ResultFile {
  private static final long ROW_GROUP = 16L << 20;

  private final long maxRows;
  private final long maxBytes;
  private final PieceFile file;
  private @Nullable ParquetWriter<JsonParser> writer;
  private long rows;
  private boolean overflown;

  /** An empty file. */
  public ParquetResult(long maxRows, long maxBytes, Out out) {
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
    this.file = new PieceFile(out);
  }

  @Override
  public void columns(JsonArray described) {
    if (writer != null) {
      return;
    }
    List<String> names = new ArrayList<>();
    List<ParquetValue> values = new ArrayList<>();
    for (int i = 0; i < described.size(); i++) {
      JsonObject column = described.getJsonObject(i);
      names.add(column.getString("name"));
      values.add(ParquetValue.of(ValueType.of(column.getJsonObject("typeSignature"))));
    }
    try {
      writer = new Builder(file, new Rows(ParquetValue.unique(names), values)).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Nothing is written before the first row group.
    }
  }

  @Override
  public boolean row(JsonParser parser) throws IOException, InterruptedException {
    if (rows == maxRows || file.length() > maxBytes) {
      overflown = true;
      parser.skipChildren();
      return false;
    }
    Objects.requireNonNull(writer, "the engine sent a row before its columns").write(parser);
    rows++;
    file.handOn();
    return true;
  }

  @Override
  public void finish() throws InterruptedException {
    if (writer != null) {
      try {
        writer.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e); // It writes to memory.
      }
      writer = null;
    }
    file.handOnAll();
  }

  @Override
  public boolean hasBegun() {
    return file.hasBegun();
  }

  @Override
  public boolean isOverflown() {
    return overflown;
  }

  @Override
  public long rows() {
    return rows;
  }

  private static final class Builder extends ParquetWriter.Builder<JsonParser, Builder> {
    private final Rows rows;

    Builder(OutputFile file, Rows rows) {
      super(file);
      this.rows = rows;
      withConf(new PlainParquetConfiguration());
      withWriterVersion(WriterVersion.PARQUET_1_0);
      withCompressionCodec(CompressionCodecName.ZSTD);
      withCodecFactory(new ZstdPages());
      withRowGroupSize(ROW_GROUP);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<JsonParser> getWriteSupport(Configuration configuration) {
      return rows;
    }

    @Override
    protected WriteSupport<JsonParser> getWriteSupport(ParquetConfiguration configuration) {
      return rows;
    }
  }

  /** Rows, each from a parser at its start. */
  private static final class Rows extends WriteSupport<JsonParser> {
    private final List<String> names;
    private final List<ParquetValue> values;
    private @Nullable RecordConsumer consumer;

    Rows(List<String> names, List<ParquetValue> values) {
      this.names = names;
      this.values = values;
    }

    @Override
    public WriteContext init(Configuration configuration) {
      return context();
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return context();
    }

    private WriteContext context() {
      List<Type> fields = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        fields.add(values.get(i).field(names.get(i)));
      }
      return new WriteContext(new MessageType("result", fields), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(JsonParser row) {
      RecordConsumer to = Objects.requireNonNull(consumer);
      try {
        to.startMessage();
        for (int i = 0; row.nextToken() != JsonToken.END_ARRAY; i++) {
          values.get(i).writeField(names.get(i), i, row, to);
        }
        to.endMessage();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The file's bytes, collected until they are handed on. */
  private static final class PieceFile implements OutputFile {
    private static final int PIECE = 64 << 10;

    private final Out out;
    private final Pieces pieces = new Pieces();
    private boolean begun;

    PieceFile(Out out) {
      this.out = out;
    }

    long length() {
      return pieces.getPos();
    }

    boolean hasBegun() {
      return begun;
    }

    /** Hands on what is there when it is worth it. */
    void handOn() throws InterruptedException {
      if (pieces.size() >= PIECE) {
        handOnAll();
      }
    }

    void handOnAll() throws InterruptedException {
      begun = true;
      out.write(pieces.take());
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return pieces;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return pieces;
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }

  private static final class Pieces extends PositionOutputStream {
    private Buffer piece = Buffer.buffer();
    private long taken;

    int size() {
      return piece.length();
    }

    Buffer take() {
      Buffer whole = piece;
      taken += whole.length();
      piece = Buffer.buffer();
      return whole;
    }

    @Override
    public long getPos() {
      return taken + piece.length();
    }

    @Override
    public void write(int b) {
      piece.appendByte((byte) b);
    }

    @Override
    public void write(byte[] source, int from, int length) {
      piece.appendBytes(source, from, length);
    }
  }
}
