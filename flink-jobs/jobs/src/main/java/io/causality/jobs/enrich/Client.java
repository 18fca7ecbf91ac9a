package io.causality.jobs.enrich;

import org.jspecify.annotations.Nullable;

/**
 * What a user agent says of the client; null where it does not.
 *
 * @param deviceType {@code mobile}, {@code tablet}, {@code desktop} or {@code bot}
 */
public record Client(@Nullable String browser, @Nullable String os, @Nullable String deviceType) {
  /** Nothing is known. */
  public static final Client UNKNOWN = new Client(null, null, null);
}
