package io.causality.functions.people;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What events of each identity make together: bits that are set, and the first of times. An
 * identity is a user, or a device without one, and perhaps a moment, where the moment decides who
 * used the device. A table with open addressing over arrays of numbers; rows that come next to each
 * other for the same identity, as sorted files have them, do not look it up. Not thread-safe.
 */
public final class Identities {
  /** No moment, or no time. */
  public static final long NONE = Long.MIN_VALUE;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FIRST_ENTRIES = 64;
  private static final int BYTES_PER_ENTRY = 4 * Long.BYTES + 3 * Integer.BYTES + 1;
  private static final int MOST_BYTES = Integer.MAX_VALUE - 64;

  /** Of an entry as bytes, beside its name: kind, length, moment, bits, first. */
  private static final int BYTES_WRITTEN = 1 + Integer.BYTES + 3 * Long.BYTES;

  private final long seed;
  private int size;
  private int last = -1;
  private byte[] names = new byte[FIRST_ENTRIES * Long.BYTES];

  /** Where the name of an entry ends; it begins where the one before it ends. */
  private int[] ends = new int[FIRST_ENTRIES];

  private boolean[] users = new boolean[FIRST_ENTRIES];
  private long[] hashes = new long[FIRST_ENTRIES];
  private long[] moments = new long[FIRST_ENTRIES];
  private long[] bits = new long[FIRST_ENTRIES];
  private long[] firsts = new long[FIRST_ENTRIES];

  /** Entries, plus one; 0 is free. Twice as many as there may be entries. */
  private int[] slots = new int[2 * FIRST_ENTRIES];

  /** Takes an identity with what its events make. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * One identity.
     *
     * @param names holds its name in UTF-8, from {@code offset} on; not to be changed
     * @param moment {@link #NONE} where it does not matter
     * @param first {@link #NONE} without a time
     */
    void visit(
        boolean user, byte[] names, int offset, int length, long moment, long bits, long first);
  }

  /**
   * An empty table.
   *
   * @param seed a random number, so that nobody can choose names that collide
   */
  public Identities(long seed) {
    this.seed = seed;
  }

  /**
   * Adds an event.
   *
   * @param user whether the name is a user's, else it is a device's
   * @param source holds the name in UTF-8
   * @param moment what tells events of one name apart; {@link #NONE} where nothing does
   * @param moreBits are set
   * @param time the earliest counts; {@link #NONE} for none
   * @throws TooManyIdentitiesException when no more names fit
   */
  public void add(
      boolean user, byte[] source, int offset, int length, long moment, long moreBits, long time) {
    int entry = last;
    if (entry < 0 || !is(entry, user, source, offset, length, moment)) {
      entry = find(user, source, offset, length, moment);
      last = entry;
    }
    bits[entry] |= moreBits;
    if (time != NONE && (firsts[entry] == NONE || time < firsts[entry])) {
      firsts[entry] = time;
    }
  }

  /** How many identities there are. */
  public int size() {
    return size;
  }

  /** Visits each identity once, in the order in which they were first added. */
  public void forEach(Visitor visitor) {
    for (int i = 0; i < size; i++) {
      int start = start(i);
      visitor.visit(users[i], names, start, ends[i] - start, moments[i], bits[i], firsts[i]);
    }
  }

  /** Memory held, in bytes. */
  public long memoryBytes() {
    return names.length
        + (long) ends.length * BYTES_PER_ENTRY
        + (long) slots.length * Integer.BYTES;
  }

  /**
   * All of it as bytes, for {@link #addAll}.
   *
   * @throws TooManyIdentitiesException when they do not fit into one array
   */
  public byte[] toBytes() {
    long needed = (size == 0 ? 0 : ends[size - 1]) + (long) size * BYTES_WRITTEN;
    if (needed > MOST_BYTES) {
      throw new TooManyIdentitiesException();
    }
    ByteBuffer to = ByteBuffer.allocate((int) needed);
    forEach(
        (user, from, offset, length, moment, set, first) ->
            to.put((byte) (user ? 1 : 0))
                .putInt(length)
                .put(from, offset, length)
                .putLong(moment)
                .putLong(set)
                .putLong(first));
    return to.array();
  }

  /** Adds all that another table has written by {@link #toBytes}. */
  public void addAll(byte[] source, int offset, int length) {
    ByteBuffer from = ByteBuffer.wrap(source, offset, length);
    while (from.hasRemaining()) {
      boolean user = from.get() == 1;
      int bytes = from.getInt();
      int name = from.position();
      from.position(name + bytes);
      add(user, source, name, bytes, from.getLong(), from.getLong(), from.getLong());
    }
  }

  private int find(boolean user, byte[] source, int offset, int length, long moment) {
    long hash = hash(user, source, offset, length, moment);
    int slot = (int) hash & (slots.length - 1);
    while (slots[slot] != 0) {
      int entry = slots[slot] - 1;
      if (hashes[entry] == hash && is(entry, user, source, offset, length, moment)) {
        return entry;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    if (size == ends.length) {
      grow();
      slot = (int) hash & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
    }
    slots[slot] = size + 1;
    return append(user, source, offset, length, moment, hash);
  }

  private int append(boolean user, byte[] source, int offset, int length, long moment, long hash) {
    int start = size == 0 ? 0 : ends[size - 1];
    if (length > names.length - start) {
      if (length > MOST_BYTES - start) {
        throw new TooManyIdentitiesException();
      }
      names =
          Arrays.copyOf(
              names, (int) Math.min(MOST_BYTES, Math.max(2L * names.length, start + length)));
    }
    System.arraycopy(source, offset, names, start, length);
    ends[size] = start + length;
    users[size] = user;
    hashes[size] = hash;
    moments[size] = moment;
    bits[size] = 0;
    firsts[size] = NONE;
    return size++;
  }

  private boolean is(int entry, boolean user, byte[] source, int offset, int length, long moment) {
    return users[entry] == user
        && moments[entry] == moment
        && Arrays.equals(names, start(entry), ends[entry], source, offset, offset + length);
  }

  private int start(int entry) {
    return entry == 0 ? 0 : ends[entry - 1];
  }

  private void grow() {
    if (size > MOST_BYTES / 4) {
      throw new TooManyIdentitiesException();
    }
    int more = 2 * size;
    ends = Arrays.copyOf(ends, more);
    users = Arrays.copyOf(users, more);
    hashes = Arrays.copyOf(hashes, more);
    moments = Arrays.copyOf(moments, more);
    bits = Arrays.copyOf(bits, more);
    firsts = Arrays.copyOf(firsts, more);
    int[] larger = new int[2 * more];
    for (int i = 0; i < size; i++) {
      int slot = (int) hashes[i] & (larger.length - 1);
      while (larger[slot] != 0) {
        slot = (slot + 1) & (larger.length - 1);
      }
      larger[slot] = i + 1;
    }
    slots = larger;
  }

  /** Eight bytes at a time, multiplied and folded; the seed makes it another function each time. */
  private long hash(boolean user, byte[] source, int offset, int length, long moment) {
    long hash = fold(seed ^ moment, user ? length : ~length);
    int at = offset;
    int end = offset + length;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      hash = fold(hash, (long) LONGS.get(source, at));
    }
    long rest = 0;
    for (; at < end; at++) {
      rest = (rest << Byte.SIZE) | (source[at] & 0xFF);
    }
    return fold(hash, rest);
  }

  private static long fold(long hash, long value) {
    long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
    return Math.multiplyHigh(mixed, 0xD1B54A32D192ED03L) ^ mixed ^ (mixed >>> 32);
  }
}
