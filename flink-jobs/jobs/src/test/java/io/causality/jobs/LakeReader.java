package io.causality.jobs;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.Type;

/** Reads what is visible in the lake, as any reader of Parquet would. */
public final class LakeReader {
  private LakeReader() {}

  /**
   * A row: its columns that are not null, numbers and text as text, maps as {@code {k=v}}, and
   * {@code folder}, its file's folder below the table.
   */
  public record Row(String folder, Map<String, String> columns) {
    public String get(String column) {
      return columns.get(column);
    }
  }

  /** Every row of a table. */
  public static List<Row> rows(String root, String table) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Path file : files(root, table)) {
      String folder = file.getParent().getPath().replaceFirst(".*/" + table + "/", "");
      for (Group group : groups(bytes(file))) {
        rows.add(new Row(folder, columns(group)));
      }
    }
    return rows;
  }

  /** The rows of one file, each as its columns that are not null. */
  public static List<Map<String, String>> rows(Path file) throws IOException {
    return groups(bytes(file)).stream().map(LakeReader::columns).toList();
  }

  /** Every visible file of a table. */
  public static List<Path> files(String root, String table) throws IOException {
    List<Path> files = new ArrayList<>();
    collect(new Path(root + "/" + table), files);
    return files;
  }

  private static void collect(Path folder, List<Path> files) throws IOException {
    FileSystem system = folder.getFileSystem();
    if (!system.exists(folder)) {
      return;
    }
    for (FileStatus status : system.listStatus(folder)) {
      if (status.isDir()) {
        collect(status.getPath(), files);
      } else if (status.getPath().getName().endsWith(".parquet")) {
        files.add(status.getPath());
      }
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = file.getFileSystem().open(file)) {
      return in.readAllBytes();
    }
  }

  /** The rows of one file. */
  public static List<Group> groups(byte[] file) throws IOException {
    List<Group> groups = new ArrayList<>();
    try (ParquetReader<Group> reader = new Builder(new InMemory(file)).build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        groups.add(group);
      }
    }
    return groups;
  }

  /** The columns of a row that are not null. */
  public static Map<String, String> columns(Group group) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (Type field : group.getType().getFields()) {
      if (group.getFieldRepetitionCount(field.getName()) > 0) {
        columns.put(
            field.getName(),
            field.isPrimitive()
                ? group.getValueToString(index(group, field), 0)
                : nested(group.getGroup(field.getName(), 0)));
      }
    }
    return columns;
  }

  private static int index(Group group, Type field) {
    return group.getType().getFieldIndex(field.getName());
  }

  private static String nested(Group group) {
    Map<String, String> map = new java.util.TreeMap<>();
    List<String> list = new ArrayList<>();
    for (Type field : group.getType().getFields()) {
      for (int i = 0; i < group.getFieldRepetitionCount(field.getName()); i++) {
        if (field.isPrimitive()) {
          list.add(field.getName() + "=" + group.getValueToString(index(group, field), i));
          continue;
        }
        Map<String, String> entry = columns(group.getGroup(field.getName(), i));
        if (field.getName().equals("key_value")) {
          map.put(entry.get("key"), entry.get("value"));
        } else {
          list.add(entry.toString());
        }
      }
    }
    return list.isEmpty() ? map.toString() : list.toString();
  }

  private static final class Builder extends ParquetReader.Builder<Group> {
    Builder(InputFile file) {
      super(file, new PlainParquetConfiguration());
      withCodecFactory(new Zstandard());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }

  private static final class Zstandard implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
      throw new UnsupportedOperationException();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
      return new BytesInputDecompressor() {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
          return BytesInput.from(Zstd.decompress(bytes.toByteArray(), size));
        }

        @Override
        public void decompress(ByteBuffer in, int inSize, ByteBuffer out, int outSize) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void release() {}
      };
    }

    @Override
    public void release() {}
  }

  private static final class InMemory implements InputFile {
    private final byte[] bytes;

    InMemory(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long getLength() {
      return bytes.length;
    }

    @Override
    public SeekableInputStream newStream() {
      ByteArrayInputStream in = new ByteArrayInputStream(bytes);
      return new DelegatingSeekableInputStream(in) {
        @Override
        public long getPos() {
          return (long) bytes.length - in.available();
        }

        @Override
        public void seek(long position) {
          in.reset();
          if (in.skip(position) != position) {
            throw new UncheckedIOException(new IOException("past the end"));
          }
        }
      };
    }
  }
}
