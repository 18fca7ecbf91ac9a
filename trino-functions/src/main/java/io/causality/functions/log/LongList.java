package io.causality.functions.log;

import java.util.Arrays;

/** A growing list of numbers. Not thread-safe. */
public final class LongList {
  private static final int FIRST_CAPACITY = 4;

  private long[] values;
  private int size;

  /** An empty list. */
  public LongList() {
    values = new long[FIRST_CAPACITY];
  }

  /** A list of these. */
  public LongList(long... values) {
    this.values = values.clone();
    this.size = values.length;
  }

  /** Adds a number. */
  public void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(FIRST_CAPACITY, size + (size >> 1) + 1));
    }
    values[size++] = value;
  }

  /** Adds all numbers of another list. */
  public void addAll(LongList other) {
    for (int i = 0; i < other.size; i++) {
      add(other.values[i]);
    }
  }

  /** Forgets everything. */
  public void clear() {
    size = 0;
  }

  /** Number of numbers. */
  public int size() {
    return size;
  }

  /** The number at a place. */
  public long get(int index) {
    return values[index];
  }

  /** Changes the number at a place. */
  public void set(int index, long value) {
    values[index] = value;
  }

  /** Puts the numbers in order. */
  public void sort() {
    Arrays.sort(values, 0, size);
  }

  /** The sum. */
  public long sum() {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += values[i];
    }
    return sum;
  }

  /** Twice the median, which is whole; sorts. The list is not empty. */
  public long twiceTheMedian() {
    if (size > 1) {
      sort();
    }
    return values[(size - 1) / 2] + values[size / 2];
  }
}
