package io.causality.jobs.detection;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A set of numbers without an object for each. Not thread-safe. */
final class LongSet {
  private static final int FIRST_CAPACITY = 8;

  private long[] slots = new long[FIRST_CAPACITY];
  private int size;
  private boolean withZero;

  /** False when it was there already. */
  boolean add(long value) {
    if (value == 0) {
      boolean added = !withZero;
      withZero = true;
      return added;
    }
    int at = find(slots, value);
    if (slots[at] == value) {
      return false;
    }
    slots[at] = value;
    if (++size * 2 > slots.length) {
      grow();
    }
    return true;
  }

  boolean contains(long value) {
    return value == 0 ? withZero : slots[find(slots, value)] == value;
  }

  int size() {
    return withZero ? size + 1 : size;
  }

  private static int find(long[] slots, long value) {
    int at = (int) (value ^ (value >>> 32)) & (slots.length - 1);
    while (slots[at] != 0 && slots[at] != value) {
      at = (at + 1) & (slots.length - 1);
    }
    return at;
  }

  private void grow() {
    long[] more = new long[slots.length * 2];
    for (long value : slots) {
      if (value != 0) {
        more[find(more, value)] = value;
      }
    }
    slots = more;
  }

  LongSet copy() {
    LongSet copy = new LongSet();
    copy.slots = slots.clone();
    copy.size = size;
    copy.withZero = withZero;
    return copy;
  }

  void write(DataOutputView target) throws IOException {
    target.writeBoolean(withZero);
    target.writeInt(size);
    for (long value : slots) {
      if (value != 0) {
        target.writeLong(value);
      }
    }
  }

  static LongSet read(DataInputView source) throws IOException {
    LongSet set = new LongSet();
    set.withZero = source.readBoolean();
    int size = source.readInt();
    for (int i = 0; i < size; i++) {
      set.add(source.readLong());
    }
    return set;
  }
}
