package io.causality.portal.erasures;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person whose data is deleted.
 *
 * @param personSha256 of the person's id in UTF-8, hex: whoever knows the id can tell
 * @param finishedAt null while it goes on
 * @param receipt counts by what was removed
 */
public record Erasure(
    UUID id,
    String app,
    String personSha256,
    String requestedBy,
    Instant requestedAt,
    @Nullable Instant finishedAt,
    JsonObject receipt) {}
