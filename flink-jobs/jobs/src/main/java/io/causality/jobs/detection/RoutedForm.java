package io.causality.jobs.detection;

import io.causality.proto.v1.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * The form of {@link Passing.Part parts} on their way: what their signals have in common, since
 * they are of one event, is written once, and is in memory once where they arrive.
 */
final class RoutedForm {
  private static final int NUMBER = 1;
  private static final int REST = 2;

  private RoutedForm() {}

  static void write(List<Passing.Part> parts, DataOutputView target) throws IOException {
    Signal any = parts.get(0).signal();
    target.writeInt(parts.size());
    target.writeLong(any.getTimeMs());
    target.writeLong(any.getStreamSeq());
    StringValue.writeString(any.getEventId(), target);
    StringValue.writeString(any.getEventName(), target);
    StringValue.writeString(any.getPersonId(), target);
    StringValue.writeString(any.getDeviceId(), target);
    for (Passing.Part part : parts) {
      Signal signal = part.signal();
      StringValue.writeString(part.key(), target);
      target.writeInt(signal.getPatterns());
      boolean rest = signal.getSlotsCount() > 0 || signal.getValuesCount() > 0;
      target.writeByte((signal.hasNumber() ? NUMBER : 0) | (rest ? REST : 0));
      if (signal.hasNumber()) {
        target.writeDouble(signal.getNumber());
      }
      if (rest) {
        byte[] bytes =
            Signal.newBuilder()
                .addAllSlots(signal.getSlotsList())
                .putAllValues(signal.getValuesMap())
                .build()
                .toByteArray();
        target.writeInt(bytes.length);
        target.write(bytes);
      }
    }
  }

  static List<Passing.Part> read(DataInputView source) throws IOException {
    int count = source.readInt();
    Signal.Builder signal =
        Signal.newBuilder()
            .setTimeMs(source.readLong())
            .setStreamSeq(source.readLong())
            .setEventId(StringValue.readString(source))
            .setEventName(StringValue.readString(source))
            .setPersonId(StringValue.readString(source))
            .setDeviceId(StringValue.readString(source));
    List<Passing.Part> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String key = StringValue.readString(source);
      signal.setPatterns(source.readInt()).clearNumber().clearSlots().clearValues();
      int has = source.readByte();
      if ((has & NUMBER) != 0) {
        signal.setNumber(source.readDouble());
      }
      if ((has & REST) != 0) {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        signal.mergeFrom(bytes);
      }
      parts.add(new Passing.Part(key, signal.build()));
    }
    return parts;
  }
}
