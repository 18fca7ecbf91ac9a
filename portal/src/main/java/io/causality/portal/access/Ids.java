package io.causality.portal.access;

import java.util.Optional;
import java.util.UUID;

/** Ids from paths: whatever is none names nothing. */
final class Ids {
  private Ids() {}

  static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
