package io.causality.portal.live;

import java.util.Arrays;

/**
 * A set of persons as 64-bit hashes, up to a size; what comes then is not kept. For one thread at a
 * time.
 */
final class PersonSet {
  /** Most persons of one set. */
  static final int MOST = 20_000;

  private static final int FIRST_SIZE = 16;

  private long[] slots = new long[FIRST_SIZE];
  private int size;

  /** FNV-1a over the characters, well mixed; never 0. */
  static long hash(String person) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < person.length(); i++) {
      hash = (hash ^ person.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }

  int size() {
    return size;
  }

  /** Adds a hash that is not 0; returns whether it was new and is kept. */
  boolean add(long hash) {
    int at = find(hash);
    if (slots[at] == hash || size == MOST) {
      return false;
    }
    slots[at] = hash;
    size++;
    if (size * 2 > slots.length) {
      grow();
    }
    return true;
  }

  void addAll(PersonSet other) {
    for (long hash : other.slots) {
      if (hash != 0) {
        add(hash);
      }
    }
  }

  void clear() {
    if (slots.length > FIRST_SIZE) {
      slots = new long[FIRST_SIZE];
    } else {
      Arrays.fill(slots, 0);
    }
    size = 0;
  }

  private int find(long hash) {
    int mask = slots.length - 1;
    int at = (int) hash & mask;
    while (slots[at] != 0 && slots[at] != hash) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (long hash : old) {
      if (hash != 0) {
        slots[find(hash)] = hash;
      }
    }
  }
}
