/** The connection to NATS: one for the gateway, kept up for ever. */
@NullMarked
package io.causality.gateway.nats;

import org.jspecify.annotations.NullMarked;
