/**
 * The gateway: HTTP in, JetStream out. {@link io.causality.gateway.GatewayMain} wires the parts.
 */
@NullMarked
package io.causality.gateway;

import org.jspecify.annotations.NullMarked;
