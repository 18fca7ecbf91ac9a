package io.causality.gateway.decode;

/**
 * What the gateway knows of a request beside its body. Immutable.
 *
 * @param appId app of the request's key
 * @param keepIp false: client addresses are not stored, not even those that an event names
 * @param keepUserAgent the same for user agents
 */
public record Sender(String appId, boolean keepIp, boolean keepUserAgent) {}
