package io.causality.portal.webhooks;

import io.causality.portal.http.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Says to which addresses a webhook may connect. A name is resolved once and every address of it
 * must be allowed; the caller connects to the address that was checked, so a name that changes its
 * mind in between gains nothing. Thread-safe.
 */
final class AddressGuard implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Loopback and private networks: open to webhooks that an admin allowed it. */
  private static final List<Network> PRIVATE =
      networks(
          "127.0.0.0/8",
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "100.64.0.0/10",
          "::1/128",
          "fc00::/7");

  /**
   * Never a receiver: this host, link-local with the metadata services of clouds, groups, tests.
   */
  private static final List<Network> NEVER =
      networks(
          "0.0.0.0/8",
          "169.254.0.0/16",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "100.100.100.200/32",
          "::/128",
          "64:ff9b:1::/48",
          "fe80::/10",
          "fec0::/10",
          "ff00::/8",
          "100::/64",
          "2001:db8::/32",
          "fd00:ec2::254/128",
          "fd20:ce::254/128");

  /** Written out, since Java makes an IPv4 address of {@code ::ffff:0:0}. */
  private static final Network MAPPED =
      new Network(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0}, 96);

  private static final List<Carrier> WITH_V4_INSIDE =
      List.of(
          new Carrier(MAPPED, 12),
          new Carrier(Network.of("::/96"), 12),
          new Carrier(Network.of("64:ff9b::/96"), 12),
          new Carrier(Network.of("2002::/16"), 2));
  private static final Network TEREDO = Network.of("2001::/32");

  /**
   * Addresses that carry an IPv4 address.
   *
   * @param inner where it begins
   */
  private record Carrier(Network network, int inner) {}

  /** Resolving blocks a thread of the system; a slow name must not hold up virtual threads. */
  private final ExecutorService resolvers =
      Executors.newCachedThreadPool(Thread.ofPlatform().name("resolve-", 0).daemon().factory());

  private final Resolver resolver;

  /** How names become addresses. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  AddressGuard() {
    this(InetAddress::getAllByName);
  }

  AddressGuard(Resolver resolver) {
    this.resolver = resolver;
  }

  /** Why no connection is made. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;
    private final boolean unresolved;

    RefusedException(String reason, boolean unresolved) {
      super(reason);
      this.reason = reason;
      this.unresolved = unresolved;
    }

    /** For people. */
    String reason() {
      return reason;
    }

    /** Whether the name has no address at present, rather than one that is refused. */
    boolean isUnresolved() {
      return unresolved;
    }
  }

  /**
   * The address to connect to.
   *
   * @param host a name or a literal address, without brackets
   */
  InetAddress check(String host, boolean allowPrivate)
      throws RefusedException, InterruptedException {
    InetAddress[] addresses = resolve(host);
    for (InetAddress address : addresses) {
      if (!isAllowed(address, allowPrivate)) {
        throw new RefusedException(
            "the address " + address.getHostAddress() + " is not allowed for webhooks", false);
      }
    }
    return addresses[0];
  }

  private InetAddress[] resolve(String host) throws RefusedException, InterruptedException {
    Future<InetAddress[]> answer = resolvers.submit(() -> resolver.resolve(host));
    try {
      InetAddress[] addresses = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (addresses.length == 0) {
        throw new RefusedException("the name " + host + " has no address", true);
      }
      return addresses;
    } catch (ExecutionException e) {
      throw new RefusedException("the name " + host + " cannot be resolved", true);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new RefusedException("the name " + host + " was not resolved in time", true);
    }
  }

  static boolean isAllowed(InetAddress address, boolean allowPrivate) {
    return isAllowed(address.getAddress(), allowPrivate);
  }

  private static boolean isAllowed(byte[] address, boolean allowPrivate) {
    if (NEVER.stream().anyMatch(network -> network.contains(address)) || TEREDO.contains(address)) {
      return false;
    }
    if (PRIVATE.stream().anyMatch(network -> network.contains(address))) {
      return allowPrivate;
    }
    for (Carrier carrier : WITH_V4_INSIDE) {
      if (carrier.network().contains(address)) {
        return isAllowed(
            Arrays.copyOfRange(address, carrier.inner(), carrier.inner() + 4), allowPrivate);
      }
    }
    return true;
  }

  private static List<Network> networks(String... texts) {
    return Arrays.stream(texts).map(Network::of).toList();
  }

  @Override
  public void close() {
    resolvers.shutdownNow();
  }
}
