package io.causality.jobs.detection;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The form of {@link Kept} in checkpoints: protobuf, which grows with its schema. */
public final class KeptSerializer extends TypeSerializerSingleton<Kept> {
  private static final long serialVersionUID = 1L;
  static final KeptSerializer INSTANCE = new KeptSerializer();

  private KeptSerializer() {}

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public Kept createInstance() {
    return new Kept(new byte[0]);
  }

  @Override
  public Kept copy(Kept from) {
    return new Kept(from.toByteArray());
  }

  @Override
  public Kept copy(Kept from, Kept reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Kept kept, DataOutputView target) throws IOException {
    byte[] bytes = kept.toByteArray();
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  @Override
  public Kept deserialize(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return new Kept(bytes);
  }

  @Override
  public Kept deserialize(Kept reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    int length = source.readInt();
    target.writeInt(length);
    target.write(source, length);
  }

  @Override
  public TypeSerializerSnapshot<Kept> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Marks this serializer in a checkpoint's metadata. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Kept> {
    /** For Flink, which finds it by name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
