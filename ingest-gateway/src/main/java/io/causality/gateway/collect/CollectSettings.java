package io.causality.gateway.collect;

import io.causality.gateway.decode.DecodeLimits;
import java.time.Duration;

/**
 * Bounds on requests. Immutable.
 *
 * @param decode what one body may hold
 * @param bodyTimeout how long a body may take to arrive
 * @param trustForwardedFor the first address of {@code X-Forwarded-For} is the client's; only
 *     behind a proxy that sets it
 */
public record CollectSettings(
    DecodeLimits decode, Duration bodyTimeout, boolean trustForwardedFor) {}
