/** Envelopes to the stream EVENTS: group commit, acknowledgement, repetition, order. */
@NullMarked
package io.causality.gateway.publish;

import org.jspecify.annotations.NullMarked;
