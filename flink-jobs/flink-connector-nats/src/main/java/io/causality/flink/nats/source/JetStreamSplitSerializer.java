package io.causality.flink.nats.source;

import io.causality.flink.nats.source.JetStreamSplit.Knowledge;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A split's form in checkpoints. A change of form gets a new version; old ones stay readable. */
final class JetStreamSplitSerializer implements SimpleVersionedSerializer<JetStreamSplit> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(JetStreamSplit split) throws IOException {
    var bytes = new ByteArrayOutputStream(64);
    write(split, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Override
  public JetStreamSplit deserialize(int version, byte[] serialized) throws IOException {
    requireVersion(version);
    return read(new DataInputStream(new ByteArrayInputStream(serialized)));
  }

  static void requireVersion(int version) throws IOException {
    if (version != VERSION) {
      throw new IOException("unknown version " + version + " of a JetStream source's state");
    }
  }

  static void write(JetStreamSplit split, DataOutputStream out) throws IOException {
    out.writeUTF(split.subject());
    out.writeLong(split.nextSequence());
    out.writeByte(split.knowledge().code);
    out.writeLong(split.streamCreatedMillis());
  }

  static JetStreamSplit read(DataInputStream in) throws IOException {
    return new JetStreamSplit(
        in.readUTF(), in.readLong(), knowledge(in.readUnsignedByte()), in.readLong());
  }

  private static Knowledge knowledge(int code) throws IOException {
    for (var knowledge : Knowledge.values()) {
      if (knowledge.code == code) {
        return knowledge;
      }
    }
    throw new IOException("unknown knowledge " + code + " in the state of a JetStream source");
  }
}
