package io.causality.functions.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events of one person in order: by time in milliseconds, then by sequence. One instance reads one
 * log after the other and keeps its arrays. Not thread-safe.
 */
public final class Events {
  /** Most events of one person. */
  public static final int MOST = 4_000_000;

  /** {@link #text} of an event without one. */
  public static final int NO_TEXT = -1;

  private static final int FIRST_CAPACITY = 64;

  /** Arrays beyond this are not kept for the next person. */
  private static final int MOST_KEPT = 1 << 16;

  private long[] times = new long[FIRST_CAPACITY];
  private long[] sequences = new long[FIRST_CAPACITY];
  private long[] masks = new long[FIRST_CAPACITY];
  private int[] texts = new int[FIRST_CAPACITY];
  private int size;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();

  /** Forgets everything. */
  public void clear() {
    size = 0;
    names.clear();
    ids.clear();
    if (times.length > MOST_KEPT) {
      allocate(FIRST_CAPACITY);
    }
  }

  /** Adds an event, in any order; {@link #sort} follows. */
  public void add(long timeMs, long sequence, long mask, @Nullable String text) {
    add(timeMs, sequence, mask, text == null ? NO_TEXT : id(text));
  }

  private void add(long timeMs, long sequence, long mask, int text) {
    if (size == times.length) {
      if (size >= MOST) {
        throw new LogTooLongException();
      }
      allocate(Math.min(MOST, 2 * size));
    }
    times[size] = timeMs;
    sequences[size] = sequence;
    masks[size] = mask;
    texts[size] = text;
    size++;
  }

  private void allocate(int capacity) {
    times = Arrays.copyOf(times, capacity);
    sequences = Arrays.copyOf(sequences, capacity);
    masks = Arrays.copyOf(masks, capacity);
    texts = Arrays.copyOf(texts, capacity);
  }

  private int id(String text) {
    Integer known = ids.putIfAbsent(text, names.size());
    if (known != null) {
      return known;
    }
    names.add(text);
    return names.size() - 1;
  }

  /**
   * Reads a log in place of what was there, in order.
   *
   * @throws BadLogException when the bytes are no log
   * @throws LogTooLongException when there are more than {@link #MOST} events
   */
  public void read(byte[] log, int offset, int length) {
    clear();
    try {
      decode(log, offset, offset + length);
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new BadLogException();
    }
    sort();
  }

  private void decode(byte[] log, int offset, int end) {
    Cursor cursor = new Cursor(log, offset, end);
    long time = 0;
    long sequence = 0;
    int text = NO_TEXT;
    while (cursor.at < end) {
      long head = cursor.number();
      if ((head & 1) == 1) {
        time = 0;
        sequence = 0;
        text = NO_TEXT;
      }
      time += Varint.unzigzag(cursor.number());
      sequence += Varint.unzigzag(cursor.number());
      long form = cursor.number();
      if (form > 1) {
        text = id(cursor.text(form - 2));
      }
      add(time, sequence, head >>> 1, form == 0 ? NO_TEXT : text);
    }
  }

  /** Puts the events in order. */
  public void sort() {
    int[] order = Order.of(times, sequences, size);
    if (order.length == 0) {
      return;
    }
    times = Order.permuted(times, order);
    sequences = Order.permuted(sequences, order);
    masks = Order.permuted(masks, order);
    int[] sorted = new int[times.length];
    for (int i = 0; i < order.length; i++) {
      sorted[i] = texts[order[i]];
    }
    texts = sorted;
  }

  /** Makes this the events of {@code from} that {@code wanted} accepts by their place. */
  public void copy(Events from, java.util.function.IntPredicate wanted) {
    clear();
    names.addAll(from.names);
    for (int i = 0; i < from.size; i++) {
      if (wanted.test(i)) {
        add(from.times[i], from.sequences[i], from.masks[i], from.texts[i]);
      }
    }
  }

  /** Number of events. */
  public int size() {
    return size;
  }

  /** Milliseconds since the epoch. */
  public long time(int event) {
    return times[event];
  }

  /** What the event matches. */
  public long mask(int event) {
    return masks[event];
  }

  /** Says what the event matches. */
  public void mask(int event, long mask) {
    masks[event] = mask;
  }

  /** Number of the event's text among {@link #name}, or {@link #NO_TEXT}. */
  public int text(int event) {
    return texts[event];
  }

  /** Number of different texts. */
  public int names() {
    return names.size();
  }

  /** The text of a number. */
  public String name(int text) {
    return names.get(text);
  }

  private static final class Cursor {
    private final byte[] bytes;
    private final int end;
    private int at;

    Cursor(byte[] bytes, int at, int end) {
      this.bytes = bytes;
      this.at = at;
      this.end = end;
    }

    long number() {
      long value = 0;
      for (int shift = 0; shift < 70; shift += 7) {
        if (at >= end) {
          throw new BadLogException();
        }
        byte next = bytes[at++];
        value |= (long) (next & 0x7F) << shift;
        if (next >= 0) {
          return value;
        }
      }
      throw new BadLogException();
    }

    String text(long length) {
      if (length < 0 || length > end - at) {
        throw new BadLogException();
      }
      String text = new String(bytes, at, (int) length, StandardCharsets.UTF_8);
      at += (int) length;
      return text;
    }
  }
}
