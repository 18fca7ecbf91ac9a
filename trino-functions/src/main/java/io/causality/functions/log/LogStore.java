package io.causality.functions.log;

import java.util.Arrays;

/**
 * Logs of many groups (persons), each a growing array of bytes. A log is a row of segments, so that
 * two logs are joined by putting one behind the other. Not thread-safe.
 *
 * <p>An event is: its mask, doubled, plus one where a segment begins; time and sequence as the
 * differences to the event before it in the segment; its text as 0 for none, 1 for the same as the
 * last text of the segment, else the length plus 2 and UTF-8.
 */
public final class LogStore {
  /** Masks may use the bits below this one. */
  public static final int MASK_BITS = 62;

  private static final int FIRST_BYTES = 24;
  private static final int DOUBLE_UNTIL = 1 << 20;
  private static final int MOST_BYTES = Integer.MAX_VALUE - 64;
  private static final int OBJECT_BYTES = 16;
  private static final int BYTES_PER_GROUP = 4 + 4 + 8 + 8 + 8;
  private static final byte[] EMPTY = {};

  /** {@link #lastText} of a group whose next event begins a segment. */
  private static final long NEW_SEGMENT = -1;

  private static final long NO_TEXT = -2;

  private byte[][] logs = new byte[0][];
  private int[] lengths = {};
  private long[] lastTime = {};
  private long[] lastSequence = {};
  private long[] lastText = {};
  private long bytes;

  /** Makes room for the groups below {@code groups}. */
  public void ensureCapacity(int groups) {
    int before = logs.length;
    if (groups <= before) {
      return;
    }
    int size = Math.max(groups, before + (before >> 1));
    logs = Arrays.copyOf(logs, size);
    Arrays.fill(logs, before, size, EMPTY);
    lengths = Arrays.copyOf(lengths, size);
    lastTime = Arrays.copyOf(lastTime, size);
    lastSequence = Arrays.copyOf(lastSequence, size);
    lastText = Arrays.copyOf(lastText, size);
    Arrays.fill(lastText, before, size, NEW_SEGMENT);
  }

  /**
   * Adds an event without a text.
   *
   * @param mask not negative, below 2^{@value #MASK_BITS}
   * @throws LogTooLongException when the group's log is full
   */
  public void add(int group, long timeMs, long sequence, long mask) {
    int at = head(group, timeMs, sequence, mask, 1);
    logs[group][at++] = 0;
    lengths[group] = at;
  }

  /** As {@link #add(int, long, long, long)}, with a text in UTF-8. */
  public void add(
      int group, long timeMs, long sequence, long mask, byte[] text, int offset, int length) {
    int at = head(group, timeMs, sequence, mask, Varint.MOST_BYTES + length);
    byte[] log = logs[group];
    long last = lastText[group];
    if (last >= 0
        && Arrays.equals(
            log,
            (int) (last >>> 32),
            (int) (last >>> 32) + (int) last,
            text,
            offset,
            offset + length)) {
      log[at++] = 1;
    } else {
      at = Varint.write(log, at, length + 2L);
      System.arraycopy(text, offset, log, at, length);
      lastText[group] = ((long) at << 32) | length;
      at += length;
    }
    lengths[group] = at;
  }

  private int head(int group, long timeMs, long sequence, long mask, int rest) {
    if (mask < 0 || mask >>> MASK_BITS != 0) {
      throw new IllegalArgumentException("mask " + mask + " is not below 2^" + MASK_BITS);
    }
    byte[] log = room(group, 3L * Varint.MOST_BYTES + rest);
    int at = lengths[group];
    boolean begins = lastText[group] == NEW_SEGMENT;
    if (begins) {
      lastText[group] = NO_TEXT;
    }
    at = Varint.write(log, at, (mask << 1) | (begins ? 1 : 0));
    at = Varint.write(log, at, Varint.zigzag(begins ? timeMs : timeMs - lastTime[group]));
    at = Varint.write(log, at, Varint.zigzag(begins ? sequence : sequence - lastSequence[group]));
    lastTime[group] = timeMs;
    lastSequence[group] = sequence;
    return at;
  }

  /** Puts a log behind the group's own. */
  public void append(int group, byte[] log, int offset, int length) {
    if (length == 0) {
      return;
    }
    System.arraycopy(log, offset, room(group, length), lengths[group], length);
    lengths[group] += length;
    lastText[group] = NEW_SEGMENT;
  }

  /** Makes the group's log this one. */
  public void replace(int group, byte[] log, int offset, int length) {
    lengths[group] = 0;
    append(group, log, offset, length);
  }

  private byte[] room(int group, long more) {
    byte[] log = logs[group];
    long needed = lengths[group] + more;
    if (needed <= log.length) {
      return log;
    }
    if (needed > MOST_BYTES) {
      throw new LogTooLongException();
    }
    long grown = log.length < DOUBLE_UNTIL ? 2L * log.length : log.length + (log.length >> 2);
    byte[] larger =
        Arrays.copyOf(
            log, (int) Math.min(MOST_BYTES, Math.max(FIRST_BYTES, Math.max(needed, grown))));
    bytes += larger.length - log.length + (log.length == 0 ? OBJECT_BYTES : 0);
    logs[group] = larger;
    return larger;
  }

  /** The group's log; only the first {@link #length} bytes count. Not a copy. */
  public byte[] bytes(int group) {
    return logs[group];
  }

  /** Bytes of the group's log; 0 when it has no event. */
  public int length(int group) {
    return lengths[group];
  }

  /** Bytes that this store holds in memory. */
  public long memoryBytes() {
    return bytes + (long) logs.length * BYTES_PER_GROUP;
  }
}
