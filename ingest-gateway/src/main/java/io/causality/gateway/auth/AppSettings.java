package io.causality.gateway.auth;

/**
 * What an app wants of the gateway. Immutable.
 *
 * @param keepIp client addresses are stored
 * @param keepUserAgent user agents are stored
 * @param ratePerSecond events that each of its keys may send in a second, 0 for the gateway's
 *     default
 */
public record AppSettings(boolean keepIp, boolean keepUserAgent, long ratePerSecond) {
  /** For apps that say nothing. */
  public static final AppSettings DEFAULT = new AppSettings(true, true, 0);
}
