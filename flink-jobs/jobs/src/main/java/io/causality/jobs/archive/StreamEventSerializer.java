package io.causality.jobs.archive;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * Carries events between tasks. No state is kept in this form, so it may change between versions.
 */
public final class StreamEventSerializer extends TypeSerializerSingleton<StreamEvent> {
  private static final long serialVersionUID = 1L;

  /** The only instance needed. */
  public static final StreamEventSerializer INSTANCE = new StreamEventSerializer();

  private static final @Nullable String[] SHARED = new String[512];

  private StreamEventSerializer() {}

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public StreamEvent createInstance() {
    return new StreamEvent(0, 0, 0, 0, false, false, "", "", "", "", new byte[0]);
  }

  @Override
  public StreamEvent copy(StreamEvent from) {
    return from;
  }

  @Override
  public StreamEvent copy(StreamEvent from, StreamEvent reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(StreamEvent event, DataOutputView target) throws IOException {
    target.writeLong(event.streamSeq());
    target.writeLong(event.key());
    target.writeLong(event.timeMs());
    target.writeShort(event.payload());
    target.writeBoolean(event.withTraits());
    target.writeBoolean(event.withContext());
    StringValue.writeString(event.appId(), target);
    StringValue.writeString(event.name(), target);
    StringValue.writeString(event.deviceId(), target);
    StringValue.writeString(event.userId(), target);
    target.writeInt(event.envelope().length);
    target.write(event.envelope());
  }

  @Override
  public StreamEvent deserialize(DataInputView source) throws IOException {
    long streamSeq = source.readLong();
    long key = source.readLong();
    long timeMs = source.readLong();
    int payload = source.readUnsignedShort();
    boolean withTraits = source.readBoolean();
    boolean withContext = source.readBoolean();
    String appId = shared(StringValue.readString(source));
    String name = shared(StringValue.readString(source));
    String deviceId = StringValue.readString(source);
    String userId = StringValue.readString(source);
    byte[] envelope = new byte[source.readInt()];
    source.readFully(envelope);
    return new StreamEvent(
        streamSeq,
        key,
        timeMs,
        payload,
        withTraits,
        withContext,
        appId,
        name,
        deviceId,
        userId,
        envelope);
  }

  /** One copy of a text that many waiting events have; races only cost a copy. */
  private static String shared(String text) {
    int slot = text.hashCode() & (SHARED.length - 1);
    String known = SHARED[slot];
    if (text.equals(known)) {
      return known;
    }
    SHARED[slot] = text;
    return text;
  }

  @Override
  public StreamEvent deserialize(StreamEvent reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<StreamEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Marks this serializer in a checkpoint's metadata. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<StreamEvent> {
    /** For Flink, which finds it by name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
