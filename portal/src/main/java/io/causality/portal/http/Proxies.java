package io.causality.portal.http;

import java.net.InetAddress;
import java.util.List;

/** The proxies that are trusted: addresses and networks. Immutable. */
public final class Proxies {
  private final List<Network> networks;

  private record Network(InetAddress address, int bits) {
    boolean contains(InetAddress other) {
      byte[] mine = address.getAddress();
      byte[] theirs = other.getAddress();
      if (mine.length != theirs.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        if (((mine[bit / 8] ^ theirs[bit / 8]) & (0x80 >> bit % 8)) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private Proxies(List<Network> networks) {
    this.networks = networks;
  }

  /**
   * Reads them.
   *
   * @param texts addresses ({@code ::1}) and networks ({@code 10.0.0.0/8}), no names
   * @throws IllegalArgumentException that says what is wrong with which
   */
  public static Proxies of(List<String> texts) {
    return new Proxies(texts.stream().map(Proxies::network).toList());
  }

  /** Whether this is the address of one of them; a text that is no address is not. */
  boolean contains(String address) {
    if (networks.isEmpty()) {
      return false;
    }
    InetAddress read;
    try {
      read = InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return networks.stream().anyMatch(network -> network.contains(read));
  }

  private static Network network(String text) {
    int slash = text.indexOf('/');
    try {
      InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int most = address.getAddress().length * 8;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      if (bits >= 0 && bits <= most) {
        return new Network(address, bits);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(text + " is no address or network", e);
    }
    throw new IllegalArgumentException(text + " is no network: too many bits");
  }
}
