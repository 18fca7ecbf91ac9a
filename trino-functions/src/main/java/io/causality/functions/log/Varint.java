package io.causality.functions.log;

/** Whole numbers in as few bytes as they need, seven bits in each. */
final class Varint {
  static final int MOST_BYTES = 10;

  private Varint() {}

  /** Small for numbers near zero, of either sign. */
  static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  static long unzigzag(long value) {
    return (value >>> 1) ^ -(value & 1);
  }

  /** Writes and returns where the next byte goes. */
  static int write(byte[] to, int at, long value) {
    int next = at;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      to[next++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    to[next++] = (byte) rest;
    return next;
  }
}
