package io.causality.portal.http;

import java.net.InetAddress;

/** A range of IP addresses: those that begin with the same bits. Immutable. */
public final class Network {
  private final byte[] prefix;
  private final int bits;

  /** The addresses of the prefix's length whose first {@code bits} are those of the prefix. */
  public Network(byte[] prefix, int bits) {
    this.prefix = prefix.clone();
    this.bits = bits;
  }

  /**
   * Reads one.
   *
   * @param text an address ({@code ::1}), which stands for itself, or a network ({@code
   *     10.0.0.0/8}); no name
   * @throws IllegalArgumentException that says what is wrong with the text
   */
  public static Network of(String text) {
    int slash = text.indexOf('/');
    try {
      byte[] address =
          InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
      int most = address.length * 8;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      if (bits >= 0 && bits <= most) {
        return new Network(address, bits);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(text + " is no address or network", e);
    }
    throw new IllegalArgumentException(text + " is no network: too many bits");
  }

  /** Whether an address, of 4 or 16 bytes, lies in it. */
  public boolean contains(byte[] address) {
    if (address.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      if (((address[bit / 8] ^ prefix[bit / 8]) & (0x80 >> bit % 8)) != 0) {
        return false;
      }
    }
    return true;
  }
}
