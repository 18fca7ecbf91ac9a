package io.causality.portal.keys;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it may be shown.
 *
 * @param revokedAt null while it is good
 */
public record ApiKey(
    UUID id, String name, String lastFour, Instant createdAt, @Nullable Instant revokedAt) {}
