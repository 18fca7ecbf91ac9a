package io.causality.jobs.lake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A file that is complete and not yet visible.
 *
 * @param bucket whose hour must be known before the file is seen
 * @param bytes size of the file
 * @param rows rows in the file
 */
public record LakeCommittable(Bucket bucket, Pending pending, long bytes, long rows) {
  /** Where the file is until it is visible. */
  public sealed interface Pending permits Stored, Carried {}

  /** In the file system, which describes it; its bytes are safe there. Immutable. */
  static final class Stored implements Pending {
    private final int version;
    private final byte[] description;

    Stored(int version, byte[] description) {
      this.version = version;
      this.description = description;
    }

    int version() {
      return version;
    }

    byte[] description() {
      return description;
    }
  }

  /** In this committable and so in the checkpoint: a small file. Immutable. */
  static final class Carried implements Pending {
    private final String path;
    private final byte[] content;

    Carried(String path, byte[] content) {
      this.path = path;
      this.content = content;
    }

    String path() {
      return path;
    }

    byte[] content() {
      return content;
    }
  }

  /** Keeps committables in checkpoints. A new version must go on reading the older ones. */
  static final class Serializer implements SimpleVersionedSerializer<LakeCommittable> {
    private static final int VERSION = 2;
    private static final int STORED = 0;
    private static final int CARRIED = 1;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(LakeCommittable file) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(bytes)) {
        out.writeUTF(file.bucket().appId());
        out.writeLong(file.bucket().hour());
        out.writeLong(file.bytes());
        out.writeLong(file.rows());
        if (file.pending() instanceof Carried carried) {
          out.writeByte(CARRIED);
          out.writeUTF(carried.path());
          write(carried.content(), out);
        } else if (file.pending() instanceof Stored stored) {
          out.writeByte(STORED);
          out.writeInt(stored.version());
          write(stored.description(), out);
        }
      }
      return bytes.toByteArray();
    }

    private static void write(byte[] content, DataOutputStream out) throws IOException {
      out.writeInt(content.length);
      out.write(content);
    }

    @Override
    public LakeCommittable deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION) {
        throw new IOException("a committable of version " + version + "; known is " + VERSION);
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
      Bucket bucket = new Bucket(in.readUTF(), in.readLong());
      long bytes = in.readLong();
      long rows = in.readLong();
      return new LakeCommittable(bucket, pending(in), bytes, rows);
    }

    private static Pending pending(DataInputStream in) throws IOException {
      int kind = in.readByte();
      return switch (kind) {
        case STORED -> new Stored(in.readInt(), read(in));
        case CARRIED -> new Carried(in.readUTF(), read(in));
        default -> throw new IOException("a pending file of kind " + kind);
      };
    }

    private static byte[] read(DataInputStream in) throws IOException {
      byte[] content = new byte[in.readInt()];
      in.readFully(content);
      return content;
    }
  }
}
