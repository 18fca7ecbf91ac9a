package io.causality.gateway.nats;

/**
 * Where NATS is. Immutable.
 *
 * @param url one or more addresses, separated by commas
 * @param user user name, empty for none
 * @param password its password; never printed
 */
public record NatsSettings(String url, String user, String password) {
  @Override
  public String toString() {
    return "NatsSettings[url=" + url + ", user=" + user + ", password=***]";
  }
}
