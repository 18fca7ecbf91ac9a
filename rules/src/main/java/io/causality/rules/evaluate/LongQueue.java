package io.causality.rules.evaluate;

import java.util.Arrays;

/** A queue of longs without boxes. Not thread-safe. */
final class LongQueue {
  private long[] elements = new long[8];
  private int head;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long get(int index) {
    return elements[(head + index) % elements.length];
  }

  long first() {
    return get(0);
  }

  long last() {
    return get(size - 1);
  }

  void add(long element) {
    if (size == elements.length) {
      long[] larger = new long[elements.length * 2];
      int tail = elements.length - head;
      System.arraycopy(elements, head, larger, 0, tail);
      System.arraycopy(elements, 0, larger, tail, head);
      elements = larger;
      head = 0;
    }
    elements[(head + size) % elements.length] = element;
    size++;
  }

  void removeFirst() {
    head = (head + 1) % elements.length;
    size--;
  }

  void clear() {
    elements = Arrays.copyOf(elements, 8);
    head = 0;
    size = 0;
  }
}
