package io.causality.gateway.decode;

import java.util.Arrays;

/**
 * A growing array into which protobuf wire format is written straight from the decoder, without
 * objects in between. Not thread-safe.
 *
 * <p>A nested message is written between {@link #begin} and {@link #end}: one byte is kept for its
 * length, and its content is moved when it turns out to need more.
 */
public final class WireBuffer {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED32 = 5;

  private byte[] bytes;
  private int size;

  /** An empty buffer with room for so many bytes. */
  public WireBuffer(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /** Bytes written so far. */
  public int size() {
    return size;
  }

  /** Forgets all that was written after the first {@code newSize} bytes. */
  public void truncate(int newSize) {
    size = newSize;
  }

  /** The array behind; valid up to {@link #size} and until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Gives up an array that has grown past so many bytes, so that one large body is not kept. */
  public void shrink(int capacity) {
    if (bytes.length > capacity) {
      bytes = new byte[capacity];
      size = 0;
    }
  }

  /** Tag of a field in wire format. */
  static int tag(int fieldNumber, int wireType) {
    return (fieldNumber << 3) | wireType;
  }

  /** Appends raw bytes. */
  public void write(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** Appends an unsigned varint of up to 64 bits. */
  public void writeVarint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void writeFixed64(long value) {
    ensure(8);
    for (int shift = 0; shift < 64; shift += 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void writeFixed32(int value) {
    ensure(4);
    for (int shift = 0; shift < 32; shift += 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** Appends a length-delimited field of text. */
  void writeString(int tag, String text) {
    int mark = begin(tag);
    writeUtf8(text);
    end(mark);
  }

  /** Starts a length-delimited field; the result goes to {@link #end}. */
  int begin(int tag) {
    writeVarint(tag);
    ensure(1);
    return size++;
  }

  /** Ends the length-delimited field that began at {@code mark}. */
  void end(int mark) {
    int length = size - mark - 1;
    int lengthSize = varintSize(length);
    if (lengthSize > 1) {
      ensure(lengthSize - 1);
      System.arraycopy(bytes, mark + 1, bytes, mark + lengthSize, length);
      size += lengthSize - 1;
    }
    int rest = length;
    int at = mark;
    while ((rest & ~0x7F) != 0) {
      bytes[at++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[at] = (byte) rest;
  }

  /** Bytes that {@link #writeVarint} takes for a length. */
  public static int varintSize(int value) {
    return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5;
  }

  /** Appends text as UTF-8; half of a surrogate pair becomes U+FFFD, as it cannot be encoded. */
  private void writeUtf8(String text) {
    int length = text.length();
    ensure(length * 3);
    byte[] out = bytes;
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        out[at++] = (byte) c;
      } else if (c < 0x800) {
        out[at++] = (byte) (0xC0 | (c >> 6));
        out[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        out[at++] = (byte) (0xF0 | (point >> 18));
        out[at++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        out[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        out[at++] = (byte) (0x80 | (point & 0x3F));
      } else {
        char sound = Character.isSurrogate(c) ? '\uFFFD' : c;
        out[at++] = (byte) (0xE0 | (sound >> 12));
        out[at++] = (byte) (0x80 | ((sound >> 6) & 0x3F));
        out[at++] = (byte) (0x80 | (sound & 0x3F));
      }
    }
    size = at;
  }

  private void ensure(int more) {
    int needed = size + more;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
    }
  }
}
