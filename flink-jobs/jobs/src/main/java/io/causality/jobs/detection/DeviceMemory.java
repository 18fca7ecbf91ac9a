package io.causality.jobs.detection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * What is remembered of a share of the devices: which events came lately, and who was seen on a
 * device. Bounded in size whatever comes: where there is too much, the oldest goes first. Not
 * thread-safe.
 */
final class DeviceMemory {
  /** An event is known for at least so long, and at most twice as long. */
  static final long REMEMBER_MS = 600_000;

  /** Events in one of the two generations, before an older one is forgotten early. */
  static final int MOST_EVENTS = 1_024;

  /** Devices with users. */
  static final int MOST_DEVICES = 256;

  private LongSet young = new LongSet();
  private LongSet old = new LongSet();
  private long youngSinceMs;
  private final LinkedHashMap<String, DeviceUsers> users = new LinkedHashMap<>(16, 0.75f, true);

  /** True for the first copy of an event. */
  boolean first(long eventKey, long wallMs) {
    if (wallMs - youngSinceMs >= REMEMBER_MS || young.size() >= MOST_EVENTS) {
      old = wallMs - youngSinceMs >= 2 * REMEMBER_MS ? new LongSet() : young;
      young = new LongSet();
      youngSinceMs = wallMs;
    }
    return !old.contains(eventKey) && young.add(eventKey);
  }

  /** A user was seen on a device. */
  void link(String device, String userId, long timeMs) {
    DeviceUsers before = users.getOrDefault(device, DeviceUsers.NONE);
    DeviceUsers after = before.with(userId, timeMs);
    if (!after.equals(before)) {
      users.put(device, after);
      if (users.size() > MOST_DEVICES) {
        users.remove(users.keySet().iterator().next());
      }
    }
  }

  /** To whom an event without a user belongs, by contract 5 as far as it is known by now. */
  String person(String device, String deviceId, long timeMs) {
    DeviceUsers known = users.get(device);
    return known == null ? deviceId : known.at(timeMs, deviceId);
  }

  DeviceMemory copy() {
    DeviceMemory copy = new DeviceMemory();
    copy.young = young.copy();
    copy.old = old.copy();
    copy.youngSinceMs = youngSinceMs;
    copy.users.putAll(users);
    return copy;
  }

  void write(DataOutputView target) throws IOException {
    target.writeLong(youngSinceMs);
    young.write(target);
    old.write(target);
    target.writeInt(users.size());
    for (Map.Entry<String, DeviceUsers> device : users.entrySet()) {
      StringValue.writeString(device.getKey(), target);
      target.writeInt(device.getValue().users().size());
      for (DeviceUsers.User user : device.getValue().users()) {
        StringValue.writeString(user.id(), target);
        target.writeLong(user.fromMs());
      }
    }
  }

  static DeviceMemory read(DataInputView source) throws IOException {
    DeviceMemory memory = new DeviceMemory();
    memory.youngSinceMs = source.readLong();
    memory.young = LongSet.read(source);
    memory.old = LongSet.read(source);
    int devices = source.readInt();
    for (int i = 0; i < devices; i++) {
      String device = StringValue.readString(source);
      int count = source.readInt();
      List<DeviceUsers.User> seen = new ArrayList<>(count);
      for (int j = 0; j < count; j++) {
        seen.add(new DeviceUsers.User(StringValue.readString(source), source.readLong()));
      }
      memory.users.put(device, new DeviceUsers(List.copyOf(seen)));
    }
    return memory;
  }
}
