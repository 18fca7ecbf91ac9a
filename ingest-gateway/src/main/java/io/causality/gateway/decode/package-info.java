/** Bodies to envelopes: every accepted form ends as the wire bytes of an {@code EventEnvelope}. */
@NullMarked
package io.causality.gateway.decode;

import org.jspecify.annotations.NullMarked;
