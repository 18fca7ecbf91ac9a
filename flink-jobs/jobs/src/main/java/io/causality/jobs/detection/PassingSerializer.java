package io.causality.jobs.detection;

import io.causality.jobs.archive.StreamEventSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Carries {@link Passing} between tasks. No state is kept in this form. */
public final class PassingSerializer extends TypeSerializerSingleton<Passing> {
  private static final long serialVersionUID = 1L;
  static final PassingSerializer INSTANCE = new PassingSerializer();

  private static final int EVENT = 0;
  private static final int LINK = 1;
  private static final int ROUTED = 2;
  private static final int CLOCK = 3;
  private static final int CHANGE = 4;
  private static final int STARTED = 5;
  private static final int FAILURE = 6;

  private PassingSerializer() {}

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Passing createInstance() {
    return new Passing.Started("");
  }

  @Override
  public Passing copy(Passing from) {
    return from;
  }

  @Override
  public Passing copy(Passing from, Passing reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Passing passing, DataOutputView target) throws IOException {
    if (passing instanceof Passing.Event event) {
      start(EVENT, passing, target);
      StreamEventSerializer.INSTANCE.serialize(event.event(), target);
    } else if (passing instanceof Passing.Routed routed) {
      start(ROUTED, passing, target);
      RoutedForm.write(routed.parts(), target);
    } else if (passing instanceof Passing.Link link) {
      start(LINK, passing, target);
      StringValue.writeString(link.appId(), target);
      StringValue.writeString(link.deviceId(), target);
      StringValue.writeString(link.userId(), target);
      target.writeLong(link.timeMs());
    } else if (passing instanceof Passing.Clock clock) {
      start(CLOCK, passing, target);
      target.writeInt(clock.from());
      StringValue.writeString(clock.appId(), target);
      target.writeLong(clock.timeMs());
      target.writeBoolean(clock.idle());
    } else if (passing instanceof Passing.Change change) {
      start(CHANGE, passing, target);
      StringValue.writeString(change.rule().subject(), target);
      target.writeLong(change.rule().sequence());
      write(change.rule().data(), target);
    } else if (passing instanceof Passing.Failure failure) {
      start(FAILURE, passing, target);
      StringValue.writeString(failure.subject(), target);
      target.writeLong(failure.sequence());
      StringValue.writeString(failure.reason(), target);
    } else {
      start(STARTED, passing, target);
    }
  }

  private static void start(int kind, Passing passing, DataOutputView target) throws IOException {
    target.writeByte(kind);
    StringValue.writeString(passing.key(), target);
  }

  private static void write(byte[] bytes, DataOutputView target) throws IOException {
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  private static byte[] bytes(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return bytes;
  }

  @Override
  public Passing deserialize(DataInputView source) throws IOException {
    int kind = source.readByte();
    String key = StringValue.readString(source);
    return switch (kind) {
      case EVENT -> new Passing.Event(key, StreamEventSerializer.INSTANCE.deserialize(source));
      case ROUTED -> new Passing.Routed(key, RoutedForm.read(source));
      case LINK ->
          new Passing.Link(
              key,
              StringValue.readString(source),
              StringValue.readString(source),
              StringValue.readString(source),
              source.readLong());
      case CLOCK ->
          new Passing.Clock(
              key,
              source.readInt(),
              StringValue.readString(source),
              source.readLong(),
              source.readBoolean());
      case CHANGE ->
          new Passing.Change(
              key,
              new RuleMessage(StringValue.readString(source), source.readLong(), bytes(source)));
      case STARTED -> new Passing.Started(key);
      case FAILURE ->
          new Passing.Failure(
              key,
              StringValue.readString(source),
              source.readLong(),
              StringValue.readString(source));
      default -> throw new IOException("no such kind: " + kind);
    };
  }

  @Override
  public Passing deserialize(Passing reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<Passing> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Marks this serializer in a checkpoint's metadata. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Passing> {
    /** For Flink, which finds it by name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
