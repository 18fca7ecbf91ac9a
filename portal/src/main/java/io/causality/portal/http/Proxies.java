package io.causality.portal.http;

import java.net.InetAddress;
import java.util.List;

/** The proxies that are trusted: addresses and networks. Immutable. */
public final class Proxies {
  private final List<Network> networks;

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
    return new Proxies(texts.stream().map(Network::of).toList());
  }

  /** Whether this is the address of one of them; a text that is no address is not. */
  boolean contains(String address) {
    if (networks.isEmpty()) {
      return false;
    }
    byte[] read;
    try {
      read = InetAddress.ofLiteral(address).getAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
    return networks.stream().anyMatch(network -> network.contains(read));
  }
}
