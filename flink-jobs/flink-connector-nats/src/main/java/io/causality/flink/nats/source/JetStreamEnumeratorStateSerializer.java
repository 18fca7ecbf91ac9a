package io.causality.flink.nats.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The enumerator's form in checkpoints; versions as in {@link JetStreamSplitSerializer}. */
final class JetStreamEnumeratorStateSerializer
    implements SimpleVersionedSerializer<JetStreamEnumeratorState> {

  @Override
  public int getVersion() {
    return 1;
  }

  @Override
  public byte[] serialize(JetStreamEnumeratorState state) throws IOException {
    var bytes = new ByteArrayOutputStream(256);
    var out = new DataOutputStream(bytes);
    out.writeInt(state.known().size());
    for (var subject : state.known()) {
      out.writeUTF(subject);
    }
    out.writeInt(state.unassigned().size());
    for (var split : state.unassigned()) {
      JetStreamSplitSerializer.write(split, out);
    }
    return bytes.toByteArray();
  }

  @Override
  public JetStreamEnumeratorState deserialize(int version, byte[] serialized) throws IOException {
    JetStreamSplitSerializer.requireVersion(version);
    var in = new DataInputStream(new ByteArrayInputStream(serialized));
    var known = new HashSet<String>();
    for (int left = in.readInt(); left > 0; left--) {
      known.add(in.readUTF());
    }
    var unassigned = new ArrayList<JetStreamSplit>();
    for (int left = in.readInt(); left > 0; left--) {
      unassigned.add(JetStreamSplitSerializer.read(in));
    }
    return new JetStreamEnumeratorState(known, unassigned);
  }
}
