package io.causality.flink.nats;

import io.nats.client.Options;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a NATS server or cluster. Travels with the job graph, hence serializable.
 *
 * @param url one URL or several with commas between: {@code nats://host:4222}, {@code tls://…}
 * @param user user name, null for none
 * @param password password, null for none; never printed
 * @param connectTimeout how long one attempt to connect may take
 * @param requestTimeout how long an answer of the server may take
 */
public record NatsConnectionOptions(
    String url,
    @Nullable String user,
    @Nullable String password,
    Duration connectTimeout,
    Duration requestTimeout)
    implements Serializable {

  public NatsConnectionOptions {
    Objects.requireNonNull(url, "url");
    if (url.isBlank()) {
      throw new IllegalArgumentException("the NATS url is empty");
    }
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException("NATS user and password go together");
    }
    requirePositive(connectTimeout, "connectTimeout");
    requirePositive(requestTimeout, "requestTimeout");
  }

  /** A server without credentials, with timeouts of two seconds. */
  public static NatsConnectionOptions of(String url) {
    return new NatsConnectionOptions(url, null, null, Duration.ofSeconds(2), Duration.ofSeconds(2));
  }

  /** The same server with a user and a password; both null leaves it without. */
  public NatsConnectionOptions withCredentials(@Nullable String user, @Nullable String password) {
    return new NatsConnectionOptions(url, user, password, connectTimeout, requestTimeout);
  }

  /**
   * jnats options for one connection that is not repaired, and notices within seconds when the
   * other side is gone. jnats can reconnect by itself, but as of 2.25.1 its writer may miss the end
   * of the reconnect: it then sends nothing more, while the connection counts as connected, until
   * enough pings went unanswered.
   */
  Options.Builder toBuilder(String connectionName) {
    var builder =
        new Options.Builder()
            .servers(url.split(",", -1))
            .connectionName(connectionName)
            .connectionTimeout(connectTimeout)
            .noReconnect()
            .pingInterval(Duration.ofSeconds(2))
            .maxPingsOut(2);
    if (user != null && password != null) {
      builder.userInfo(user.toCharArray(), password.toCharArray());
    }
    return builder;
  }

  @Override
  public String toString() {
    return "NatsConnectionOptions[url=" + url + ", user=" + user + ", password=***]";
  }

  private static void requirePositive(Duration value, String name) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, is " + value);
    }
  }
}
