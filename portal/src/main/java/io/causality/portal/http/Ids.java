package io.causality.portal.http;

import java.util.Optional;
import java.util.UUID;

/** Ids that a request names. Pure. */
public final class Ids {
  private Ids() {}

  /** The id; empty for what is none, which names nothing. */
  public static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
