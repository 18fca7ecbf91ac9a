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
 * @param pending how its file system makes it visible
 * @param bytes size of the file
 * @param rows rows in the file
 */
public record LakeCommittable(Bucket bucket, Pending pending, long bytes, long rows) {
  /** A file system's own description of a pending file, and its version. Immutable. */
  public static final class Pending {
    private final int version;
    private final byte[] description;

    Pending(int version, byte[] description) {
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

  /** Keeps committables in checkpoints. A new version must go on reading the older ones. */
  static final class Serializer implements SimpleVersionedSerializer<LakeCommittable> {
    private static final int VERSION = 1;

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
        out.writeInt(file.pending().version());
        out.writeInt(file.pending().description().length);
        out.write(file.pending().description());
        out.writeLong(file.bytes());
        out.writeLong(file.rows());
      }
      return bytes.toByteArray();
    }

    @Override
    public LakeCommittable deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION) {
        throw new IOException("a committable of version " + version + "; known is " + VERSION);
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
      Bucket bucket = new Bucket(in.readUTF(), in.readLong());
      int pendingVersion = in.readInt();
      byte[] description = new byte[in.readInt()];
      in.readFully(description);
      return new LakeCommittable(
          bucket, new Pending(pendingVersion, description), in.readLong(), in.readLong());
    }
  }
}
