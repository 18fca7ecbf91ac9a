package io.causality.portal.webhooks;

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
  private static final List<Block> PRIVATE =
      blocks(
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
  private static final List<Block> NEVER =
      blocks(
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

  private static final Block MAPPED = Block.of("::ffff:0:0/96", 12);
  private static final List<Block> WITH_V4_INSIDE =
      List.of(
          MAPPED, Block.of("::/96", 12), Block.of("64:ff9b::/96", 12), Block.of("2002::/16", 2));
  private static final Block TEREDO = Block.of("2001::/32", 0);

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
    if (NEVER.stream().anyMatch(block -> block.holds(address)) || TEREDO.holds(address)) {
      return false;
    }
    if (PRIVATE.stream().anyMatch(block -> block.holds(address))) {
      return allowPrivate;
    }
    for (Block block : WITH_V4_INSIDE) {
      if (block.holds(address)) {
        return isAllowed(Arrays.copyOfRange(address, block.inner, block.inner + 4), allowPrivate);
      }
    }
    return true;
  }

  private static List<Block> blocks(String... texts) {
    return Arrays.stream(texts).map(text -> Block.of(text, 0)).toList();
  }

  /** A range of addresses. */
  private static final class Block {
    private final byte[] prefix;
    private final int bits;
    private final int inner;

    /**
     * A range.
     *
     * @param inner where an IPv4 address lies inside of it
     */
    private Block(byte[] prefix, int bits, int inner) {
      this.prefix = prefix;
      this.bits = bits;
      this.inner = inner;
    }

    static Block of(String text, int inner) {
      String[] parts = text.split("/", 2);
      try {
        byte[] bytes = InetAddress.getByName(parts[0]).getAddress();
        if (text.startsWith("::ffff:0:0/")) {
          bytes = new byte[16]; // Java makes an IPv4 address of it
          bytes[10] = -1;
          bytes[11] = -1;
        }
        return new Block(bytes, Integer.parseInt(parts[1]), inner);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(text, e);
      }
    }

    boolean holds(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public void close() {
    resolvers.shutdownNow();
  }
}
