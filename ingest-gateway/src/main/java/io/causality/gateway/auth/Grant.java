package io.causality.gateway.auth;

import io.causality.gateway.decode.Sender;

/**
 * What a known key allows. Immutable beside the rate's state.
 *
 * @param sender the key's app and what it wants to be kept
 * @param rate shared by all requests with the key
 */
public record Grant(Sender sender, RateLimit rate) {}
