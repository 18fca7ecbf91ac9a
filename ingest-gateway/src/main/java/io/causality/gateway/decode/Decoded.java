package io.causality.gateway.decode;

import io.causality.gateway.problem.Refusal;

/** What became of a body. */
public sealed interface Decoded {
  /** The body could be read; its events are accepted or rejected one by one. */
  record Events(DecodedEvents events) implements Decoded {}

  /** The body was refused as a whole. */
  record Refused(Refusal refusal) implements Decoded {}
}
