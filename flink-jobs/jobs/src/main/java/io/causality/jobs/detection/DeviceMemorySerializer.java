package io.causality.jobs.detection;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The form of {@link DeviceMemory} in checkpoints, after a byte that numbers the form so that a
 * later one can read it.
 */
public final class DeviceMemorySerializer extends TypeSerializerSingleton<DeviceMemory> {
  private static final long serialVersionUID = 1L;
  static final DeviceMemorySerializer INSTANCE = new DeviceMemorySerializer();

  private static final int FORM = 1;

  private DeviceMemorySerializer() {}

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public DeviceMemory createInstance() {
    return new DeviceMemory();
  }

  @Override
  public DeviceMemory copy(DeviceMemory from) {
    return from.copy();
  }

  @Override
  public DeviceMemory copy(DeviceMemory from, DeviceMemory reuse) {
    return from.copy();
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(DeviceMemory memory, DataOutputView target) throws IOException {
    target.writeByte(FORM);
    memory.write(target);
  }

  @Override
  public DeviceMemory deserialize(DataInputView source) throws IOException {
    int form = source.readByte();
    if (form != FORM) {
      throw new IOException("a device memory of form " + form);
    }
    return DeviceMemory.read(source);
  }

  @Override
  public DeviceMemory deserialize(DeviceMemory reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<DeviceMemory> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Marks this serializer in a checkpoint's metadata. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeviceMemory> {
    /** For Flink, which finds it by name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
